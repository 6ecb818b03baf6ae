import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleOf, flattenSchema, readContract } from "#contract";
import { processorMs } from "../processor-time.ts";
import { makeEvents } from "./check-events.ts";

const many = 3_000;
const each = (make: (index: number) => string) => Array.from({ length: many }, (_, index) => make(index));

/** Texts that are made to hang or crash a reader of events, and whether the reader says so. */
const hostile: Readonly<Record<string, readonly [body: string, rule: RegExp | undefined, version?: string]>> =
  {
    "channels that all stand for one with many messages": [
      `components:
  channels: {all: {address: a, messages: {${each((index) => `m${index}: {}`).join(", ")}}}}
channels: {${each((index) => `c${index}: {$ref: '#/components/channels/all'}`).join(", ")}}
`,
      /too-large/,
    ],
    "operations that all send the messages of one channel": [
      `channels: {all: {address: a, messages: {${each((index) => `m${index}: {}`).join(", ")}}}}
operations: {${each((index) => `o${index}: {action: send, channel: {$ref: '#/channels/all'}}`).join(", ")}}
`,
      /too-large/,
    ],
    "messages that all have the traits of one with many headers": [
      `components:
  messageTraits: {t: {headers: {properties: {${each((index) => `h${index}: {type: string}`).join(", ")}}}}}
channels: {a: {address: a, messages: {${each((index) => `m${index}: {headers: {type: object}, traits: [{$ref: '#/components/messageTraits/t'}, {$ref: '#/components/messageTraits/t'}]}`).join(", ")}}}}
`,
      undefined,
    ],
    "headers that are merged with ever more references": [
      `components:
  schemas:
${each((index) => `    S${index}: {properties: {a: {$ref: '#/components/schemas/S${index + 1}'}, b: {$ref: '#/components/schemas/S${index + 1}'}}}`).join("\n")}
    S${many}: {type: string}
channels: {a: {address: a, messages: {m: {headers: {$ref: '#/components/schemas/S0'}, traits: [{headers: {$ref: '#/components/schemas/S1'}}]}}}}
`,
      undefined,
    ],
    "servers that all ask for many things": [
      `components: {securitySchemes: {${each((index) => `s${index}: {type: plain}`).join(", ")}}}
servers: {a: {host: a, protocol: b, security: [${each((index) => `{$ref: '#/components/securitySchemes/s${index}'}`).join(", ")}]}}
channels: {c: {address: a, messages: {m: {}}}}
operations: {o: {action: send, channel: {$ref: '#/channels/c'}, security: [${each((index) => `{$ref: '#/components/securitySchemes/s${index}'}`).join(", ")}]}}
`,
      undefined,
    ],
    "references in circles": [
      `channels:
  a: {$ref: '#/channels/b'}
  b: {$ref: '#/channels/a'}
  c: {address: c, messages: {m: {$ref: '#/channels/c/messages/n'}, n: {$ref: '#/channels/c/messages/m'}, o: {payload: {$ref: '#/components/schemas/S'}, headers: {$ref: '#/components/messageTraits/t'}, traits: [{$ref: '#/components/messageTraits/t'}]}}}
components:
  schemas: {S: {$ref: '#/components/schemas/T'}, T: {$ref: '#/components/schemas/S'}}
  messageTraits: {t: {$ref: '#/components/messageTraits/t'}}
`,
      /reference-cycle/,
    ],
    "one of many messages, many times": [
      `components: {messages: {all: {oneOf: [${each((index) => `{name: m${index}}`).join(", ")}]}}}
channels: {${each((index) => `c${index}: {publish: {message: {$ref: '#/components/messages/all'}}}`).join(", ")}}
`,
      /too-large/,
      "2.6.0",
    ],
  };

for (const [name, [body, rule, version]] of Object.entries(hostile))
  test(`${name} end in time`, () => {
    const started = processorMs();
    const { value, findings } = readContract("events.yaml", makeEvents(body, version));
    assert.ok(value);
    if (rule !== undefined) assert.ok(findings.some((finding) => rule.test(finding.rule)));
    assert.equal(new Set(value.events.map(({ id }) => id)).size, value.events.length);
    for (const schema of [...value.schemas.values()].slice(0, 3)) {
      flattenSchema(value, schema);
      exampleOf(value, schema);
    }
    assert.ok(processorMs() - started < 20_000, `${processorMs() - started} ms`);
  });

test("strange names and shapes stay what they are", () => {
  for (const text of ["__proto__", "constructor", "\u202e", "a b/c#d", "x".repeat(5_000)]) {
    const key = JSON.stringify(text);
    const { value } = readContract(
      "events.json",
      `{"asyncapi": "3.0.0", "info": {"title": ${key}}, "channels": {${key}: {"address": ${key}, "messages": {${key}: {"payload": {"type": "string"}}}}}}`,
    );
    assert.deepEqual(
      value?.events.map(({ id, channel }) => [id, channel?.id]),
      [[text, text]],
    );
  }
});

test("types of JSON Schema that stand for themselves and each other end too", () => {
  const defs = each((index) => `"T${index}": {"$ref": "#/$defs/T${(index + 1) % many}"}`).join(", ");
  const started = processorMs();
  const { value, findings } = readContract("t.json", `{"$defs": {${defs}}, "$ref": "#"}`);
  assert.ok(value && findings.length > 0);
  assert.ok(processorMs() - started < 20_000);
});

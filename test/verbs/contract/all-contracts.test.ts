import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { test } from "node:test";
import {
  answerFor,
  type Contract,
  type ContractEvent,
  findItems,
  flattenSchema,
  type Operation,
  type SchemaNode,
} from "#contract";
import { openMemory } from "#workspace";
import { contractQuery } from "../../../src/verbs/contract/query.ts";
import { readRegistry } from "../../../src/verbs/contract/registry-files.ts";
import { context as plainContext } from "../context.ts";
import {
  at,
  documents,
  entriesAt,
  files,
  itemsAt,
  type Part,
  propertiesOf,
  resolve,
} from "./plain-documents.ts";

/** As of a program that keeps what it read, so that each question reads one document again and not all. */
const context = { ...plainContext, runtime: { ...plainContext.runtime, digest: () => "one" } };
const workspace = openMemory({ files: Object.fromEntries(files) });
const reading = await readRegistry(workspace);
const { registry } = reading;

test("all of them load together, and nothing is wrong with any", () => {
  deepStrictEqual(
    reading.findings.filter(({ severity }) => severity === "error").map(({ message }) => message),
    [],
  );
  deepStrictEqual(
    registry.documents.map(({ file }) => file),
    documents.map(({ file }) => file).sort(),
  );
});

const methods = ["get", "put", "post", "delete", "patch", "head", "options", "trace"];

for (const document of documents) {
  const { file, value } = document;
  if ("openapi" in value)
    test(`${file}: every operation is answered as it is written`, () => {
      let count = 0;
      for (const [path] of entriesAt(document, "paths")) {
        const item = at(at(document, "paths") ?? document, path) ?? document;
        for (const method of methods) {
          const written = at(item, method);
          if (written === undefined) continue;
          count += 1;
          const contract = askFor(file, "operation", `${method.toUpperCase()} ${path}`);
          const [operation, ...others] = contract.operations;
          ok(operation && others.length === 0, `${method} ${path}`);
          deepStrictEqual(showOperation(contract, operation), writtenOperation(path, method, item, written));
        }
      }
      strictEqual(entriesOf(file, "operation"), count);
      ok(count > 0);
    });
  test(`${file}: every event is answered as it is written`, () => {
    const written = "asyncapi" in value ? writtenEvents(document) : writtenWebhooks(document);
    const contract = reading.contractOf(file);
    ok(contract);
    const read = contract.events.map((event) => showEvent(contract, event));
    deepStrictEqual(read.toSorted(byName), written.toSorted(byName));
    strictEqual(entriesOf(file, "event"), written.length);
    for (const event of contract.events) {
      const answer = askFor(file, "event", event.id);
      const [told, ...others] = answer.events;
      ok(told && others.length === 0, event.id);
      // Services that share an event say it in one answer, each with its own operations and keys.
      deepStrictEqual(sharedPart(showEvent(answer, told)), sharedPart(showEvent(contract, event)));
    }
  });
}

function sharedPart({ name, address, payload, headers }: Shown): Shown {
  return { name, address, payload, headers };
}

test("contract query answers every operation by its method and path, and every event by its name", async () => {
  for (const { file } of documents) {
    const contract = reading.contractOf(file);
    ok(contract);
    for (const operation of contract.operations) {
      const name = `${operation.method.toUpperCase()} ${operation.path}`;
      const told = (await query(name, "operation", file)).contract.operations;
      strictEqual(told.length, 1, name);
      // What the tests above have compared with the document is what the verb hands out.
      const answered = askFor(file, "operation", name);
      const [one] = told;
      const [other] = answered.operations;
      ok(one && other);
      deepStrictEqual(showOperation(answered, one), showOperation(answered, other));
    }
    for (const event of contract.events) {
      const told = (await query(event.id, "event", file)).contract.events;
      deepStrictEqual(
        told.map(({ name }) => name),
        askFor(file, "event", event.id).events.map(({ name }) => name),
      );
    }
  }
});

/** The answer of the verb that speaks of one document, among those that it gives in full. */
async function query(what: string, kind: "operation" | "event", file: string) {
  const titles = registry.documents.flatMap((document) => (document.file === file ? [document.title] : []));
  const service = titles[0] ?? "";
  const { exitCode, value } = await contractQuery.run(workspace, { what: what.split(" "), service }, context);
  strictEqual(exitCode, 0, `${what} of ${file}`);
  ok(value.kind === "answers", `${what} of ${file}`);
  const answer = value.answers.find(
    ({ item }) =>
      item.kind === kind &&
      item.said.some((entry) => entry.file === file && [entry.id, entry.name].includes(what)),
  );
  ok(answer, `${what} of ${file} is not among the answers`);
  return answer;
}

/** What the registry answers of one thing of a document, found by its name as a user would ask for it. */
function askFor(file: string, kind: "operation" | "event", name: string): Contract {
  const { items } = findItems(registry, name);
  const item = items.find(
    (each) =>
      each.kind === kind &&
      each.said.some((entry) => entry.file === file && [entry.id, entry.name].includes(name)),
  );
  ok(item, `${name} of ${file} is not found`);
  const said = item.said[0]?.file ?? "";
  const contract = reading.contractOf(said);
  ok(contract);
  const answer = answerFor(registry, item, contract);
  ok(answer, `${name} of ${file} is not answered`);
  return answer.contract;
}

function entriesOf(file: string, kind: string): number {
  const document = registry.documents.find((each) => each.file === file);
  return document?.entries.filter((each) => each.kind === kind).length ?? 0;
}

interface Shown {
  readonly [key: string]: unknown;
}

function showOperation(contract: Contract, operation: Operation): Shown {
  const json = operation.requestBody?.content.find(({ type }) => type === "application/json");
  return {
    path: operation.path,
    method: operation.method,
    id: operation.declaredId,
    parameters: operation.parameters.map((each) => `${each.in} ${each.name} ${each.required}`).sort(),
    statuses: operation.responses.map(({ status }) => status).sort(),
    media: (operation.requestBody?.content ?? []).map(({ type }) => type).sort(),
    body: showProperties(contract, json?.schema),
    answers: operation.responses
      .map(({ status, content }) => {
        const media = content.find(({ type }) => type === "application/json");
        return `${status}: ${showProperties(contract, media?.schema).join(", ")}`;
      })
      .sort(),
  };
}

function writtenOperation(path: string, method: string, item: Part, written: Part): Shown {
  const parameters = [...itemsAt(item, "parameters"), ...itemsAt(written, "parameters")];
  const body = at(written, "requestBody");
  const responses = entriesAt(written, "responses");
  const jsonOf = (part: Part | undefined): Part | undefined => {
    const content = part && at(part, "content");
    const media = content && at(content, "application/json");
    return media && at(media, "schema");
  };
  return {
    path,
    method,
    id: written.value["operationId"],
    parameters: parameters
      .map(({ value }) => `${value["in"]} ${value["name"]} ${value["required"] === true}`)
      .sort(),
    statuses: responses.map(([status]) => status).sort(),
    media: entriesAt(body, "content")
      .map(([type]) => type)
      .sort(),
    body: propertiesOf(jsonOf(body)),
    answers: responses.map(([status, part]) => `${status}: ${propertiesOf(jsonOf(part)).join(", ")}`).sort(),
  };
}

function showProperties(contract: Contract, node: SchemaNode | undefined): readonly string[] {
  if (node === undefined) return [];
  return flattenSchema(contract, node)
    .properties.map(({ name, schema }) => `${name} ${flattenSchema(contract, schema).types.join("|") || "?"}`)
    .sort();
}

function showEvent(contract: Contract, event: ContractEvent): Shown {
  return {
    name: event.name,
    channel: event.channel?.id,
    address: event.channel?.address,
    payload: showProperties(contract, event.payload),
    headers: showProperties(contract, event.headers),
    sends: event.producers.map(({ operation }) => operation),
    receives: event.consumers.map(({ operation }) => operation),
  };
}

function byName(one: Shown, other: Shown): number {
  const [left, right] = [one, other].map(({ name, channel }) => `${name} ${channel}`);
  return (left ?? "") < (right ?? "") ? -1 : 1;
}

function writtenEvents(document: Part): readonly Shown[] {
  const operations = Object.entries(
    (document.value["operations"] ?? {}) as Record<
      string,
      { action: string; channel: { $ref: string }; reply?: { channel: { $ref: string } } }
    >,
  );
  const named = (channel: string, action: string): readonly string[] =>
    operations.flatMap(([id, operation]) => {
      const asks = operation.channel.$ref === `#/channels/${channel}` && operation.action === action;
      // Who receives a question answers it.
      const answers =
        operation.reply?.channel.$ref === `#/channels/${channel}` && operation.action !== action;
      return asks || answers ? [id] : [];
    });
  return entriesAt(document, "channels").flatMap(([id, channel]) =>
    entriesAt(channel, "messages").map(([key, message]) => {
      const payload = at(message, "payload");
      const traits = itemsAt(message, "traits").flatMap((trait) => propertiesOf(at(trait, "headers")));
      return {
        name: message.value["name"] ?? key,
        channel: id,
        address: channel.value["address"] ?? undefined,
        payload: payload?.value["schemaFormat"] === undefined ? propertiesOf(payload) : [],
        headers: [...new Set([...traits, ...propertiesOf(at(message, "headers"))])].sort(),
        sends: named(id, "send"),
        receives: named(id, "receive"),
      };
    }),
  );
}

function writtenWebhooks(document: Part): readonly Shown[] {
  const called = entriesAt(document, "paths").flatMap(([, item]) =>
    methods.flatMap((method) =>
      entriesAt(at(item, method), "callbacks").flatMap(([name, callback]) =>
        Object.keys(callback.value).flatMap((address) =>
          writtenRequests(name, at(callback, address) ?? callback, address),
        ),
      ),
    ),
  );
  const hooks = entriesAt(document, "webhooks").flatMap(([name, item]) => writtenRequests(name, item));
  return [...hooks, ...called];
}

function writtenRequests(name: string, item: Part, address?: string): readonly Shown[] {
  return methods.flatMap((method) => {
    const written = at(item, method);
    if (written === undefined) return [];
    const body = at(written, "requestBody");
    const media = body && at(at(body, "content") ?? body, "application/json");
    return [
      {
        ...{ name, channel: name, address },
        payload: propertiesOf(media && at(resolve(media), "schema")),
        headers: [],
        sends: [written.value["operationId"]],
        receives: [],
      },
    ];
  });
}

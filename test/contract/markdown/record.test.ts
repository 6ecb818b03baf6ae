import assert from "node:assert/strict";
import { test } from "node:test";
import { readContract } from "#contract";
import { isRecord } from "../../../src/contract/markdown/read-record.ts";
import { processorMs } from "../../processor-time.ts";
import { documentOf, findingsOf, readFine } from "./records.ts";

const record = `# Parcels

Parcels on their way.

**Base URL:** https://parcels.test/v2

## Changelog

| Version | Date | Change |
|---|---|---|
| 2.1.0 | 2026-03-01 | Notes |
| 2.0.0 | 2026-01-10 | First |

## Authentication

| Name | Type |
|---|---|
| keys | API key in header X-Key |

### POST /parcels – Announce a parcel

**Auth:** keys
**Emits:** \`parcel.announced\`

#### Request

| Name | In | Type | Required | Rules |
|---|---|---|---|---|
| weight | body | integer | yes | > 0 |
| address.city | body | string | yes | 1–80 characters |
| items[].sku | body | string | no | |

#### 201

The parcel.

**Body:** \`Parcel\`

#### Errors

| Status | Code | When |
|---|---|---|
| 409 | too_many | there are ten already |

## Events

### parcel.announced

**Trigger:** a parcel was announced
**Channel:** \`parcels\` (kafka)
**Consumers:** Billing, Tracking

| Field | Type | Required |
|---|---|---|
| id | uuid | yes |

## Types

### Parcel

| Field | Type | Required |
|---|---|---|
| id | uuid | yes |
| weight | integer | yes |
`;

test("what stands below the channel of an event is what it carries, but for the names of the address", () => {
  const carried = (text: string) => {
    const [event] = readFine(text).events;
    const names = event?.payload?.kind === "schema" ? event.payload.properties.map(({ name }) => name) : [];
    return [names, event?.channel?.parameters.map(({ name }) => name), event?.description];
  };
  const last = record
    .replace("**Channel:** `parcels` (kafka)\n", "")
    .replace("Tracking\n", "Tracking\n**Channel:** `parcels` (kafka)\n\nOnce each.\n");
  assert.deepEqual(carried(last), [["id"], [], "Once each."]);
  const named = last.replace("`parcels` (kafka)\n\nOnce each.", "`parcels/{id}`");
  assert.deepEqual(carried(named), [[], ["id"], ""]);
});

test("a record gives what its tables and labels say", () => {
  const contract = readFine(record);
  assert.equal(contract.version, "2.1.0");
  assert.equal(contract.basePath, "/v2");
  const [operation] = contract.operations;
  assert.equal(operation?.summary, "Announce a parcel");
  assert.deepEqual([...(operation?.security[0] ?? [])], [["keys", []]]);
  assert.deepEqual(
    operation?.responses.map(({ status, description }) => [status, description]),
    [
      ["201", "The parcel."],
      ["409", "`too_many`: there are ten already"],
    ],
  );
  const [event] = contract.events;
  assert.equal(event?.trigger, "a parcel was announced");
  assert.equal(event?.channel?.address, "parcels");
  assert.deepEqual(event?.channel?.protocols, ["kafka"]);
  assert.deepEqual(
    event?.consumers.map(({ service }) => service),
    ["Billing", "Tracking"],
  );
  assert.deepEqual(
    event?.producers.map(({ service, operation: id }) => [service, id]),
    [["Parcels", "POST /parcels"]],
  );
  assert.equal(event?.span.line, record.split("\n").indexOf("### parcel.announced") + 1);
});

test("fields within others stand where their path says", () => {
  const document = JSON.stringify(documentOf(readFine(record)));
  assert.match(
    document,
    /"address":\{"type":"object","properties":\{"city":\{"type":"string","minLength":1,"maxLength":80\}\},"required":\["city"\]\}/,
  );
  assert.match(document, /"items":\{"type":"array","items":\{"type":"object","properties":\{"sku"/);
});

test("points and prose in German say the same as tables", () => {
  const german = readFine(`# Pakete

**Fassung:** 1

### Paket ankündigen

\`POST /pakete\`

Anmeldung ist nicht erforderlich.

Der Rumpf der Anfrage enthält:

- \`gewicht\` (Ganzzahl, erforderlich, > 0)
- \`notiz\` (Text, optional, höchstens 200 Zeichen) – für den Boten

Antwortet mit 204. 409, wenn es schon zehn gibt.
`);
  const [operation] = german.operations;
  assert.equal(operation?.path, "/pakete");
  assert.deepEqual(operation?.security, []);
  assert.deepEqual(
    operation?.responses.map(({ status }) => status),
    ["204", "409"],
  );
  const document = JSON.stringify(documentOf(german));
  assert.match(document, /"gewicht":\{"type":"integer","exclusiveMinimum":0\}/);
  assert.match(
    document,
    /"notiz":\{"type":"string","description":"für den Boten","maxLength":200\}|"notiz":\{"description":"für den Boten","type":"string","maxLength":200\}/,
  );
  assert.match(document, /"required":\["gewicht"\]/);
});

test("ordinary markdown is no record", () => {
  const readme =
    "# Tool\n\nInstall it.\n\n## Usage\n\n| Option | Meaning |\n|---|---|\n| -v | more |\n\n```\nGET it\n```\n";
  assert.equal(isRecord(readme), false);
  assert.equal(isRecord("# Guide\n\n## POST requests\n\nThey change things.\n"), false);
  assert.equal(isRecord(record), true);
  assert.deepEqual(findingsOf(readme), ["1:1 error contract/not-a-contract"]);
});

test("tables that nobody understands are told", () => {
  assert.deepEqual(
    findingsOf(
      "# T\n\n**Version:** 1\n\n### GET /a\n\n| Colour | Size |\n|---|---|\n| red | 1 |\n\n**200:** ok\n",
    ),
    ["7:1 warning contract/unknown-table"],
  );
});

const hostile: readonly (readonly [string, string])[] = [
  ["lists within lists", `### GET /a\n\n${"- ".repeat(10_000)}a\n`],
  [
    "lists by indentation",
    `### GET /a\n\n${Array.from({ length: 1_500 }, (_, at) => `${"  ".repeat(at)}- a`).join("\n")}`,
  ],
  [
    "a long table",
    `### POST /a\n\n| Name | Type | Rules |\n|---|---|---|\n${"| a | string | max 3, `x\\|y`, <b> |\n".repeat(8_000)}`,
  ],
  ["a wide table", `### POST /a\n\n${"|Name".repeat(5_000)}\n${"|-".repeat(5_000)}|\n${"|x\n".repeat(200)}`],
  [
    "names of the language",
    "### POST /__proto__\n\n| Name | Type |\n|---|---|\n| __proto__ | string |\n| constructor.__proto__.x | string |\n\n### `__proto__`\n\n| Name | Type |\n|---|---|\n| toString | __proto__ |\n",
  ],
  [
    "control characters",
    "### POST /a\u0000\u001b[31m\n\n| Na\u202eme | Ty\u0000pe |\n|---|---|\n| \u001b | \u0007 |\n",
  ],
  [
    "quotes and brackets",
    `### POST /a\n\n**Body:** ${"`<[({".repeat(4_000)}\n\n**Auth:** ${"(".repeat(20_000)}\n`,
  ],
  [
    "deep fields",
    `### POST /a\n\n| Name | Type |\n|---|---|\n| ${"a.".repeat(140)}b | string |\n| ${"a[]".repeat(100)} | string |\n`,
  ],
  ["a deep example", `### POST /a\n\n\`\`\`json\n${"[".repeat(5_000)}\n\`\`\`\n`],
];

for (const [name, text] of hostile)
  test(`${name} end soon, in findings and no stack trace`, () => {
    const before = processorMs();
    const { findings } = readContract("a.md", text);
    for (const { span } of findings) assert.ok(span === undefined || span.offset <= span.end);
    assert.ok(processorMs() - before < 10_000);
    assert.equal(typeof isRecord(text), "boolean");
  });

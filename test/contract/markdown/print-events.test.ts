import { deepStrictEqual, ok } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { readContract } from "#contract";
import { printRecord } from "../../../src/contract/markdown/print-record.ts";
import { printAsyncapi } from "../../../src/contract/print/print-asyncapi.ts";

const shop = `asyncapi: 3.0.0
info: { title: Shop, version: 1.0.0 }
channels:
  orders:
    address: shop.{region}.orders
    description: Orders of one region.
    parameters:
      region: { description: Where it was placed, enum: [eu, us] }
    messages:
      OrderPlaced:
        name: order.placed
        headers:
          type: object
          required: [trace_id]
          properties:
            trace_id: { type: string, format: uuid, description: Of the request. }
            attempt: { type: integer, minimum: 1 }
        payload: { type: object, required: [id], properties: { id: { type: string } } }
      OrderConfirmed:
        name: order.confirmed
        payload: { type: object, required: [ok], properties: { ok: { type: boolean } } }
operations:
  place: { action: send, channel: { $ref: "#/channels/orders" }, messages: [{ $ref: "#/channels/orders/messages/OrderPlaced" }], reply: { channel: { $ref: "#/channels/orders" }, messages: [{ $ref: "#/channels/orders/messages/OrderConfirmed" }] } }
`;

test("headers, answers and parameters of channels stand in the printed record and are read again", () => {
  const { value } = readContract("shop.yaml", shop);
  ok(value);
  const { text } = printRecord(value);
  const again = readContract("docs/shop.md", text);
  deepStrictEqual(
    again.findings.map(({ rule, message }) => `${rule} ${message}`),
    [],
    text,
  );
  const told = (contract: typeof value) =>
    contract.events.map(({ name, headers, reply, channel }) => ({
      name,
      headers:
        headers &&
        JSON.parse(
          JSON.stringify(
            printAsyncapi({ ...contract, events: [], schemas: new Map([["H", headers as never]]) }),
          ),
        ).components,
      answers: reply?.events,
      described: channel?.description,
      parameters: channel?.parameters.map(({ name: its, description }) => [its, description]),
    }));
  deepStrictEqual(told(again.value as typeof value), told(value), text);
});

const documents = new URL("../documents/events/", import.meta.url);

test("of events that public documents describe, headers and answers are not lost", () => {
  for (const path of readdirSync(documents).filter((name) => /asyncapi\.ya?ml$/.test(name))) {
    const { value } = readContract(path, readFileSync(new URL(path, documents), "utf8"));
    ok(value);
    const { losses } = printRecord(value);
    const lost = losses.filter(
      ({ place, kind }) => kind === "missing" && /^\/events\/[^/]+\/(?:headers|reply)$/.test(place),
    );
    deepStrictEqual(lost, [], path);
  }
});

test("an answer for all other statuses may have a heading", () => {
  for (const heading of [
    "#### Response default",
    "#### Default response",
    "**Response default:** `Problem`",
    "#### Response (default)",
  ]) {
    const { value, findings } = readContract(
      "docs/a.md",
      `# A

**Version:** 1

### GET /a

**Response 204**

${heading}

${heading.startsWith("#") ? "**Body:** `Problem`" : ""}

## Types

### Problem

| Field | Type |
|---|---|
| code | string |
`,
    );
    deepStrictEqual(
      value?.operations[0]?.responses.map(({ status, content }) => [
        status,
        content.map(({ schema }) => schema?.kind === "ref" && schema.name),
      ]),
      [
        ["204", []],
        ["default", ["Problem"]],
      ],
      `${heading} ${JSON.stringify(findings)}`,
    );
  }
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { flattenSchema, readContract } from "#contract";
import { findingsOf, readAnyhow } from "./check.ts";

const unsent = "note contract/unsent-message 3:1: webhooks are not built yet: nothing will be sent";

test("a webhook is an event that this service gives", () => {
  const { events } = readAnyhow(`webhooks:
  order-placed:
    post:
      operationId: tellOrder
      summary: s
      description: d
      tags: [Orders]
      deprecated: true
      parameters: [{name: X-Signature, in: header, required: true, schema: {type: string}}]
      requestBody: {content: {application/json: {schema: {type: object}, example: {id: 1}}}}
paths: {}
`);
  const [event, ...others] = events;
  assert.ok(event);
  assert.deepEqual(others, []);
  const { channel, producers, headers, payload, span, security, ...rest } = event;
  assert.deepEqual(rest, {
    name: "order-placed",
    id: "order-placed",
    title: "",
    summary: "s",
    description: "d",
    trigger: "",
    consumers: [],
    contentType: "application/json",
    tags: ["Orders"],
    deprecated: true,
    examples: [{ id: 1 }],
  });
  assert.deepEqual(
    [channel?.id, channel?.address, channel?.protocols],
    ["order-placed", undefined, ["http"]],
  );
  assert.deepEqual(
    producers.map(({ service, operation }) => [service, operation]),
    [["T", "tellOrder"]],
  );
  assert.ok(headers?.kind === "schema" && payload?.kind === "schema");
  assert.deepEqual(
    headers.properties.map(({ name, required }) => [name, required]),
    [["X-Signature", true]],
  );
  assert.deepEqual([span.line, security], [5, []]);
});

test("each method is an event, and a callback is one at its address", () => {
  const { events } = readAnyhow(`webhooks: {a: {post: {}, get: {}}, b: {$ref: '#/components/pathItems/B'}}
paths:
  /jobs:
    post:
      callbacks: {done: {'{$request.body#/url}': {post: {requestBody: {content: {application/json: {schema: {type: string}}}}}}}}
      responses: {'200': {description: ok}}
components: {pathItems: {B: {put: {}}}}
`);
  assert.deepEqual(
    events.map(({ id, name, channel }) => [id, name, channel?.address]),
    [
      ["a", "a", undefined],
      ["a get", "a", undefined],
      ["b", "b", undefined],
      ["done", "done", "{$request.body#/url}"],
    ],
  );
});

test("what is wrong in a webhook takes its payload, and stops nothing else", () => {
  const body = `webhooks: {a: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/X'}}}}}}}
paths: {/a: {get: {responses: {'200': {description: ok}}}}}
`;
  assert.equal(readAnyhow(body).events[0]?.payload, undefined);
  assert.deepEqual(findingsOf(body), [
    unsent,
    'warning contract/lost-payload 3:16: the payload of "a" cannot be understood: "#/components/schemas/X" is not in this document',
    'warning contract/unresolved-reference 3:75: "#/components/schemas/X" is not in this document',
  ]);
});

test("the webhooks of two real contracts", () => {
  const folder = new URL("documents/", import.meta.url);
  for (const [path, name, properties] of [
    ["museum/openapi.yaml", "publishNewEvent", ["name", "location", "eventDescription", "dates", "price"]],
    ["cafe/openapi.yaml", "order-notification", undefined],
  ] as const) {
    const open = (file: string) => readFileSync(new URL(encodeURI(file), folder), "utf8");
    const { value } = readContract(path, open(path), open);
    assert.ok(value);
    const [event, ...others] = value.events;
    assert.deepEqual([event?.name, others], [name, []]);
    assert.ok(event?.payload);
    const found = flattenSchema(value, event.payload).properties.map((each) => each.name);
    for (const property of properties ?? []) assert.ok(found.includes(property), found.join());
    assert.ok(found.length > 0);
  }
});

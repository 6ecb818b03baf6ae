import assert from "node:assert/strict";
import { test } from "node:test";
import { type ContractEvent, flattenSchema, resolveSchema } from "#contract";
import { findingsOfEvents, flowsOf, onlyEvent, readEvents, readEventsFine } from "./check-events.ts";

const oneChannel = (message: string, more = "") => `channels:
  orders:
    address: shop.orders
    messages:
      created: ${message}
${more}`;

const places = `operations:
  place:
    action: send
    channel: {$ref: '#/channels/orders'}
`;

test("a message of a channel is an event, and operations say who gives and takes it", () => {
  const contract = readEventsFine(
    `${oneChannel("{title: Order created, summary: s, description: d, payload: {type: object, properties: {id: {type: integer}}}}")}${places}    summary: When somebody orders
  watch:
    action: receive
    channel: {$ref: '#/channels/orders'}
    messages: [{$ref: '#/channels/orders/messages/created'}]
`,
  );
  assert.equal(contract.label, "AsyncAPI 3.0");
  assert.deepEqual(contract.operations, []);
  const event = onlyEvent(contract);
  assert.deepEqual(flowsOf(contract), ["created: place > watch"]);
  assert.equal(event.producers[0]?.service, "Shop");
  assert.equal(event.producers[0]?.description, "When somebody orders");
  assert.equal(event.producers[0]?.span.line, 9);
  assert.deepEqual(
    [event.name, event.title, event.summary, event.description, event.contentType],
    ["created", "Order created", "s", "d", "application/json"],
  );
  assert.deepEqual([event.channel?.id, event.channel?.address], ["orders", "shop.orders"]);
  assert.ok(event.payload);
  assert.deepEqual(
    flattenSchema(contract, event.payload).properties.map(({ name }) => name),
    ["id"],
  );
});

test("an operation that lists no messages takes all of its channel, and an empty list none", () => {
  const body = (messages: string) => `channels:
  orders:
    address: shop.orders
    messages: {a: {payload: {type: string}}, b: {payload: {type: string}}}
${places}${messages}`;
  assert.deepEqual(flowsOf(readEventsFine(body(""))), ["a: place > ", "b: place > "]);
  assert.deepEqual(flowsOf(readEventsFine(body("    messages: []\n"))), ["a:  > ", "b:  > "]);
});

test("an id has the channel in it where several channels carry a message", () => {
  const { events } = readEventsFine(`channels:
  up: {address: u, messages: {m: {name: moved}, n: {name: seen}}}
  down: {address: d, messages: {m: {name: moved}}}
`);
  assert.deepEqual(
    events.map(({ name, id }) => [name, id]),
    [
      ["moved", "moved up"],
      ["seen", "seen"],
      ["moved", "moved down"],
    ],
  );
});

test("traits are merged in their order, and what the message says itself wins", () => {
  const event = onlyEvent(
    readEventsFine(
      `${oneChannel("{description: own, headers: {properties: {b: {type: integer}}}, traits: [{$ref: '#/components/messageTraits/one'}, {summary: second, title: null}]}")}components:
  messageTraits:
    one: {description: first, summary: first, title: first, contentType: text/plain, headers: {$ref: '#/components/schemas/H'}}
  schemas:
    H: {type: object, properties: {a: {type: string}, b: {type: string}}}
`,
    ),
  );
  assert.deepEqual(
    [event.description, event.summary, event.title, event.contentType],
    ["own", "second", "", "text/plain"],
  );
  assert.ok(event.headers?.kind === "schema");
  assert.deepEqual(
    event.headers.properties.map(({ name, schema }) => [name, schema.kind === "schema" && schema.types]),
    [
      ["a", ["string"]],
      ["b", ["integer"]],
    ],
  );
});

test("what is asked and what answers it know each other", () => {
  const contract = readEventsFine(`channels:
  ask: {address: ask, messages: {question: {payload: {type: string}, correlationId: {location: '$message.header#/id'}}}}
  tell: {address: null, messages: {answer: {payload: {type: string}}}}
operations:
  serve:
    action: receive
    channel: {$ref: '#/channels/ask'}
    reply: {address: {location: '$message.header#/to'}, channel: {$ref: '#/channels/tell'}}
`);
  assert.deepEqual(flowsOf(contract), ["question:  > serve", "answer: serve > "]);
  const [question, answer] = contract.events;
  assert.equal(question?.correlation, "$message.header#/id");
  assert.deepEqual(question.reply?.events, ["answer"]);
  assert.equal(question.reply.location, "$message.header#/to");
  assert.equal(question.reply.channel?.id, "tell");
  assert.equal(answer?.channel?.address, undefined);
});

test("a channel is reached by its servers, by all where it names none, each with its own way to sign in", () => {
  const { events, securitySchemes } = readEventsFine(`servers:
  a: {host: a.test, protocol: KAFKA, security: [{$ref: '#/components/securitySchemes/scram'}]}
  b: {host: b.test, protocol: mqtt, security: [{type: X509}, {$ref: '#/components/securitySchemes/scram'}]}
channels:
  one: {address: one, servers: [{$ref: '#/servers/a'}], messages: {first: {}}}
  all: {address: all, messages: {second: {}}}
operations:
  tell:
    action: send
    channel: {$ref: '#/channels/one'}
    security: [{$ref: '#/components/securitySchemes/token'}]
components:
  securitySchemes:
    scram: {type: scramSha256}
    token: {type: oauth2, scopes: ['orders:write'], flows: {clientCredentials: {tokenUrl: 'https://a.test/t', availableScopes: {'orders:write': Write}}}}
`);
  const [first, second] = events;
  assert.deepEqual(first?.channel?.protocols, ["kafka"]);
  assert.deepEqual(second?.channel?.protocols, ["kafka", "mqtt"]);
  assert.deepEqual(showSecurity(first), ["scram & token(orders:write)"]);
  assert.deepEqual(showSecurity(second), ["scram", "X509"]);
  assert.deepEqual(
    [...securitySchemes.values()].map(({ name, type, scheme }) => [name, type, scheme]),
    [
      ["scram", "sasl", "scram-sha-256"],
      ["token", "oauth2", undefined],
      ["X509", "mutualTLS", undefined],
    ],
  );
  assert.deepEqual([...(securitySchemes.get("token")?.scopes ?? [])], [["orders:write", "Write"]]);
});

function showSecurity(event: ContractEvent | undefined): readonly string[] {
  return (event?.security ?? []).map((each) =>
    [...each].map(([name, scopes]) => (scopes.length > 0 ? `${name}(${scopes.join()})` : name)).join(" & "),
  );
}

test("parameters of an address have values, and a place in the message", () => {
  const event = onlyEvent(
    readEventsFine(`channels:
  users:
    address: users.{id}.{kind}
    parameters:
      id: {description: Whose, location: '$message.payload#/user/id', examples: [u1]}
      kind: {enum: [a, b], default: a}
    messages: {moved: {}}
`),
  );
  assert.deepEqual(
    event.channel?.parameters.map(({ name, description, location, schema }) => [
      name,
      description,
      location,
      schema?.kind === "schema" && [schema.types, schema.enum, schema.default, schema.examples],
    ]),
    [
      ["id", "Whose", "$message.payload#/user/id", [["string"], undefined, undefined, ["u1"]]],
      ["kind", "", undefined, [["string"], ["a", "b"], "a", []]],
    ],
  );
});

test("examples, tags, content types, names in bindings and what is deprecated", () => {
  const event = onlyEvent(
    readEventsFine(`defaultContentType: application/cbor
channels:
  orders:
    address: orders
    bindings: {kafka: {topic: shop-orders-v1}, amqp: {exchange: {name: orders}, queue: {name: q}}}
    messages:
      created:
        tags: [{name: order}, {$ref: '#/components/tags/shop'}]
        x-deprecated: true
        examples: [{payload: {id: 1}, headers: {a: b}}, {name: none}, {payload: null}]
${places}    tags: [{name: sent}]
components: {tags: {shop: {name: shop}}}
`),
  );
  assert.equal(event.contentType, "application/cbor");
  assert.deepEqual(event.tags, ["order", "shop", "sent"]);
  assert.equal(event.deprecated, true);
  assert.deepEqual(event.examples, [{ id: 1 }, null]);
  assert.deepEqual(event.headerExamples, [{ a: "b" }]);
  assert.deepEqual(event.channel?.boundNames, ["shop-orders-v1", "q"]);
});

test("a payload may be in another language of schemas", () => {
  const payload = (format: string, schema: string) =>
    oneChannel(`{payload: {schemaFormat: '${format}', schema: ${schema}}}`);
  const older = onlyEvent(
    readEventsFine(payload("application/vnd.oai.openapi;version=3.0.0", "{type: string, nullable: true}")),
  );
  assert.ok(older.payload?.kind === "schema" && older.payload.nullable);
  const draft4 = onlyEvent(
    readEventsFine(
      payload(
        "application/schema+json;version=draft-04",
        "{type: integer, minimum: 1, exclusiveMinimum: true}",
      ),
    ),
  );
  assert.ok(draft4.payload?.kind === "schema" && draft4.payload.exclusiveMinimum === 1);
  for (const [format, name] of [
    ["application/vnd.apache.avro;version=1.9.0", "Avro"],
    ["application/vnd.google.protobuf;version=3", "Protocol Buffers"],
    ["application/raml+yaml;version=1.0", "RAML"],
    ["text/x-own", 'the format "text/x-own"'],
  ] as const) {
    const body = payload(format, "{$ref: 'https://nobody.test/x.avsc'}");
    assert.equal(onlyEvent(readEvents(body).value ?? assert.fail()).payload, undefined);
    assert.deepEqual(findingsOfEvents(body), [
      `note unread-schema-format 7:27: ${name} is not read: nothing is known of the fields of what this describes`,
    ]);
  }
});

test("shared schemas may say their language too", () => {
  const body = `${oneChannel("{payload: {$ref: '#/components/schemas/A'}}")}components:
  schemas:
    A: {schemaFormat: 'application/schema+json;version=draft-07', schema: {type: object, properties: {b: {$ref: '#/components/schemas/B'}}}}
    B: {schemaFormat: application/vnd.apache.avro, schema: {type: record}}
`;
  const value = readEvents(body).value ?? assert.fail();
  const event = onlyEvent(value);
  assert.ok(event.payload);
  assert.deepEqual(
    resolveSchema(value, event.payload).properties.map(({ name }) => name),
    ["b"],
  );
});

test("draft 7 as it is in AsyncAPI: no words beside a reference, lists of item schemas, named discriminators", () => {
  const body = `${oneChannel("{payload: {type: object, discriminator: kind, properties: {kind: {type: string}, pair: {type: array, items: [{type: string}]}, b: {$ref: '#/components/schemas/B', minLength: 3}}}}")}components: {schemas: {B: {type: string, definitions: {}}}}
`;
  const event = onlyEvent(readEvents(body).value ?? assert.fail());
  assert.ok(event.payload?.kind === "schema");
  assert.equal(event.payload.discriminator?.property, "kind");
  assert.equal(event.payload.properties[2]?.schema.kind, "ref");
  assert.deepEqual(findingsOfEvents(body), [
    "warning unread-keyword 7:124: a schema for each place of a list is not understood yet: every item will be accepted",
  ]);
});

const wrong: Readonly<Record<string, readonly [body: string, findings: readonly string[]]>> = {
  "no channels": [
    "",
    ["warning missing-channels 1:1: there is no channel in this contract: it tells of no event"],
  ],
  "a payload that leads nowhere": [
    `${oneChannel("{payload: {$ref: '#/components/schemas/Ordr'}}")}components: {schemas: {Order: {type: object}}}\n`,
    [
      'error lost-payload 7:7: the payload of "created" cannot be understood: "#/components/schemas/Ordr" is not in this document',
      'error unresolved-reference 7:27: "#/components/schemas/Ordr" is not in this document',
    ],
  ],
  "an operation without a channel, and one that does nothing": [
    `${oneChannel("{}")}operations:\n  a: {action: send}\n  b: {action: publish, channel: {$ref: '#/channels/orders'}}\n`,
    [
      'error operation-without-channel 9:3: nothing says on which channel "a" happens: it is left out',
      'error unknown-action 10:7: "publish" does not say whether "b" sends or receives: it is left out',
    ],
  ],
  "a message of another channel": [
    `channels:
  a: {address: a, messages: {m: {}}}
  b: {address: b, messages: {n: {}}}
operations:
  send: {action: send, channel: {$ref: '#/channels/a'}, messages: [{$ref: '#/channels/b/messages/n'}]}
`,
    [
      'warning message-of-other-channel 7:68: "n" is not among the messages of the channel "a": others may not expect it there',
    ],
  ],
  "parameters that do not match the address": [
    "channels:\n  a: {address: 'a/{x}', parameters: {y: {}}, messages: {m: {}}}\n",
    [
      'warning undeclared-channel-parameter 4:7: "x" is part of the address, and nothing says what it is',
      'warning unused-channel-parameter 4:38: "y" is not in the address "a/{x}": no value ever fills it',
    ],
  ],
  "a scheme of no known type, and shapes that are none": [
    "channels: {a: {address: a, messages: [1]}}\nservers: 3\ncomponents: {securitySchemes: {s: {type: magic}}}\n",
    [
      'error wrong-type 3:38: "messages" must be a map, and is a list: nothing can be read from it',
      'error wrong-type 4:10: "servers" must be a map, and is a number: nothing can be read from it',
      'error unknown-security-type 5:36: "magic" is no type of security scheme: nobody could ever sign in this way',
    ],
  ],
};

for (const [name, [body, findings]] of Object.entries(wrong))
  test(`tells of ${name}`, () => assert.deepEqual(findingsOfEvents(body), findings));

test("files refer to each other, and places stay in their file", () => {
  const files = {
    "shared/messages.yaml": "created:\n  payload: {$ref: './schemas.json#/Order'}\n",
    "shared/schemas.json":
      '{"Order": {"type": "object", "properties": {"by": {"$ref": "#/User"}}}, "User": {"type": "string"}}',
  };
  const contract = readEventsFine(
    `${oneChannel("{$ref: 'shared/messages.yaml#/created'}")}${places}`,
    "3.1.0",
    files,
  );
  const event = onlyEvent(contract);
  assert.deepEqual(flowsOf(contract), ["created: place > "]);
  assert.equal(event.span.file, "shared/messages.yaml");
  assert.deepEqual([...contract.schemas.keys()], ["Order", "User"]);
  assert.equal(contract.schemas.get("Order")?.span.file, "shared/schemas.json");
});

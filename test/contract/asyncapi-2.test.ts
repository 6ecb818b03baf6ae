import assert from "node:assert/strict";
import { test } from "node:test";
import { findingsOfEvents, flowsOf, onlyEvent, readEvents, readEventsFine } from "./check-events.ts";

test("what others publish the service receives, and what they subscribe to it sends", () => {
  const contract = readEventsFine(
    `channels:
  user/signed-up:
    description: Who came
    subscribe: {operationId: tellSignedUp, summary: Somebody signed up, message: {name: signedUp, payload: {type: object}}}
    publish: {message: {messageId: invite, payload: {type: string}}}
`,
    "2.6.0",
  );
  assert.equal(contract.label, "AsyncAPI 2.6");
  assert.deepEqual(flowsOf(contract), ["invite:  > Shop", "signedUp: tellSignedUp > "]);
  const [, event] = contract.events;
  assert.deepEqual(
    [event?.channel?.id, event?.channel?.address, event?.channel?.description],
    ["user/signed-up", "user/signed-up", "Who came"],
  );
  assert.equal(event?.producers[0]?.description, "Somebody signed up");
});

test("one message that is received and sent is one event", () => {
  const contract = readEventsFine(
    `channels:
  a:
    subscribe: {message: {$ref: '#/components/messages/moved'}}
    publish: {message: {$ref: '#/components/messages/moved'}}
components: {messages: {moved: {payload: {type: string}}}}
`,
    "2.0.0",
  );
  assert.deepEqual(flowsOf(contract), ["moved: Shop > Shop"]);
});

test("one of several messages, each an event; names come from where there are any", () => {
  const contract = readEventsFine(
    `channels:
  a:
    publish:
      operationId: take
      message:
        oneOf:
          - {$ref: '#/components/messages/one'}
          - {name: two}
          - {title: Three}
  b: {publish: {operationId: takeOther, message: {payload: {}}}}
  c: {publish: {message: {payload: {}}}}
components: {messages: {one: {payload: {type: string}}}}
`,
    "2.4.0",
  );
  assert.deepEqual(flowsOf(contract), [
    "one:  > take",
    "two:  > take",
    "Three:  > take",
    "takeOther:  > takeOther",
    "c:  > Shop",
  ]);
});

test("traits are merged into a message and win over its own words", () => {
  const event = onlyEvent(
    readEventsFine(
      `channels:
  a:
    publish:
      traits: [{summary: from the trait}]
      summary: own
      message:
        description: own
        headers: {type: object, properties: {a: {type: string}}}
        traits: [{description: from the trait, headers: {properties: {b: {type: string}}}}]
`,
      "2.3.0",
    ),
  );
  assert.equal(event.description, "from the trait");
  assert.equal(event.consumers[0]?.description, "from the trait");
  assert.ok(event.headers?.kind === "schema");
  assert.deepEqual(
    event.headers.properties.map(({ name }) => name),
    ["a", "b"],
  );
});

test("servers by name, with what they and the operation ask for", () => {
  const { events } = readEventsFine(
    `servers:
  a: {url: 'a.test:9092', protocol: kafka, security: [{sasl: []}]}
  b: {url: b.test, protocol: mqtt}
channels:
  one: {servers: [a], publish: {security: [{key: []}], message: {name: first}}}
  two: {publish: {message: {name: second}}}
components: {securitySchemes: {sasl: {type: plain}, key: {type: apiKey, in: user}}}
`,
    "2.5.0",
  );
  const [first, second] = events;
  assert.deepEqual(first?.channel?.protocols, ["kafka"]);
  assert.deepEqual(
    first?.security.map((each) => [...each.keys()]),
    [["sasl", "key"]],
  );
  assert.deepEqual(
    second?.security.map((each) => [...each.keys()]),
    [["sasl"], []],
  );
  assert.deepEqual(
    findingsOfEvents(
      "channels:\n  one: {servers: [kafk], publish: {message: {}}}\nservers: {kafka: {url: a}}\n",
      "2.6.0",
    ),
    [
      'warning unknown-server 4:18: there is no server "kafk": nothing is known of how this channel is reached',
    ],
  );
});

test("parameters with schemas, and payloads in other languages", () => {
  const body = `channels:
  'users/{id}':
    parameters: {id: {description: Whose, schema: {type: string, format: uuid}, location: '$message.payload#/id'}}
    publish: {message: {name: a, schemaFormat: 'application/vnd.apache.avro;version=1.9.0', payload: {$ref: './a.avsc'}}}
    subscribe: {message: {name: b, schemaFormat: 'application/schema+json;version=draft-07', payload: {type: string}}}
`;
  const { value } = readEvents(body, "2.1.0");
  const [a, b] = value?.events ?? [];
  assert.equal(a?.payload, undefined);
  assert.ok(b?.payload?.kind === "schema");
  const [parameter] = a?.channel?.parameters ?? [];
  assert.ok(parameter?.schema?.kind === "schema");
  assert.equal(parameter.schema.format, "uuid");
  assert.deepEqual(findingsOfEvents(body, "2.1.0"), [
    "note unread-schema-format 6:34: Avro is not read: nothing is known of the fields of what this describes",
  ]);
});

test("a channel may lie in another file", () => {
  const contract = readEventsFine("channels: {a: {$ref: 'channels/a.yaml'}}\n", "2.6.0", {
    "channels/a.yaml": "publish: {operationId: take, message: {$ref: '../messages.yaml#/moved'}}\n",
    "messages.yaml": "moved: {payload: {type: string}}\n",
  });
  assert.deepEqual(flowsOf(contract), ["moved:  > take"]);
  assert.equal(onlyEvent(contract).channel?.address, "a");
});

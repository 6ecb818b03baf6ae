import { deepStrictEqual, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import {
  type Contract,
  contractRules,
  type Entry,
  linkRegistry,
  lintRegistry,
  readRegistryDocument,
} from "#contract";

/** A contract in which nothing is to be said. */
const consistent = `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
security: [{ token: [] }]
paths:
  /orders:
    get:
      parameters: [{ name: cursor, in: query, schema: { type: string } }]
      responses: { "200": { description: some, content: { application/json: { schema: { $ref: "#/components/schemas/Orders" } } } }, "401": { $ref: "#/components/responses/Error" } }
    post:
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
      responses: { "201": { description: made }, "422": { $ref: "#/components/responses/Error" } }
  /orders/{orderId}:
    parameters: [{ name: orderId, in: path, required: true, schema: { type: string, format: uuid } }]
    put:
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
      responses: { "204": { description: done }, "404": { $ref: "#/components/responses/Error" } }
    delete:
      responses: { "204": { description: done }, "404": { $ref: "#/components/responses/Error" } }
  /customers:
    get:
      parameters: [{ name: cursor, in: query, schema: { type: string } }]
      responses: { "200": { description: some, content: { application/json: { schema: { $ref: "#/components/schemas/Orders" } } } }, "401": { $ref: "#/components/responses/Error" } }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  responses:
    Error: { description: no, content: { application/json: { schema: { type: object, properties: { code: { type: string }, message: { type: string } } } } } }
  schemas:
    Orders: { type: object, properties: { items: { type: array, items: { $ref: "#/components/schemas/Order" } }, next: { type: string } } }
    Order:
      type: object
      properties:
        customerId: { type: string, format: uuid }
        placedAt: { type: string, format: date-time }
        timeoutSeconds: { type: integer }
        status: { type: string, enum: [open, paid] }
        extras: { type: object, additionalProperties: { type: string } }
`;

const items =
  "{ type: object, properties: { items: { type: array, items: { type: string } }, next: { type: string } } }";
const bareList = "{ type: array, items: { type: string } }";

/** Another service of the repository, with one list. */
function depot(parameter: string, answer: string, title = "Depot"): string {
  return `openapi: 3.1.0
info: { title: ${title}, version: 2.0.0 }
security: [{ token: [] }]
paths:
  /parcels:
    get:
      parameters: [{ name: ${parameter}, in: query, schema: { type: string } }]
      responses: { "200": { description: all, content: { application/json: { schema: ${answer} } } }, "401": { $ref: "#/components/responses/Error" } }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  responses:
    Error: { description: no, content: { application/json: { schema: { type: object, properties: { code: { type: string }, message: { type: string } } } } } }
`;
}

function lint(...texts: readonly string[]): readonly string[] {
  const read = texts.flatMap((text, index) => readRegistryDocument(`docs/${index}.yaml`, text) ?? []);
  const registry = linkRegistry(read.map(({ document }) => document));
  const contracts = new Map(
    read.flatMap(({ document, reading }): readonly (readonly [string, Contract])[] =>
      reading.value === undefined ? [] : [[document.file, reading.value]],
    ),
  );
  return lintRegistry(registry, contracts).map(
    ({ rule, span }) => `${rule} ${span?.file}:${lineOf(texts, span)}`,
  );
}

function lineOf(
  texts: readonly string[],
  span: { readonly file: string; readonly line: number } | undefined,
): string {
  const text = texts[Number(/\d+/.exec(span?.file ?? "")?.[0])] ?? "";
  return text.split("\n")[(span?.line ?? 0) - 1]?.trim().split(":")[0] ?? "";
}

test("says nothing of contracts that fit", () => {
  deepStrictEqual(lint(consistent), []);
});

const told = new Set<string>();

describe("each rule sees its defect, and no other rule does", () => {
  const check = (
    name: string,
    from: string,
    to: string,
    place: string,
    ...others: readonly string[]
  ): void => {
    told.add(name);
    test(`${name}: ${to.slice(0, 50)}`, () => {
      strictEqual(consistent.includes(from), true);
      deepStrictEqual(lint(consistent.replace(from, to), ...others), [`contract/${name} ${place}`]);
    });
  };
  check(
    "field-spelled-differently",
    "next: { type: string } }",
    "next: { type: string }, customer_id: { type: string, format: uuid } }",
    "docs/0.yaml:customerId",
  );
  check(
    "field-typed-differently",
    "next: { type: string } }",
    "next: { type: string }, customerId: { type: integer } }",
    "docs/0.yaml:customerId",
  );
  check(
    "field-typed-differently",
    "next: { type: string } }",
    "next: { type: string }, placedAt: { type: integer } }",
    "docs/0.yaml:placedAt",
  );
  check(
    "unit-differs",
    "next: { type: string } }",
    "next: { type: string }, timeoutMs: { type: integer } }",
    "docs/0.yaml:timeoutSeconds",
  );
  check(
    "unit-differs",
    "next: { type: string } }",
    "next: { type: string }, deposit: { type: number, description: The deposit in euros. } }",
    "docs/1.yaml:components",
    `openapi: 3.1.0
info: { title: Bills, version: 1.0.0 }
paths: {}
components: { schemas: { Bill: { type: object, properties: { deposit: { type: integer, description: What is held (cents) } } } } }
`,
  );
  check("path-plural-and-singular", "  /customers:", "  /order:", "docs/0.yaml:get");
  check(
    "untyped-payload",
    '{ schema: { $ref: "#/components/schemas/Order" } } } }\n      responses: { "204"',
    '{ schema: { type: object } } } }\n      responses: { "204"',
    "docs/0.yaml:requestBody",
  );
  check("missing-authentication", "    delete:\n", "    delete:\n      security: []\n", "docs/0.yaml:delete");
  check("missing-authentication", "security: [{ token: [] }]\n", "", "docs/0.yaml:openapi");
  check(
    "missing-error-answers",
    '"201": { description: made }, "422": { $ref: "#/components/responses/Error" } }',
    '"201": { description: made } }',
    "docs/0.yaml:post",
  );
  check(
    "pagination-differs",
    "  /customers:\n    get:\n      parameters: [{ name: cursor,",
    "  /customers:\n    get:\n      parameters: [{ name: page,",
    "docs/0.yaml:get",
  );
  check("pagination-differs", "version: 1.0.0", "version: 1.0.0", "docs/1.yaml:get", depot("offset", items));
  check(
    "error-form-differs",
    '"204": { description: done }, "404": { $ref: "#/components/responses/Error" } }\n    delete',
    '"204": { description: done }, "404": { description: no, content: { application/json: { schema: { type: object, properties: { detail: { type: string } } } } } } }\n    delete',
    "docs/0.yaml:responses",
  );
  check(
    "envelope-differs",
    "  /customers:\n",
    '  /parcels:\n    get:\n      responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { type: string } } } } }, "401": { $ref: "#/components/responses/Error" } }\n  /customers:\n',
    "docs/0.yaml:get",
  );
  check("envelope-differs", "version: 1.0.0", "version: 1.0.0", "docs/1.yaml:get", depot("cursor", bareList));
  check(
    "error-code-reused",
    '"201": { description: made }, "422": { $ref: "#/components/responses/Error" } }',
    '"201": { description: made }, "409": { description: "`taken`: there is one already" }, "422": { description: "`taken`" } }',
    "docs/0.yaml:responses",
  );
  check(
    "type-means-several-things",
    "    Orders:",
    "    Account: { type: object, properties: { iban: { type: string }, balance: { type: integer } } }\n    Orders:",
    "docs/1.yaml:Account",
    "openapi: 3.1.0\ninfo: { title: Users, version: 1.0.0 }\npaths: {}\ncomponents:\n  schemas:\n    Account: { type: object, properties: { email: { type: string }, password: { type: string } } }\n",
  );
});

describe("events", () => {
  const check = (name: string, producers: readonly string[], consumers: readonly string[]): void => {
    told.add(name);
    test(name, () => {
      const span = { file: "docs/events.yaml", line: 7, column: 3, offset: 60, end: 70 };
      const entry: Entry = {
        ...{
          kind: "event",
          name: "order.placed",
          key: "order.placed orders",
          id: "order.placed",
          service: "Shop",
        },
        ...{
          version: "1.0",
          summary: "",
          deprecated: false,
          digest: "d",
          file: span.file,
          span,
          producers,
          consumers,
        },
      };
      const head = {
        file: span.file,
        format: "asyncapi",
        label: "",
        title: "Shop",
        version: "1.0",
        digest: "",
      } as const;
      const document = { ...head, entries: [entry], fields: [], findings: [], others: [] };
      const found = lintRegistry(linkRegistry([document]), new Map());
      deepStrictEqual(
        found.map(({ rule, span: place }) => [rule, place]),
        [[`contract/${name}`, span]],
      );
    });
  };
  check("event-without-consumer", ["Shop"], []);
  check("event-without-producer", [], ["Depot"]);
});

describe("what looks like a defect and is none", () => {
  const silent = (name: string, from: string, to: string, ...others: readonly string[]): void => {
    test(name, () => {
      strictEqual(consistent.includes(from), true);
      deepStrictEqual(lint(consistent.replace(from, to), ...others), []);
    });
  };
  const field = "next: { type: string } }";
  silent(
    "one quantity in the unit of one's choice",
    field,
    "next: { type: string }, retentionMs: { type: integer }, retentionHours: { type: integer } }",
  );
  silent("another version of the same service", field, field, depot("offset", bareList, "Shop"));
  silent(
    "a unit that is said of something else",
    field,
    "next: { type: string }, grace: { type: integer, description: Days until it ends in seconds or in hours }, lag: { type: integer, description: How long (ms) } }",
    `openapi: 3.1.0
info: { title: Log, version: 1.0.0 }
paths: {}
components: { schemas: { Line: { type: object, properties: { grace: { type: integer, description: in days }, lag: { type: string, description: 'such as 5s, in seconds' } } } } }
`,
  );
  silent(
    "an id of whatever",
    field,
    "next: { type: string }, resourceId: { type: string } }",
    "openapi: 3.1.0\ninfo: { title: Log, version: 1.0.0 }\npaths: {}\ncomponents: { schemas: { Line: { type: object, properties: { resourceId: { type: integer } } } } }\n",
  );
  silent(
    "a constant that counts are listed by is no field",
    field,
    "next: { type: string }, OPEN: { type: integer }, open: { type: boolean } }",
  );
  silent(
    "a sort of uuid is a uuid",
    field,
    "next: { type: string }, customerId: { type: string, format: uuid4 } }",
  );
  silent(
    "sizes of two sorts of things",
    field,
    "next: { type: string }, sizeBytes: { type: integer }, sizeGib: { type: integer } }",
  );
  silent(
    "a path that has a secret in it",
    "  /customers:",
    '  /invitations/{invitationToken}:\n    parameters: [{ name: invitationToken, in: path, required: true, schema: { type: string } }]\n    put:\n      security: []\n      responses: { "204": { description: done }, "404": { $ref: "#/components/responses/Error" } }\n  /customers:',
  );
  silent(
    "a line at the end of a name sets it apart",
    field,
    "next: { type: string }, next_: { type: integer } }",
  );
  silent(
    "an address without its format is an address",
    field,
    "next: { type: string }, downloadUrl: { type: string } }",
    `openapi: 3.1.0
info: { title: Files, version: 1.0.0 }
paths: {}
components: { schemas: { File: { type: object, properties: { downloadUrl: { type: string, format: uri } } } } }
`,
  );
  silent(
    "the caller beside all of them",
    "  /customers:",
    '  /customer:\n    get:\n      responses: { "200": { description: me, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }, "401": { $ref: "#/components/responses/Error" } }\n  /customers:',
  );
  silent(
    "signing up says by its body who it is",
    "    delete:\n",
    '    patch:\n      security: []\n      requestBody: { content: { application/json: { schema: { type: object, properties: { account: { type: object, properties: { name: { type: string }, password: { type: string } } } } } } } }\n      responses: { "204": { description: done }, "404": { $ref: "#/components/responses/Error" } }\n    delete:\n',
  );
  silent(
    "a search is asked with a body and writes nothing",
    "  /customers:",
    '  /customers/search:\n    post:\n      security: []\n      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }\n      responses: { "200": { description: found, content: { application/json: { schema: { $ref: "#/components/schemas/Orders" } } } }, "422": { $ref: "#/components/responses/Error" } }\n  /customers:',
  );
  silent(
    "one thing that has a list is no list",
    "  /customers:",
    '  /roles/{roleName}:\n    get:\n      parameters: [{ name: roleName, in: path, required: true, schema: { type: string } }]\n      responses: { "200": { description: it, content: { application/json: { schema: { type: object, properties: { policies: { type: array, items: { type: string } } } } } } }, "404": { $ref: "#/components/responses/Error" } }\n  /customers:',
  );
  const bare = (paths: string): string =>
    `openapi: 3.1.0\ninfo: { title: Parcels, version: 1.0.0 }\nsecurity: [{ token: [] }]\npaths:\n${paths}components: { securitySchemes: { token: { type: http, scheme: bearer } } }\n`;
  test("errors that no operation documents are told once", () => {
    const paths = [1, 2, 3, 4, 5].map(
      (each) =>
        `  /parcels${each}/{number}:\n    delete: { parameters: [{ name: number, in: path, required: true, schema: { type: integer } }], responses: { "204": { description: gone } } }\n`,
    );
    deepStrictEqual(lint(bare(paths.join(""))), ["contract/missing-error-answers docs/0.yaml:openapi"]);
  });
  const events = (...names: readonly string[]): string => `asyncapi: 3.0.0
info: { title: Shop, version: 1.0.0 }
channels:
  all:
    address: all
    messages:
${names.map((name) => `      ${name}: { name: ${name}, payload: { type: object, properties: { word: { type: string } } } }\n`).join("")}operations:
  tell: { action: send, channel: { $ref: "#/channels/all" } }
`;
  test("consumers that nobody ever names are told once for a document", () => {
    deepStrictEqual(lint(events("made", "paid", "sent")).length, 1);
  });
  test("who sends to the one service that is described is described elsewhere", () => {
    deepStrictEqual(lint(events("made", "paid").replace("send", "receive")), []);
  });
  test("a payload in another language of schemas is one", () => {
    const text = events("made").replace(
      "payload: { type: object, properties: { word: { type: string } } }",
      'payload: { schemaFormat: "application/vnd.apache.avro;version=1.9.0", schema: { type: record, name: made, fields: [] } }',
    );
    deepStrictEqual(lint(text), ["contract/event-without-consumer docs/0.yaml:made"]);
  });
});

test("every rule has its defect here", () => {
  deepStrictEqual(
    contractRules.map(({ name }) => name).filter((name) => !told.has(name)),
    [],
  );
});

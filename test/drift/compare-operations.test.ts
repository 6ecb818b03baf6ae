import { deepStrictEqual, match, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { type Contract, readContract } from "#contract";
import { compareOperations, driftFindings, matchOperations } from "#drift";

const shop = `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
security: [{ token: [] }]
paths:
  /orders:
    get:
      parameters: [{ name: page, in: query, schema: { type: integer, minimum: 1, default: 1 } }]
      responses: { "200": { description: some, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Order" } } } } } }
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/NewOrder" } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }, "409": { description: taken } }
  /orders/{orderId}:
    get:
      parameters: [{ name: orderId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses: { "200": { description: it, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } } }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  schemas:
    NewOrder: { type: object, required: [userId], properties: { userId: { type: string, format: uuid }, note: { type: [string, "null"], maxLength: 200 } } }
    Order: { type: object, required: [id, userId], properties: { id: { type: string, format: uuid }, userId: { type: string, format: uuid }, state: { type: string, enum: [open, paid] } } }
`;

function read(file: string, text: string): Contract {
  const { value } = readContract(file, text);
  if (value === undefined) throw new Error(`${file} is no contract`);
  return value;
}

function compare(kept: string) {
  const [promised, source] = [read("docs/shop.yaml", shop), read("app/main.py", kept)];
  return compareOperations(matchOperations(promised, source.operations), source);
}

test("an operation of which the source does not tell how its path begins is found by the end of the path", () => {
  const elsewhere = shop.replaceAll("  /orders", "  /api/v1/orders");
  const promised = read("docs/shop.yaml", elsewhere);
  const source = read("app/main.py", shop);
  const open = source.operations.map((each) => ({ ...each, pathStartUnknown: true as const }));
  deepStrictEqual(matchOperations(promised, open).missing, []);
  const paired = matchOperations(promised, open).pairs.map(({ kept }) => `${kept.method} ${kept.path}`);
  deepStrictEqual(paired, ["get /orders", "post /orders", "get /orders/{orderId}"]);
  deepStrictEqual(matchOperations(promised, source.operations).missing.length, 3);
});

test("finds nothing where both say the same, below a prefix and with parameters of other names", () => {
  const elsewhere = shop.replaceAll("  /orders", "  /api/v1/orders").replaceAll("orderId", "order_id");
  deepStrictEqual(compare(elsewhere), []);
});

test("a parameter that only the path names promises no type, in OpenAPI and in a record", () => {
  const undeclared = read("docs/shop.yaml", shop.replace(/ {6}parameters: \[\{ name: orderId.*\n/, ""));
  const source = read("app/main.py", shop);
  deepStrictEqual(compareOperations(matchOperations(undeclared, source.operations), source), []);
  const record = read(
    "docs/shop.md",
    "# Shop\n\n### GET /orders/{orderId}\n\n**Auth:** bearer\n\n**Response 200**\n",
  );
  const found = compareOperations(matchOperations(record, source.operations), source);
  deepStrictEqual(
    found.filter(({ kind }) => kind.startsWith("parameter")),
    [],
  );
});

test("a document that never speaks of credentials differs once, and one that names a scheme where it does", () => {
  const source = read("app/main.py", shop);
  const auth = (text: string): readonly (readonly [string, number])[] =>
    compareOperations(matchOperations(read("docs/shop.yaml", text), source.operations), source)
      .filter(({ kind }) => kind === "auth-undocumented")
      .map(({ item, others = [] }) => [item, others.length] as const);
  const open = shop.replace("security: [{ token: [] }]\n", "");
  deepStrictEqual(auth(open), [
    ["GET /orders", 0],
    ["POST /orders", 0],
    ["GET /orders/{orderId}", 0],
  ]);
  deepStrictEqual(auth(open.replace(/ {2}securitySchemes.*\n/, "")), [["GET /orders", 2]]);
});

test("how wide a number is bounds nobody", () => {
  const wide = shop.replace("minimum: 1, default: 1", "minimum: 1, maximum: 2147483647, default: 1");
  deepStrictEqual(compare(wide), []);
  const empty = compare(shop.replace("maxLength: 200", "minLength: 1, maxLength: 200"));
  deepStrictEqual(
    driftFindings(empty, "source").map(({ severity }) => severity),
    ["note"],
  );
});

describe("each kind of difference is found at its two places, and nothing else is", () => {
  const check = (from: string, to: string, ...found: readonly string[]): void => {
    test(`${from.slice(0, 40)} → ${to.slice(0, 40)}`, () => {
      strictEqual(shop.includes(from), true);
      const drifts = compare(shop.replace(from, to));
      deepStrictEqual(
        drifts.map(({ kind, item, at, aspect }) =>
          [kind, item, at, ...(aspect === undefined ? [] : [aspect])].join(" | "),
        ),
        found,
      );
      for (const { document } of drifts) strictEqual(document?.file, "docs/shop.yaml");
    });
  };
  check("  /orders/{orderId}:", "  /parcels/{orderId}:", "operation-missing | GET /orders/{orderId} | ");
  check("{ name: page, in: query", "{ name: PAGE, in: query", "parameter-renamed | GET /orders | query page");
  check(
    "name: page, in: query, schema: { type: integer, minimum: 1, default: 1 }",
    "name: size, in: query, schema: { type: integer }",
    "parameter-missing | GET /orders | query page",
    "parameter-undocumented | GET /orders | query size",
  );
  check(
    "type: integer, minimum: 1",
    "type: integer, minimum: 0",
    "parameter-differs | GET /orders | query page | bounds",
  );
  check("default: 1", "default: 2", "parameter-differs | GET /orders | query page | default");
  check(
    "type: integer, minimum: 1, default: 1",
    "type: string",
    "parameter-differs | GET /orders | query page | type",
  );
  check(
    "required: true, schema: { type: string, format: uuid } }]",
    "required: true, schema: { type: string } }]",
    "parameter-differs | GET /orders/{orderId} | path orderId | format",
  );
  check(
    "NewOrder: { type: object, required: [userId], properties: { userId:",
    "NewOrder: { type: object, required: [user_id], properties: { user_id:",
    "field-renamed | POST /orders | body.userId",
  );
  check(
    'note: { type: [string, "null"], maxLength: 200 }',
    "other: { type: string }",
    "field-missing | POST /orders | body.note",
    "field-undocumented | POST /orders | body.other",
  );
  check("maxLength: 200", "maxLength: 100", "field-differs | POST /orders | body.note | bounds");
  check(
    "maxLength: 200",
    "maxLength: 200, pattern: '^[a-z]+'",
    "field-differs | POST /orders | body.note | pattern",
  );
  check(
    "name: orderId, in: path, required: true, schema: { type: string, format: uuid }",
    "name: orderId, in: path, required: true, schema: { type: string, pattern: '^o' }",
    "parameter-differs | GET /orders/{orderId} | path orderId | format",
  );
  check('[string, "null"]', "string", "field-differs | POST /orders | body.note | null");
  check(
    "NewOrder: { type: object, required: [userId],",
    "NewOrder: { type: object,",
    "field-differs | POST /orders | body.userId | required",
  );
  check(
    "enum: [open, paid]",
    "enum: [open, paid, lost]",
    "field-differs | GET /orders | 200[].state | values",
  );
  check('"201": { description: made', '"200": { description: made', "status-differs | POST /orders | ");
  check(
    '"409": { description: taken }',
    '"409": { description: taken }, "410": { description: gone }',
    "answer-undocumented | POST /orders | 410",
  );
  check(
    "    get:\n      parameters: [{ name: orderId",
    "    get:\n      security: []\n      parameters: [{ name: orderId",
    "auth-missing | GET /orders/{orderId} | auth",
  );
  check(
    '      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/NewOrder" } } } }\n',
    "",
    "body-missing | POST /orders | body",
  );
});

test("a type that several operations share differs once, and its finding names them all", () => {
  const drifts = compare(shop.replace("enum: [open, paid]", "enum: [open, paid, lost]"));
  deepStrictEqual(
    drifts.map(({ others }) => others),
    [
      [
        { item: "POST /orders", at: "201.state" },
        { item: "GET /orders/{orderId}", at: "200.state" },
      ],
    ],
  );
  match(
    driftFindings(drifts, "source")[0]?.message ?? "",
    /; the same for POST \/orders, GET \/orders\/\{orderId\}$/,
  );
});

test("nothing is missing in what is not known whole", () => {
  const open = shop.replace(
    "    get:\n      parameters: [{ name: page, in: query, schema: { type: integer, minimum: 1, default: 1 } }]",
    "    get:\n      x-keelback-unknown: decided as it runs\n      security: []",
  );
  deepStrictEqual(compare(open), []);
});

test("a finding stands at the side that is to follow, shows both, and says what to do there", () => {
  const drifts = compare(shop.replace("default: 1", "default: 2"));
  const [source] = driftFindings(drifts, "source");
  const [document] = driftFindings(drifts, "document");
  strictEqual(source?.span?.file, "app/main.py");
  strictEqual(document?.span?.file, "docs/shop.yaml");
  match(source?.mend ?? "", /give query page default 1/);
  match(document?.mend ?? "", /write default 2/);
  deepStrictEqual(
    source?.path?.map(({ message }) => message),
    ["contract: default 1", "source: default 2"],
  );
});

test("what an answer always gives keeps a promise that it is there, unless the route leaves out what has nothing to say", () => {
  const promised = read("docs/shop.yaml", shop);
  const source = read("app/main.py", shop.replace("required: [id, userId]", "required: [id]"));
  const schemas = new Map(
    [...source.schemas].map(([name, node]) => [
      name,
      node.kind === "schema" && name === "Order"
        ? { ...node, properties: node.properties.map((each) => ({ ...each, alwaysGiven: true as const })) }
        : node,
    ]),
  );
  const trimmed = source.operations.map((each) => ({ ...each, trimsAnswers: true as const }));
  const aspects = (operations: Contract["operations"], kept: Contract) =>
    compareOperations(matchOperations(promised, operations), kept).map(({ at, aspect }) => `${at} ${aspect}`);
  deepStrictEqual(aspects(source.operations, source), ["200[].userId required"]);
  deepStrictEqual(aspects(source.operations, { ...source, schemas }), []);
  deepStrictEqual(aspects(trimmed, { ...source, schemas }), ["200[].userId required"]);
});

test("credentials that a route looks for and does not insist on keep a public contract", () => {
  const open = shop.replace("security: [{ token: [] }]", "security: []");
  const promised = read("docs/shop.yaml", open);
  const source = read("app/main.py", shop);
  const kinds = (operations: Contract["operations"]) =>
    compareOperations(matchOperations(promised, operations), source).map(({ kind }) => kind);
  deepStrictEqual([...new Set(kinds(source.operations))], ["auth-undocumented"]);
  deepStrictEqual(kinds(source.operations.map((each) => ({ ...each, mayBeAnonymous: true as const }))), []);
});

test("what many operations share in one place of the source is told once, with some places of the document", () => {
  const many = ["a", "b", "c", "d", "e", "f", "g"];
  const path = (name: string) => `  /${name}:\n    get: { responses: { "200": { description: it } } }\n`;
  const promised = read(
    "docs/shop.yaml",
    `openapi: 3.1.0\ninfo: { title: S, version: "1" }\npaths:\n${many.map(path).join("")}`,
  );
  const source = read(
    "app/main.py",
    `openapi: 3.1.0\ninfo: { title: S, version: "1" }\npaths:\n${many.map(path).join("")}`,
  );
  const at = { file: "app/auth.py", line: 1, column: 1, offset: 0, end: 9 };
  const operations = source.operations.map((each) => ({
    ...each,
    responses: [...each.responses, { status: "403", description: "", content: [], headers: [], span: at }],
  }));
  const drifts = compareOperations(matchOperations(promised, operations), source);
  deepStrictEqual(drifts.length, 7);
  const [finding, ...others] = driftFindings(drifts, "source");
  deepStrictEqual(others, []);
  match(finding?.message ?? "", /^GET \/a may answer 403.*the same for GET \/b, .* and 1 more$/);
  deepStrictEqual(finding?.path?.length, 6);
  match(finding?.path?.at(-1)?.message ?? "", /^contract: GET \/e and 2 more$/);
  deepStrictEqual(driftFindings(drifts, "document").length, 7);
});

test("a value that stands for nothing is no default that a document should have named", () => {
  const note = 'note: { type: [string, "null"], maxLength: 200';
  const defaults = (promised: string, kept: string) => {
    const [one, other] = [promised, kept].map((text) => shop.replace(note, `${note}${text}`));
    const source = read("app/main.py", other ?? "");
    const found = compareOperations(
      matchOperations(read("docs/shop.yaml", one ?? ""), source.operations),
      source,
    );
    return found.map(({ aspect, promised: said, kept: told }) => [aspect, said, told].join(" | "));
  };
  deepStrictEqual(defaults("", ', default: ""'), []);
  deepStrictEqual(defaults("", ", default: none"), ['default | no default | default "none"']);
  deepStrictEqual(defaults(", default: none", ', default: ""'), ['default | default "none" | default ""']);
});

test("credentials that a documented 401 speaks of are documented, unless something else that is sent may be wrong", () => {
  const path = (name: string, rest: string) =>
    `  /${name}:\n    post: { ${rest} responses: { "200": { description: it }, "401": { description: no } } }\n`;
  const body = (properties: string) =>
    `requestBody: { content: { application/json: { schema: { type: object, properties: { item: { type: object, properties: { ${properties} } } } } } } },`;
  const texts = (security: string) =>
    `openapi: 3.1.0\ninfo: { title: S, version: "1" }\n${security}paths:\n${path("lots", body("batchCode: { type: string }"))}${path("login", body("password: { type: string }"))}${path("plain", "")}components: { securitySchemes: { token: { type: http, scheme: bearer } } }\n`;
  const source = read("app/main.py", texts("security: [{ token: [] }]\n"));
  const found = compareOperations(
    matchOperations(read("docs/shop.yaml", texts("")), source.operations),
    source,
  );
  deepStrictEqual(
    found.map(({ kind, item }) => `${kind} ${item}`),
    ["auth-undocumented POST /login"],
  );
});

describe("says nothing where both let the same in", () => {
  const asked = "schema: { type: integer, minimum: 1, default: 1 }";
  const query = (schema: string) => shop.replace(asked, `schema: ${schema}`);
  const pairs: Readonly<Record<string, readonly [string, string]>> = {
    "whole numbers above 0 and from 1": [
      "{ type: integer, exclusiveMinimum: 0 }",
      "{ type: integer, minimum: 1 }",
    ],
    "values that are listed, whatever bounds they have": [
      "{ type: string, maxLength: 9, enum: [new, used] }",
      "{ type: string, enum: [used, new] }",
    ],
    "one text, and a list of texts": ["{ type: string }", "{ type: array, items: { type: string } }"],
  };
  for (const [name, [promised, kept]] of Object.entries(pairs))
    test(name, () => {
      const [document, source] = [read("docs/shop.yaml", query(promised)), read("app/main.py", query(kept))];
      deepStrictEqual(compareOperations(matchOperations(document, source.operations), source), []);
    });

  test("numbers above 0 are not those from 1", () => {
    const number = (bound: string) => query(`{ type: number, ${bound} }`);
    const document = read("docs/shop.yaml", number("exclusiveMinimum: 0"));
    const source = read("app/main.py", number("minimum: 1"));
    deepStrictEqual(
      compareOperations(matchOperations(document, source.operations), source).map(({ kept }) => kept),
      ["minimum 1"],
    );
  });

  test("a request that may bring what is only read", () => {
    const only = shop.replace("note: {", "made: { type: string, readOnly: true }, note: {");
    const taken = shop.replace("note: {", "made: { type: string }, note: {");
    const [document, source] = [read("docs/shop.yaml", only), read("app/main.py", taken)];
    deepStrictEqual(compareOperations(matchOperations(document, source.operations), source), []);
  });

  test("but not an answer that gives what is only written", () => {
    const only = shop.replace("state: {", "pin: { type: string, writeOnly: true }, state: {");
    const given = shop.replace("state: {", "pin: { type: string }, state: {");
    const [document, source] = [read("docs/shop.yaml", only), read("app/main.py", given)];
    deepStrictEqual(
      compareOperations(matchOperations(document, source.operations), source).map(
        ({ kind, at }) => `${kind} ${at}`,
      ),
      ["field-undocumented 200[].pin"],
    );
  });
});

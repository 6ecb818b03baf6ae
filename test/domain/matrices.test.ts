import assert from "node:assert/strict";
import { test } from "node:test";
import { readContract } from "#contract";
import { type DomainSettings, understand } from "#domain";
import { understandText } from "./check.ts";

interface Given {
  readonly path?: string;
  readonly summary?: string;
  readonly north?: string;
  readonly east?: string;
  readonly names?: readonly [string, string];
  readonly cell?: string;
  readonly body?: string;
  readonly whole?: string;
  readonly refusals?: string;
  readonly query?: string;
}

/** A matrix of two coordinates that is read whole and written cell by cell. */
function contractOf({
  path = "/fields",
  summary = "All of them",
  north = "{ type: integer, minimum: 0, maximum: 2 }",
  east = "{ type: integer, minimum: 0, maximum: 4 }",
  names = ["north", "east"],
  cell = "{ type: string, enum: [wheat, rye, fallow, empty] }",
  body = '{ $ref: "#/components/schemas/Crop" }',
  whole = '{ type: array, items: { type: array, items: { $ref: "#/components/schemas/Crop" } } }',
  refusals = "",
  query = "",
}: Given): string {
  return `openapi: 3.1.0
info: { title: Fields, version: "1" }
paths:
  ${path}:
    get:
      operationId: all
      summary: ${summary}
      ${query}
      responses: { "200": { description: all, content: { application/json: { schema: ${whole} } } } }
  ${path}/{${names[0]}}/{${names[1]}}:
    put:
      operationId: sow
      parameters:
        - { name: ${names[0]}, in: path, required: true, schema: ${north} }
        - { name: ${names[1]}, in: path, required: true, schema: ${east} }
      requestBody: { required: true, content: { application/json: { schema: ${body} } } }
      responses:
        "204": { description: sown }
${refusals}
components:
  schemas:
    Crop: ${cell}
`;
}

function understood(given: Given, settings?: DomainSettings) {
  const domain = understandText(contractOf(given), settings);
  const [entity] = domain.entities;
  return { domain, kinds: domain.operations.map(({ behaviour }) => behaviour.kind), cells: entity?.cells };
}

function reasons(given: Given, settings?: DomainSettings): readonly string[] {
  const { domain } = understood(given, settings);
  return domain.operations.flatMap(({ behaviour }) =>
    behaviour.kind === "custom" ? [behaviour.reason] : [],
  );
}

function writing(given: Given) {
  const behaviour = understood(given).domain.operations[1]?.behaviour;
  return behaviour?.kind === "write-cell" ? behaviour : undefined;
}

const both = ["read-matrix", "write-cell"];

test("lists of lists, and a scalar at as many coordinates, are a matrix of cells", () => {
  const { domain, kinds, cells } = understood({});
  assert.deepEqual(kinds, both);
  assert.deepEqual(
    domain.entities.map(({ name, table }) => [name, table]),
    [["Field", "fields"]],
  );
  assert.deepEqual(
    cells?.axes.map(({ field }) => field),
    ["north", "east"],
  );
  assert.equal(cells?.empty, "empty");
});

test("what may be the caller's own, and a query that nothing explains, are left open", () => {
  assert.deepEqual(understood({ summary: "All of your fields" }).kinds, ["custom", "custom"]);
  assert.deepEqual(understood({ path: "/my/fields" }).kinds, ["custom", "custom"]);
  assert.deepEqual(understood({ summary: "The current fields" }).kinds, both);
  const query = "parameters: [{ name: since, in: query, schema: { type: string } }]";
  assert.deepEqual(understood({ query }).kinds, ["custom", "write-cell"]);
});

test("coordinates without bounds, and lists with other places, are left open and say why", () => {
  const unbounded = "nothing says which values east may have";
  assert.deepEqual(reasons({ east: "{ type: integer, minimum: 0 }" }), [unbounded, unbounded]);
  const list =
    '{ type: array, minItems: 9, items: { type: array, items: { $ref: "#/components/schemas/Crop" } } }';
  const few = "its lists have not as many places as its coordinates have values";
  assert.deepEqual(reasons({ whole: list }), [few, few]);
  const cells = reasons({ north: "{ type: integer, minimum: 0, maximum: 1000000 }" });
  assert.deepEqual(cells, ["it would have 5000005 cells", "it would have 5000005 cells"]);
});

test("names of rows and columns, or the lengths of the lists, tell the order of the coordinates", () => {
  const order = (given: Given, settings?: DomainSettings) => {
    const { domain, cells } = understood(given, settings);
    const assumed = domain.assumptions.some(({ setting }) => setting.endsWith(".outer"));
    return [...(cells?.axes.map(({ field }) => field) ?? []), assumed];
  };
  assert.deepEqual(order({}), ["north", "east", true]);
  assert.deepEqual(order({ names: ["row", "seat"] }), ["row", "seat", false]);
  assert.deepEqual(order({ names: ["column", "row"] }), ["row", "column", false]);
  assert.deepEqual(order({ names: ["x", "y"] }), ["y", "x", true]);
  const lists =
    '{ type: array, minItems: 5, items: { type: array, maxItems: 3, items: { $ref: "#/components/schemas/Crop" } } }';
  assert.deepEqual(order({ whole: lists }), ["east", "north", false]);
  const settings = { operations: { all: { outer: "east" } } };
  assert.deepEqual(order({}, settings), ["east", "north", false]);
});

test("a cell that nobody has written shows what its schema, its words or its type have for nothing", () => {
  const shown = (cell: string, settings?: DomainSettings) => {
    const { domain, cells } = understood({ cell }, settings);
    return [cells?.empty, domain.assumptions.some(({ setting }) => setting.endsWith(".empty"))];
  };
  assert.deepEqual(shown("{ type: string, enum: [a, b], default: b }"), ["b", false]);
  assert.deepEqual(
    shown('{ type: string, enum: [a, "-"], description: "`-` means nobody sows there. `a` is for all" }'),
    ["-", true],
  );
  assert.deepEqual(shown("{ type: string, enum: [wheat, Vacant] }"), ["Vacant", true]);
  assert.deepEqual(shown("{ type: string }"), ["", true]);
  assert.deepEqual(shown("{ type: integer, minimum: 0 }"), [0, true]);
  assert.deepEqual(shown("{ type: string, enum: [wheat, rye] }", { operations: { all: { empty: "rye" } } }), [
    "rye",
    true,
  ]);
  const why =
    "nothing says what a cell shows that nobody has written: domain.operations.all.empty can say it";
  assert.deepEqual(reasons({ cell: "{ type: string, enum: [wheat, rye] }" }), [why, why]);
  assert.deepEqual(reasons({ cell: "{ type: string, minLength: 1 }" }), [why, why]);
});

test("only words say that a cell is written once, and which values are not written", () => {
  const said = (status: number, text: string) => `        "${status}": { description: "${text}" }`;
  assert.equal(writing({})?.once, undefined);
  assert.equal(writing({ refusals: said(400, "Bad request") })?.once, undefined);
  assert.equal(
    writing({ refusals: said(409, "The field is already planted") })?.once,
    "The field is already planted",
  );
  assert.equal(writing({ refusals: said(400, "Field is not empty") })?.once, "Field is not empty");
  const values = writing({ refusals: said(422, "One of wheat, rye, fallow") });
  assert.equal(values?.refusesEmpty, "One of wheat, rye, fallow");
  assert.equal(writing({ refusals: said(422, "wheat, rye, fallow or empty") })?.refusesEmpty, undefined);
  assert.deepEqual(reasons({ refusals: said(409, "Conflict") }), [
    "nothing says which cells its 409 keeps from being written",
  ]);
});

test("a body of fewer values than cells show takes no others", () => {
  assert.deepEqual(writing({ body: "{ type: string, enum: [wheat, rye] }" })?.accepts, ["wheat", "rye"]);
  assert.deepEqual(
    understood({ body: "{ type: string, enum: [oats] }" }).kinds.includes("write-cell"),
    false,
  );
});

test("what is decided by rules that nobody states is nothing yet, and can be left open", () => {
  const within = (property: string) =>
    `{ type: object, required: [harvest], properties: { harvest: ${property}, fields: { type: array, items: { type: array, items: { $ref: "#/components/schemas/Crop" } } } } }`;
  const crop = within('{ $ref: "#/components/schemas/Crop" }');
  const { domain, kinds } = understood({ whole: crop });
  assert.deepEqual(kinds, both);
  assert.ok(
    domain.assumptions.some(
      ({ text }) => text === 'harvest is always "empty": what decides it is not stated',
    ),
  );
  assert.deepEqual(reasons({ whole: crop }, { operations: { all: { undecided: "open" } } }), [
    "what decides harvest is not stated",
  ]);
  const unknown = "nothing says what harvest of its answer holds";
  assert.deepEqual(reasons({ whole: within("{ type: integer }") }), [unknown, unknown]);
});

test("other media types of cells are told as not served", () => {
  const both = (schema: string) =>
    `{ application/json: { schema: ${schema} }, application/xml: { schema: ${schema} } }`;
  const crop = '{ $ref: "#/components/schemas/Crop" }';
  const text = contractOf({}).replace(`{ application/json: { schema: ${crop} } }`, both(crop));
  const { value } = readContract("test.yaml", text);
  assert.ok(value);
  assert.deepEqual(
    understand(value).findings.map(({ message }) => message),
    ["PUT /fields/{north}/{east}: bodies as application/xml are not served: cells are taken as JSON"],
  );
});

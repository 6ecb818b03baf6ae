import { deepEqual } from "node:assert/strict";
import { describe, test } from "node:test";
import { understandText, withAccounts } from "./check.ts";

/** By operation: what it is, and the documented refusals that nothing leads to. */
function neverIn(text: string): Readonly<Record<string, readonly (string | number)[]>> {
  return Object.fromEntries(
    understandText(text).operations.map(({ id, behaviour, never = [] }) => [
      id,
      [behaviour.kind, ...never.map(({ status }) => status)],
    ]),
  );
}

const shown = `content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } }`;
const refusals = (...statuses: readonly number[]): string =>
  statuses.map((status) => `"${status}": { description: Refused }`).join(", ");

interface Given {
  readonly header?: string;
  readonly statuses: readonly number[];
}

/** Crates, with the same refusals wherever they are made, read and changed. */
function crates({ header = "", statuses }: Given): string {
  const body = `requestBody: { required: true, content: { application/json: { schema: { type: object, required: [label], properties: { label: { type: string } } } } } }`;
  return `openapi: 3.1.0
info: { title: Yard, version: "1" }
paths:
  /crates:
    post: { operationId: make, ${body}, responses: { "201": { description: made, ${shown} }, ${refusals(...statuses)} } }
  /crates/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }${header}]
    get: { operationId: one, responses: { "200": { description: one, ${shown} }, ${refusals(...statuses)} } }
    put: { operationId: change, ${body}, responses: { "200": { description: one, ${shown} }, ${refusals(...statuses)} } }
components: { schemas: { Crate: { type: object, required: [id, label], properties: { id: { type: integer }, label: { type: string } } } } }
`;
}

describe("a documented refusal is never answered", () => {
  test("where nothing is unique, nobody is kept out and nothing is counted", () => {
    const never = [403, 409, 410, 429];
    deepEqual(neverIn(crates({ statuses: [404, 409, 403, 410, 422, 429] })), {
      ...{ make: ["create", ...never], one: ["read", ...never], change: ["update", ...never] },
    });
  });

  test("where another status says the same of the request", () => {
    deepEqual(neverIn(crates({ statuses: [400, 422] })), {
      make: ["create"],
      one: ["read", 422],
      change: ["update"],
    });
  });

  test("of versions, where no header names one", () => {
    const header = ", { name: If-Match, in: header, schema: { type: string } }";
    const { one, change } = neverIn(crates({ header, statuses: [412] }));
    deepEqual({ one, change }, { one: ["read", 412], change: ["update"] });
  });
});

describe("a documented refusal stays", () => {
  test("where what is given is in no two rows", () => {
    const { make } = neverIn(crates({ statuses: [409] }).replaceAll("Refused", "The label is taken already"));
    deepEqual(make, ["create"]);
  });

  test("where accounts have roles, rows have owners and guesses are counted", () => {
    const make = `post: { operationId: make, x-roles: [keeper], security: [{ bearer: [] }], requestBody: { required: true, content: { application/json: { schema: { type: object, required: [label], properties: { label: { type: string } } } } } }, responses: { "201": { description: made, ${shown} }, ${refusals(403, 429)} } }`;
    const text = withAccounts(
      `  /crates:\n    ${make}`,
      "    Crate: { type: object, required: [id, label], properties: { id: { type: integer }, label: { type: string } } }",
    );
    deepEqual(neverIn(text)["make"], ["create", 429]);
    const login = text.replace(/(operationId: login[\s\S]*?responses: \{ )/, `$1${refusals(401, 429)}, `);
    deepEqual(neverIn(login)["login"], ["login"]);
  });

  test("where the operation is left open", () => {
    const { make } = neverIn(
      crates({ statuses: [409, 418] }).replaceAll("Refused", "The yard is closed on Sundays"),
    );
    deepEqual(make, ["custom"]);
  });
});

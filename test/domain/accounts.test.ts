import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { summarise, understandText, withAccounts } from "./check.ts";

interface Given {
  readonly description?: string;
  readonly properties?: string;
  readonly required?: string;
}

/** A contract in which nobody registers, and signing in answers the account. */
function reserve({ description = "", properties = "", required = "id, handle" }: Given): string {
  return `openapi: 3.1.0
info: { title: Reserve, version: "1", description: "${description}" }
paths:
  /session:
    post:
      summary: Sign in
      security: []
      requestBody: { content: { application/json: { schema: { type: object, properties: { handle: { type: string }, secret: { type: string, format: password } } } } } }
      responses: { "200": { description: in, content: { application/json: { schema: { $ref: "#/components/schemas/Warden" } } } } }
  /wardens:
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { handle: { type: string }, secret: { type: string, format: password } } } } } }
      responses: { "200": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Warden" } } } } }
  /wardens/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Warden" } } } } } }
security: [{ bearer: [] }]
components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
  schemas:
    Warden: { type: object, required: [${required}], properties: { id: { type: string }, handle: { type: string } ${properties} } }
`;
}

test("a token that words promise travels beside the account that signing in answers", () => {
  const domain = understandText(reserve({ description: "You get a token by signing in." }));
  deepEqual(summarise(domain), [
    "POST /session login public",
    "POST /wardens create required",
    "GET /wardens/{id} read required",
  ]);
  const [login] = domain.operations;
  equal(login?.behaviour.kind === "login" && login.behaviour.answer.token?.account, "Warden");
  deepEqual(
    domain.accounts?.added?.map(({ field, required }) => `${field} ${required}`),
    ["handle true", "secret true"],
  );
});

test("nobody signs in where no word promises a token", () => {
  equal(understandText(reserve({})).accounts, undefined);
});

test("a password that answers cannot be without is stars, if its schema has room for them", () => {
  const shown = (schema: string) => {
    const { entities, operations } = understandText(
      reserve({
        description: "Sign in for a token",
        properties: `, secret: ${schema}`,
        required: "id, handle, secret",
      }),
    );
    const field = entities.flatMap(({ fields }) => fields).find(({ name }) => name === "secret");
    return {
      as: field?.meaning.kind === "password" && field.meaning.shownAs,
      reads: operations.find(({ path }) => path === "/wardens/{id}")?.behaviour.kind,
    };
  };
  deepEqual(shown("{ type: string }"), { as: "********", reads: "read" });
  deepEqual(shown("{ type: string, minLength: 12 }"), { as: undefined, reads: "custom" });
});

test("where signing in is left open, what asks for an account is too", () => {
  const text = reserve({ description: "Sign in for a token" }).replace(
    "security: []",
    "security: []\n      parameters: [{ name: device, in: query, required: true, schema: { type: string } }]",
  );
  const { accounts, operations } = understandText(text);
  deepEqual(
    operations.map(({ behaviour }) => behaviour.kind),
    ["custom", "custom", "custom"],
  );
  equal(accounts?.added, undefined);
});

test("whoever adds an account tells all that it cannot be without", () => {
  const text = reserve({
    description: "Sign in for a token",
    properties: ", hut: { type: string }",
    required: "id, handle, hut",
  });
  const { accounts } = understandText(text);
  deepEqual(
    accounts?.added?.map(({ field, required }) => `${field} ${required}`),
    ["handle true", "secret true", "hut true"],
  );
});

test("a second password leaves open what takes it, and accounts have no place for it", () => {
  const domain = understandText(
    withAccounts("").replace(
      "required: [handle, email, password], properties: {",
      "required: [handle, email, password], properties: { again: { type: string, format: password },",
    ),
  );
  const [join] = domain.operations;
  equal(
    join?.behaviour.kind === "custom" && join.behaviour.reason,
    "people sign in with password, and nothing says what again is beside it",
  );
  equal(
    domain.entities[0]?.fields.some(({ name }) => name === "again"),
    false,
  );
});

/** A contract that asks for a token everywhere, with one more operation. */
function yard(path: string, body: string, answer = ""): string {
  return `openapi: 3.1.0
info: { title: Yard, version: "1" }
security: [{ bearer: [] }]
paths:
  /door:
    post:
      summary: Log in
      requestBody: { content: { application/json: { schema: { type: object, properties: { name: { type: string }, password: { type: string } } } } } }
      responses: { "200": { description: in, content: { application/json: { schema: { $ref: "#/components/schemas/Session" } } } } }
  ${path}:
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { ${body} } } } } }
      responses: { "200": { description: done ${answer} } }
components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
  schemas:
    Session: { type: object, properties: { name: { type: string }, token: { type: string }, colour: { type: string } } }
`;
}

test("a name and a password of an account elsewhere make none here", () => {
  const body = "site: { type: string }, name: { type: string }, password: { type: string }";
  const kindAt = (path: string) => summarise(understandText(yard(path, body))).at(1);
  equal(kindAt("/bind-mailbox"), "POST /bind-mailbox custom required");
  equal(kindAt("/sign-up"), "POST /sign-up register public");
  equal(kindAt("/members"), "POST /members register public");
});

test("an action that answers the account changes it only where it gives what accounts show", () => {
  const answer = ', content: { application/json: { schema: { $ref: "#/components/schemas/Session" } } }';
  const kindOf = (body: string) => summarise(understandText(yard("/unlock", body, answer))).at(1);
  equal(kindOf("code: { type: string }"), "POST /unlock custom required");
  equal(kindOf("colour: { type: string }"), "POST /unlock update-current-account required");
});

test("what people sign in with is of any form where signing in asks for none", () => {
  const text = withAccounts("").replace(
    "NewMember: { type: object, required: [handle, email, password], properties: { handle: { type: string }, email: { type: string }",
    "NewMember: { type: object, required: [handle, email, password], properties: { handle: { type: string }, email: { type: string, format: email }",
  );
  const login = understandText(text).operations.find(
    ({ behaviour }) => behaviour.kind === "login",
  )?.behaviour;
  const fields = login && "body" in login ? login.body.fields : [];
  deepEqual(
    fields.map(({ field, limits }) => [field, limits]),
    [
      ["email", { bounds: {} }],
      ["password", undefined],
    ],
  );
});

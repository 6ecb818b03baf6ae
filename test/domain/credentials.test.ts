import assert from "node:assert/strict";
import { test } from "node:test";
import { understandText, withAccounts } from "./check.ts";

/** One list of things behind `security`, with the given schemes. */
function things(security: string, schemes: string): string {
  return `openapi: 3.1.0
info: { title: Things, version: "1" }
paths:
  /things:
    get:
      operationId: listThings
      security: ${security}
      responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Thing" } } } } } }
components:
  securitySchemes: ${schemes}
  schemas:
    Thing: { type: object, required: [id], properties: { id: { type: integer } } }
`;
}

test("a key, a name with a password, and a token: each by its scheme", () => {
  const schemes = `{ key: { type: apiKey, in: query, name: k }, basic: { type: http, scheme: Basic },
    jwt: { type: http, scheme: bearer, bearerFormat: JWT }, static: { type: http, scheme: bearer },
    oidc: { type: openIdConnect, openIdConnectUrl: "https://login.example/.well-known/openid-configuration" },
    oauth: { type: oauth2, flows: { implicit: { authorizationUrl: "https://login.example", scopes: { "things:read": see } } } } }`;
  const asked =
    '[{ key: [] }, { basic: [] }, { jwt: [] }, { static: [] }, { oidc: [] }, { oauth: ["things:read"] }]';
  const domain = understandText(things(asked, schemes));
  assert.deepEqual(
    domain.outside.map((credential) =>
      credential.kind === "key" ? [credential.scheme, credential.in, credential.prefix] : credential.kind,
    ),
    [["key", "query", ""], "password", "token", ["static", "header", "Bearer"], "token", "token"],
  );
  const [list] = domain.operations;
  assert.equal(list?.access, "granted");
  assert.deepEqual(list?.grants.at(-1), { scheme: "oauth", scopes: ["things:read"] });
  assert.deepEqual(
    list?.errors.map(({ status }) => status),
    [401, 403],
  );
});

test("what nobody could verify leaves the operation open, and says so", () => {
  const schemes = "{ card: { type: mutualTLS }, key: { type: apiKey, in: header, name: X-Key } }";
  const reasonOf = (security: string): string | undefined => {
    const [list] = understandText(things(security, schemes)).operations;
    return list?.behaviour.kind === "custom" ? list.behaviour.reason : undefined;
  };
  assert.equal(reasonOf("[{ card: [] }]"), "how card is verified is not known here");
  assert.equal(reasonOf("[{ card: [], key: [] }]"), "it asks for card and key together");
  assert.equal(reasonOf("[{ card: [], key: [] }, { key: [] }]"), undefined);
});

test("where nothing asks for a credential, none is kept", () => {
  const domain = understandText(things("[]", "{ key: { type: apiKey, in: header, name: X-Key } }"));
  assert.deepEqual(domain.outside, []);
  assert.equal(domain.operations[0]?.access, "public");
});

test("the owner closes an open operation to all but holders", () => {
  const text = things("[]", "{ key: { type: apiKey, in: header, name: X-Key } }");
  const domain = understandText(text, { operations: { listThings: { access: "required" } } });
  assert.equal(domain.operations[0]?.access, "granted");
  assert.deepEqual(domain.operations[0]?.grants, [{ scheme: "key", scopes: [] }]);
});

test("what accounts sign in for stays theirs; a key beside it is another's", () => {
  const list = (id: string, security: string): string => `
  /${id}:
    get:
      operationId: ${id}
      security: ${security}
      responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Thing" } } } } } }`;
  const text = withAccounts(
    list("mine", "[{ bearer: [] }]") + list("partners", "[{ partner: [] }]"),
    `    Thing: { type: object, required: [id], properties: { id: { type: integer } } }`,
  ).replace(
    "securitySchemes: { ",
    "securitySchemes: { partner: { type: apiKey, in: header, name: X-Partner }, ",
  );
  const { operations, outside } = understandText(text);
  assert.deepEqual(
    operations.slice(2).map(({ id, access }) => [id, access]),
    [
      ["mine", "required"],
      ["partners", "granted"],
    ],
  );
  assert.deepEqual(
    outside.map(({ scheme }) => scheme),
    ["partner"],
  );
});

test("where how callers sign in is not understood, their sessions are no keys that somebody hands out", () => {
  const signingIn = `
  /door/open:
    post:
      operationId: openDoor
      security: []
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/LoginRequest" } } } }
      responses: { "200": { description: in } }
components:`;
  const login = `
    LoginRequest: { type: object, properties: { tenant: { type: string }, name: { type: string }, password: { type: string } } }
`;
  const reasonOf = (scheme: string, path = signingIn): string | undefined => {
    const text = things("[{ session: [] }]", `{ session: ${scheme} }`).replace("\ncomponents:", path) + login;
    const list = understandText(text).operations.find(({ id }) => id === "listThings");
    return list?.behaviour.kind === "custom" ? list.behaviour.reason : undefined;
  };
  const nobody = "nobody could call it: openDoor, by which callers sign in, is left open";
  assert.equal(reasonOf("{ type: apiKey, in: cookie, name: sid }"), nobody);
  assert.equal(reasonOf("{ type: http, scheme: bearer, bearerFormat: JWT }"), nobody);
  assert.equal(reasonOf("{ type: apiKey, in: header, name: X-Partner }"), undefined);
  assert.equal(reasonOf("{ type: apiKey, in: cookie, name: sid }", "\ncomponents:"), undefined);
});

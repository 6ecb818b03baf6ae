import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import type { Domain } from "#domain";
import { summarise, understandText } from "./check.ts";

interface Given {
  /** What accounts have beside their key. */
  readonly fields: readonly string[];
  readonly says?: string;
  /** More of the form. */
  readonly more?: string;
  readonly needed?: string;
}

/** Accounts that join by JSON and sign in by a form of OAuth 2. */
function orchard({ fields, says = "", more = "", needed = "username, password" }: Given): Domain {
  const known = fields.map((name) => `${name}: { type: string }`).join(", ");
  return understandText(`openapi: 3.1.0
info: { title: Orchard, version: "1" }
paths:
  /join:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [${fields.join(", ")}, password], properties: { ${known}, password: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Grower" } } } } }
  /token:
    post:
      summary: Log in
      description: ${JSON.stringify(says)}
      requestBody: { required: true, content: { application/x-www-form-urlencoded: { schema: { type: object, required: [${needed}], properties: { grant_type: { anyOf: [{ type: string, pattern: "^password$" }, { type: "null" }] }, username: { type: string }, password: { type: string, format: password }, scope: { type: string, default: "" }, client_secret: { anyOf: [{ type: string }, { type: "null" }], format: password } ${more} } } } } }
      responses: { "200": { description: in, content: { application/json: { schema: { type: object, required: [access_token, token_type], properties: { access_token: { type: string }, token_type: { type: string } } } } } } }
components:
  securitySchemes: { form: { type: oauth2, flows: { password: { tokenUrl: token, scopes: {} } } } }
  schemas:
    Grower: { type: object, required: [id], properties: { id: { type: integer }, ${known} } }
`);
}

const both = ["POST /join register public", "POST /token login public"];

test("the one name that a form of OAuth 2 has is the address where accounts have no other", () => {
  const domain = orchard({ fields: ["email", "city"] });
  deepEqual(summarise(domain), both);
  equal(domain.accounts?.loginField, "email");
  equal(domain.accounts?.loginAs, "username");
  const [grower] = domain.entities;
  deepEqual(
    grower?.fields.map(({ name }) => name),
    ["id", "email", "city", "password"],
  );
});

test("it is the field of its name where accounts have one", () => {
  const domain = orchard({ fields: ["email", "username"] });
  deepEqual(summarise(domain), both);
  equal(domain.accounts?.loginField, "username");
  equal(domain.accounts?.loginAs, undefined);
});

test("where words say that it may be either of both, nobody is let in by one of them alone", () => {
  const domain = orchard({ fields: ["email", "username"], says: "The username or the email" });
  equal(summarise(domain)[1], "POST /token custom public");
});

test("what the form must have beside both leaves signing in open", () => {
  for (const given of [
    { fields: ["email"], needed: "username, password, client_secret" },
    { fields: ["email"], more: ", code: { type: string }", needed: "username, password, code" },
  ])
    equal(summarise(orchard(given))[1], "POST /token custom public");
  deepEqual(summarise(orchard({ fields: ["email"], needed: "grant_type, username, password" })), both);
});

test("a name of the device may be left out, and nothing comes of it where no answer shows it", () => {
  const lodge = (device: string, shown = ""): Domain =>
    understandText(`openapi: 3.1.0
info: { title: Lodge, version: "1" }
paths:
  /login:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [mail, password], properties: { mail: { type: string }, password: { type: string }, ${device} } } } } }
      responses: { "200": { description: in, content: { application/json: { schema: { type: object, properties: { token: { type: string } } } } } } }
  /me:
    get:
      security: [{ bearer: [] }]
      responses: { "200": { description: you, content: { application/json: { schema: { type: object, properties: { id: { type: integer }, mail: { type: string } ${shown} } } } } } }
components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
`);
  const device = "device_name: { type: string, nullable: true }";
  const domain = lodge(device);
  deepEqual(summarise(domain), ["POST /login login public", "GET /me current-account required"]);
  deepEqual(
    domain.entities[0]?.fields.map(({ name }) => name),
    ["id", "mail", "password"],
  );
  equal(summarise(lodge("nickname: { type: string }"))[0], "POST /login custom public");
  equal(summarise(lodge(device, ", device_name: { type: string }"))[0], "POST /login custom public");
});

test("what OAuth 2 has beside both is taken, and nothing comes of it", () => {
  const login = orchard({ fields: ["email"] }).operations[1]?.behaviour;
  const body = login?.kind === "login" ? login.body : undefined;
  deepEqual(
    body?.own?.map(({ name, is }) => `${name} ${is}`),
    ["username text", "grant_type grant", "scope grant", "client_secret grant"],
  );
  equal(body?.form?.urlencoded, true);
});

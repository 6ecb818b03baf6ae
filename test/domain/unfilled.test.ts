import { deepEqual, equal, match } from "node:assert/strict";
import { test } from "node:test";
import { type Domain, fieldOf } from "#domain";
import { understandText } from "./check.ts";

/** Rangers who join and sign in; what a sign-in answers of them, and what only their own path shows. */
function camp(shown: string, required: string, answered: string, joined = answered): Domain {
  return understandText(`openapi: 3.1.0
info: { title: Camp, version: "1" }
paths:
  /join:
    post:
      operationId: join
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Joining" } } } }
      responses: { "201": { description: in, content: { application/json: { schema: ${joined} } } } }
  /login:
    post:
      operationId: enter
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Entering" } } } }
      responses: { "200": { description: in, content: { application/json: { schema: ${answered} } } } }
  /me:
    get:
      operationId: me
      security: [{ bearer: [] }]
      responses: { "200": { description: you, content: { application/json: { schema: { $ref: "#/components/schemas/Ranger" } } } } }
components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
  schemas:
    Entering: { type: object, required: [mail, password], properties: { mail: { type: string }, password: { type: string } } }
    Joining: { type: object, required: [mail, password], properties: { mail: { type: string }, password: { type: string } } }
    Tent: { type: object, required: [id, label], properties: { id: { type: integer }, label: { type: string } } }
    Ranger: { type: object, required: [id, mail${required}], properties: { id: { type: integer }, mail: { type: string }, ${shown} } }
`);
}

const tokenAlone = "{ type: object, required: [accessToken], properties: { accessToken: { type: string } } }";
const withRanger = `{ type: object, required: [accessToken, user], properties: { accessToken: { type: string }, user: { $ref: "#/components/schemas/Ranger" } } }`;

function kinds({ operations }: Domain): readonly string[] {
  return operations.map(({ id, behaviour }) => `${id} ${behaviour.kind}`);
}

function why({ operations }: Domain, wanted: string): string {
  const behaviour = operations.find(({ id }) => id === wanted)?.behaviour;
  return behaviour?.kind === "custom" ? behaviour.reason : "";
}

test("what only open operations would show keeps no account from being made", () => {
  for (const field of [
    "tents: { type: array, items: { $ref: '#/components/schemas/Tent' } }",
    "badge: { type: string }",
  ]) {
    const name = field.slice(0, field.indexOf(":"));
    const domain = camp(field, `, ${name}`, tokenAlone);
    deepEqual(kinds(domain), ["join register", "enter login", "me custom"]);
    const [ranger] = domain.entities;
    equal(ranger && fieldOf(ranger, name)?.missing, "absent", name);
  }
});

test("what an account beside the credential promises must be filled as well", () => {
  const domain = camp("badge: { type: string }", ", badge", withRanger);
  match(why(domain, "join"), /answers promise badge, and nothing says what fills it/);
  // Accounts that a command adds come with it.
  deepEqual(kinds(domain).slice(1, 2), ["enter login"]);
  deepEqual(
    domain.accounts?.added?.map(({ field }) => field),
    ["mail", "password", "badge"],
  );
  const joining = camp("badge: { type: string }", ", badge", withRanger, tokenAlone);
  match(why(joining, "enter"), /answers promise badge/);
});

test("whoever joins begins as what people plainly are, where the role says so", () => {
  const domain = camp("role: { type: string, enum: [WARDEN, MEMBER] }", ", role", withRanger);
  deepEqual(kinds(domain), ["join register", "enter login", "me current-account"]);
  const [ranger] = domain.entities;
  equal(ranger && fieldOf(ranger, "role")?.default, "MEMBER");
  // Of roles that are all something more, nobody is given one.
  const none = camp("role: { type: string, enum: [WARDEN, CHIEF] }", ", role", withRanger);
  match(why(none, "join"), /answers promise role/);
});

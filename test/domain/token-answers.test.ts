import assert from "node:assert/strict";
import { test } from "node:test";
import type { Behaviour, Domain } from "#domain";
import { summarise, understandText } from "./check.ts";

interface Answers {
  readonly login: string;
  readonly register: string;
  readonly schemas?: string;
}

/** Accounts whose answers do not hold a token themselves: `login` and `register` are schemas in flow style. */
function clients({ login, register, schemas = "" }: Answers): string {
  const answer = (status: number, schema: string): string =>
    `{ "${status}": { description: done, content: { application/json: { schema: ${schema} } } } }`;
  const body = (schema: string): string =>
    `{ required: true, content: { application/json: { schema: { $ref: "#/components/schemas/${schema}" } } } }`;
  return `openapi: 3.1.0
info: { title: Gym, version: "1" }
security: [{ bearer: [] }]
paths:
  /auth/register:
    post: { operationId: signUp, security: [], requestBody: ${body("NewClient")}, responses: ${answer(201, register)} }
  /auth/login:
    post: { operationId: signIn, security: [], requestBody: ${body("Credentials")}, responses: ${answer(200, login)} }
  /clients/me:
    get: { operationId: whoAmI, responses: ${answer(200, '{ $ref: "#/components/schemas/Client" }')} }
components:
  securitySchemes: { bearer: { type: http, scheme: bearer, bearerFormat: JWT } }
  schemas:
    Credentials: { type: object, required: [email, password], properties: { email: { type: string, format: email }, password: { type: string } } }
    NewClient: { type: object, required: [email, password, nick], properties: { email: { type: string, format: email }, password: { type: string, minLength: 8 }, nick: { type: string } } }
    Client: { type: object, required: [id, email, nick], properties: { id: { type: integer }, email: { type: string, format: email }, nick: { type: string } } }
${schemas}`;
}

const client = '{ $ref: "#/components/schemas/Client" }';
const bearer =
  "{ type: object, required: [access_token, token_type], properties: { access_token: { type: string }, token_type: { type: string, example: bearer }, expires_in: { type: integer } } }";

function tokenOf(domain: Domain, kind: "login" | "register") {
  const found = domain.operations
    .map(({ behaviour }): Behaviour => behaviour)
    .find((behaviour) => behaviour.kind === kind);
  return found && "answer" in found && "token" in found.answer ? found.answer.token : undefined;
}

test("signing in answers a token alone, and the account is what making one answers", () => {
  const domain = understandText(clients({ login: bearer, register: client }));
  assert.deepEqual(summarise(domain), [
    "POST /auth/register register public",
    "POST /auth/login login public",
    "GET /clients/me current-account required",
  ]);
  assert.equal(domain.accounts?.entity, "Client");
  assert.equal(domain.accounts?.tokenField, "access_token");
  assert.deepEqual(tokenOf(domain, "login")?.fields, [
    { name: "access_token", required: true, is: { kind: "token" } },
    { name: "token_type", required: true, is: { kind: "constant", value: "bearer", declared: false } },
    { name: "expires_in", required: false, is: { kind: "lifetime" } },
  ]);
  assert.deepEqual(
    domain.entities.map(({ name, fields }) => [name, fields.map(({ name: field }) => field)]),
    [["Client", ["id", "email", "nick", "password"]]],
  );
});

test("both answer a token with the account beside it, in an envelope", () => {
  const session = `{ type: object, required: [data], properties: { data: { type: object, required: [token, client], properties: { token: { type: string }, client: ${client} } } } }`;
  const domain = understandText(clients({ login: session, register: session }));
  assert.deepEqual(tokenOf(domain, "register")?.fields, [
    { name: "token", required: true, is: { kind: "token" } },
    { name: "client", required: true, is: { kind: "account", representation: "Client" } },
  ]);
  assert.equal(domain.operations.filter(({ behaviour }) => behaviour.kind === "custom").length, 0);
});

test("an account beside the token may show less of itself, and less still to whoever asks who they are", () => {
  const part = (...more: readonly string[]): string =>
    `{ type: object, required: [id], properties: { id: { type: integer }, ${more.join(", ")} } }`;
  const session = (account: string): string =>
    `{ type: object, required: [data], properties: { data: { type: object, required: [token, who], properties: { token: { type: string }, who: ${account} } } } }`;
  const nick = "nick: { type: string }";
  const me = `{ type: object, properties: { success: { type: boolean }, data: ${part("tags: { type: array, items: { type: string } }")} } }`;
  const text = clients({ login: session(part(nick)), register: client })
    .replaceAll(
      "nick: { type: string } } }\n",
      "nick: { type: string }, tags: { type: array, items: { type: string } } } }\n",
    )
    .replace(/(whoAmI.*schema: ).*$/m, `$1${me} } } } } }`)
    .replace("/clients/me", "/me");
  const domain = understandText(text);
  assert.deepEqual(summarise(domain), [
    "POST /auth/register register public",
    "POST /auth/login login public",
    "GET /me current-account required",
  ]);
  const who = tokenOf(domain, "login")?.fields.find(({ name }) => name === "who")?.is;
  assert.equal(who?.kind, "account");
  const strange = understandText(
    clients({ login: session(part("fortune: { type: string }")), register: client }),
  );
  assert.equal(strange.operations.find(({ id }) => id === "signIn")?.behaviour.kind, "custom");
});

test("an answer that promises what nothing can fill leaves signing in open, and says what", () => {
  const odd = `{ type: object, required: [token, fortune], properties: { token: { type: string }, fortune: { type: string } } }`;
  const domain = understandText(clients({ login: odd, register: client }));
  const login = domain.operations.find(({ id }) => id === "signIn")?.behaviour;
  assert.match(login?.kind === "custom" ? login.reason : "", /fortune/);
});

test("until when a token is valid is the moment at which it expires", () => {
  const login =
    "{ type: object, required: [accessToken], properties: { accessToken: { type: string }, validUntil: { type: string, format: date-time } } }";
  const told = tokenOf(understandText(clients({ login, register: client })), "login");
  assert.deepEqual(told?.fields.at(-1)?.is, { kind: "expiry" });
  const other = login.replace("validUntil", "validFrom");
  assert.equal(
    tokenOf(understandText(clients({ login: other, register: client })), "login")?.fields.length,
    1,
  );
});

/** An object of these properties, none of which must be there. */
function declared(...properties: readonly string[]): string {
  return `{ type: object, properties: { ${properties.join(", ")} } }`;
}

const token = "accessToken: { type: string }";

/** What signing in answers, or why it is left open. */
function signIn(...properties: readonly string[]): readonly string[] | string | undefined {
  const domain = understandText(clients({ login: declared(token, ...properties), register: client }));
  const behaviour = domain.operations.find(({ id }) => id === "signIn")?.behaviour;
  if (behaviour?.kind === "custom") return behaviour.reason;
  return tokenOf(domain, "login")?.fields.map(({ name, is }) => `${name} ${is.kind}`);
}

test("a refresh token that is declared is handed over, also where nothing takes it", () => {
  const refresh = ["refresh_token: { type: string }", "refreshExpiresIn: { type: integer }"];
  assert.deepEqual(signIn(...refresh), [
    "accessToken token",
    "refresh_token refresh",
    "refreshExpiresIn refresh-lifetime",
  ]);
  const domain = understandText(clients({ login: declared(token, ...refresh), register: client }));
  assert.deepEqual(domain.accounts?.sessions, { renewal: "unused" });
});

test("what is said of the session and of whose it is, is no part of the account", () => {
  const answer = declared(
    "email: { type: string }",
    "userId: { type: string }",
    token,
    "accessExpiresIn: { type: integer, example: 1516239022 }",
  );
  const domain = understandText(clients({ login: answer, register: answer }));
  assert.deepEqual(tokenOf(domain, "register")?.fields, [
    { name: "email", required: false, is: { kind: "account-login" } },
    { name: "userId", required: false, is: { kind: "account-key", as: "string" } },
    { name: "accessToken", required: false, is: { kind: "token" } },
    { name: "accessExpiresIn", required: false, is: { kind: "expiry", as: "seconds" } },
  ]);
  assert.deepEqual(
    domain.entities.flatMap(({ fields }) => fields.map(({ name }) => name)),
    ["id", "email", "nick", "password"],
  );
});

test("a key in a form that accounts have not, or an end in none that is known, leaves it open", () => {
  assert.deepEqual(signIn("uid: { type: integer }"), ["accessToken token", "uid account-key"]);
  assert.equal(signIn("uid: { type: string, format: uuid }"), "nothing says what uid of its answer holds");
  assert.equal(signIn("expiresAt: { type: string }"), "nothing says what expiresAt of its answer holds");
  assert.deepEqual(signIn("mood: { type: string }"), ["accessToken token"]);
});

import { deepEqual, equal, match } from "node:assert/strict";
import { test } from "node:test";
import { summarise, understandText } from "./check.ts";

const text = "type: string";

function body(properties: string): string {
  return `requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { ${properties} } } } } }`;
}

/** A contract that signs in by handle, with an address beside it or without, and more operations. */
function contract(more: string, address = `email: { ${text}, format: email }`): string {
  return `openapi: 3.1.0
info: { title: Test, version: "1" }
paths:
  /join:
    post:
      operationId: join
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [handle, email, password], properties: { handle: { ${text} }, password: { ${text} }, ${address} } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { type: object, required: [id, handle, email], properties: { id: { type: integer }, handle: { ${text} }, ${address} } } } } } }
  /enter:
    post:
      operationId: login
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [handle, password], properties: { handle: { ${text} }, password: { ${text} } } } } } }
      responses: { "200": { description: in, content: { application/json: { schema: { type: object, required: [token], properties: { token: { ${text} } } } } } } }
${more}
components: { securitySchemes: { bearer: { type: http, scheme: bearer } } }
`;
}

const done = "responses: { '204': { description: done } }";
const asks = `  /forgot-password: { post: { operationId: asks, ${body(`handle: { ${text} }`)}, ${done} } }\n`;
const sets = `  /reset-password: { post: { operationId: sets, ${body(`token: { ${text} }, password: { ${text} }`)}, ${done} } }\n`;

function kinds(more: string, address?: string): readonly string[] {
  return summarise(understandText(contract(more, address)))
    .slice(2)
    .map((line) => line.split(" ")[2] ?? "");
}

function reason(more: string, id: string, address?: string): string {
  const found = understandText(contract(more, address)).operations.find((operation) => operation.id === id);
  return found?.behaviour.kind === "custom" ? found.behaviour.reason : `${found?.behaviour.kind}`;
}

test("a forgotten password is set by a token, where somebody can ask for one", () => {
  deepEqual(kinds(asks + sets), ["forgot-password", "reset-password"]);
  deepEqual(kinds(asks), ["custom"]);
  deepEqual(kinds(sets), ["custom"]);
  match(reason(asks, "asks"), /no operation that is derived takes the token/);
  match(reason(sets, "sets"), /no operation that is derived sends the token/);
});

test("an answer that holds the token is left open: whoever asks would come into any account", () => {
  const shows = asks.replace(
    done,
    `responses: { '200': { description: done, content: { application/json: { schema: { type: object, properties: { message: { ${text} }, resetToken: { ${text} } } } } } } }`,
  );
  match(reason(shows + sets, "asks"), /its answer shows resetToken/);
  deepEqual(kinds(shows + sets), ["custom", "custom"]);
});

test("other things than passwords are reset without a token, and codes that people type have too few letters", () => {
  const counter = `  /counters/reset: { post: { operationId: zero, ${body(`handle: { ${text} }`)}, ${done} } }\n`;
  match(reason(counter + asks + sets, "zero"), /nothing in the contract says/);
  const order = `  /orders/confirm: { post: { operationId: order, ${body(`token: { ${text} }`)}, ${done} } }\n`;
  match(reason(order + asks + sets, "order"), /nothing in the contract says/);
  const typed = sets.replace("token:", `handle: { ${text} }, code:`);
  match(reason(asks + typed, "sets"), /how many tries code has/);
});

test("a token is tried where words say so, and the account may be named beside it", () => {
  const tries = `  /reset-password/verify: { post: { operationId: tries, ${body(`token: { ${text} }, handle: { ${text} }`)}, ${done} } }\n`;
  deepEqual(kinds(asks + tries + sets), ["forgot-password", "check-reset-token", "reset-password"]);
  const { operations } = understandText(contract(asks + tries + sets));
  const behaviour = operations.find(({ id }) => id === "tries")?.behaviour;
  equal(behaviour?.kind === "check-reset-token" && behaviour.keyField, "handle");
});

test("a token is sent to the one address that every account has, and accounts are named by what tells them apart", () => {
  const two = `email: { ${text}, format: email }, mail: { ${text}, format: email }`;
  match(reason(asks + sets, "asks", two), /no one address/);
  const byMail = asks.replace("handle:", "email:");
  match(reason(byMail + sets, "asks"), /nothing says which account email names/);
});

test("who forgot a password has no credential, and a reset that asks for one is another thing", () => {
  const secured = sets.replace("operationId: sets,", "operationId: sets, security: [{ bearer: [] }],");
  match(reason(asks + secured, "sets"), /it asks for a credential/);
});

test("that there is no such account is not told, also where the contract documents it", () => {
  const told = asks.replace(
    done,
    "responses: { '204': { description: done }, '404': { description: nobody } }",
  );
  const { assumptions } = understandText(contract(told + sets));
  deepEqual(
    assumptions.map(({ setting, chosen }) => [setting, chosen]),
    [["domain.operations.asks.behaviour", "forgot-password"]],
  );
});

test("a token that is none is refused with the status that is said to tell of tokens", () => {
  const statusOf = (responses: string): number | undefined =>
    understandText(
      contract(asks + sets.replace(done, `responses: { '204': { description: done }, ${responses} }`)),
    ).operations.find(({ id }) => id === "sets")?.refusals.credentials;
  equal(statusOf("'400': { description: no }"), 400);
  equal(statusOf("'400': { description: no }, '410': { description: The link has expired }"), 410);
  equal(statusOf("'401': { description: Invalid token }, '422': { description: no }"), 401);
});

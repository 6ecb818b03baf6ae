import { deepEqual, equal, match } from "node:assert/strict";
import { test } from "node:test";
import { summarise, understandText } from "./check.ts";

const text = "type: string";

interface Given {
  readonly login?: string;
  readonly shown?: string;
  readonly changes?: string;
}

function body(properties: string): string {
  return `requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { ${properties} } } } } }`;
}

/** A contract whose accounts show that they are confirmed, and more operations. */
function contract(
  more: string,
  { login = "", shown = "emailVerified: { type: boolean }", changes = "" }: Given = {},
): string {
  const account = `{ type: object, required: [id, email], properties: { id: { type: integer }, email: { ${text} }, ${shown} } }`;
  const answers = `{ description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Member" } } } }`;
  return `openapi: 3.1.0
info: { title: Test, version: "1" }
paths:
  /join:
    post:
      operationId: join
      ${body(`email: { ${text} }, password: { ${text} }, nick: { ${text} }`)}
      responses: { "201": ${answers} }
  /enter:
    post:
      operationId: login
      ${body(`email: { ${text} }, password: { ${text} }`)}
      responses: { "200": { description: in, content: { application/json: { schema: { type: object, required: [token], properties: { token: { ${text} } } } } } }${login} }
  /me:
    get: { operationId: me, security: [{ bearer: [] }], responses: { "200": ${answers} } }
${changes && `    put: { operationId: change, security: [{ bearer: [] }], ${body(changes)}, responses: { "200": ${answers} } }\n`}${more}
components: { securitySchemes: { bearer: { type: http, scheme: bearer } }, schemas: { Member: ${account} } }
`;
}

const done = "responses: { '204': { description: done } }";
const confirms = `  /verify-email: { post: { operationId: confirms, ${body(`token: { ${text} }`)}, ${done} } }\n`;
const resends = `  /verify-email/resend: { post: { operationId: resends, ${body(`email: { ${text} }`)}, ${done} } }\n`;

function kinds(more: string, given?: Given): readonly string[] {
  return summarise(understandText(contract(more, given)))
    .slice(3)
    .map((line) => line.split(" ")[2] ?? "");
}

function reason(more: string, id: string, given?: Given): string {
  const found = understandText(contract(more, given)).operations.find((operation) => operation.id === id);
  return found?.behaviour.kind === "custom" ? found.behaviour.reason : `${found?.behaviour.kind}`;
}

test("a new account is not confirmed until a token says so that registering sent", () => {
  deepEqual(kinds(confirms + resends), ["confirm-account", "resend-confirmation"]);
  const { accounts, entities } = understandText(contract(confirms));
  deepEqual(accounts?.confirmation, { field: "emailVerified", mailField: "email" });
  const [account] = entities;
  equal(account?.fields.find(({ name }) => name === "emailVerified")?.default, false);
});

test("the token may stand in the path or in the query, and the letter may be the caller's own", () => {
  const linked = `  /verify-email/{token}: { get: { operationId: confirms, parameters: [{ name: token, in: path, required: true, schema: { ${text} } }], ${done} } }\n`;
  deepEqual(kinds(linked), ["confirm-account"]);
  const asked = `  /verify-email: { get: { operationId: confirms, parameters: [{ name: token, in: query, required: true, schema: { ${text} } }], ${done} } }\n`;
  const own = `  /me/send-verification-email: { post: { operationId: resends, security: [{ bearer: [] }], ${done} } }\n`;
  deepEqual(kinds(asked + own), ["confirm-account", "resend-confirmation"]);
});

test("a letter that nothing takes the token of is not sent", () => {
  match(reason(resends, "resends"), /no operation that is derived takes the token/);
});

test("what shows nothing of it, or lets people say it themselves, or change their address, is left open", () => {
  match(
    reason(confirms, "confirms", { shown: `nick: { ${text} }` }),
    /nothing shows whether an account is confirmed/,
  );
  match(
    reason(confirms, "confirms", { changes: "emailVerified: { type: boolean }" }),
    /bodies may say emailVerified/,
  );
  match(reason(confirms, "confirms", { changes: `email: { ${text} }` }), /accounts may change their email/);
  equal(reason(confirms, "confirms", { changes: `nick: { ${text} }` }), "confirm-account");
});

test("where signing in asks for it, confirming is left open, and so it is where it hands over a credential", () => {
  const login = ", '403': { description: Email not verified }";
  match(reason(confirms, "confirms", { login }), /signing in is refused before/);
  const opens = confirms.replace(
    done,
    `responses: { '200': { description: in, content: { application/json: { schema: { type: object, properties: { accessToken: { ${text} } } } } } } }`,
  );
  match(reason(opens, "confirms"), /nothing says what accessToken of its answer opens/);
});

test("other things are confirmed too, and codes that people type have too few letters", () => {
  const order = `  /orders/confirm: { post: { operationId: other, ${body(`token: { ${text} }`)}, ${done} } }\n`;
  match(reason(order + confirms, "other"), /nothing in the contract says/);
  const phone = `  /account/verify-phone: { post: { operationId: other, ${body(`token: { ${text} }`)}, ${done} } }\n`;
  match(reason(phone + confirms, "other"), /nothing in the contract says/);
  const typed = confirms.replace("token:", `email: { ${text} }, code:`);
  match(reason(typed, "confirms"), /how many tries code has/);
});

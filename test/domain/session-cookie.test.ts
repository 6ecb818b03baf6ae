import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import type { DomainSettings } from "#domain";
import { summarise, understandText } from "./check.ts";

interface Given {
  /** What signing in answers, and what is said of that. */
  readonly answer?: string;
  readonly headers?: string;
  readonly said?: string;
  readonly schemes?: string;
  readonly security?: string;
  readonly more?: string;
}

const setCookie = "headers: { Set-Cookie: { schema: { type: string } } }";
const object = (properties: string): string =>
  `content: { application/json: { schema: { type: object, properties: { ${properties} } } } }`;

/** A kitchen whose cooks sign in, and note recipes. */
function kitchen({
  answer = "",
  headers = "",
  said = "in",
  schemes = "pan: { type: apiKey, in: cookie, name: pan }",
  security = "[{ pan: [] }]",
  more = "",
}: Given): string {
  const answered = [`description: ${JSON.stringify(said)}`, headers, answer].filter(Boolean).join(", ");
  return `openapi: 3.1.0
info: { title: Kitchen, version: "1" }
security: ${security}
paths:
  /cooks:
    post:
      security: []
      requestBody: { content: { application/json: { schema: { type: object, required: [nick, password], properties: { nick: { type: string }, password: { type: string }, motto: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Cook" } } } } }
  /login:
    post:
      security: []
      requestBody: { content: { application/json: { schema: { type: object, required: [nick, password], properties: { nick: { type: string }, password: { type: string } } } } } }
      responses: { "200": { ${answered} } }
  /recipes:
    get: { responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Recipe" } } } } } } }
    post:
      requestBody: { content: { application/json: { schema: { type: object, required: [name], properties: { name: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Recipe" } } } } }
${more}
components:
  securitySchemes: { ${schemes} }
  schemas:
    Cook: { type: object, required: [id, nick], properties: { id: { type: integer }, nick: { type: string }, motto: { type: string } } }
    Recipe: { type: object, required: [id, name], properties: { id: { type: integer }, name: { type: string } } }
`;
}

const read = (given: Given, settings?: DomainSettings) => understandText(kitchen(given), settings);
const login = (given: Given): string | undefined => summarise(read(given))[1];

test("signing in sets the one cookie that operations ask for", () => {
  const { accounts, operations, outside } = read({ headers: setCookie });
  deepEqual(
    [accounts?.credential.in, accounts?.credential.parameter, accounts?.sessions, outside.length],
    ["cookie", "pan", { renewal: "none" }, 0],
  );
  deepEqual(
    operations.map(({ behaviour, access }) => `${behaviour.kind} ${access}`),
    ["register public", "login public", "list required", "create required"],
  );
  equal(operations[1]?.behaviour.kind === "login" && operations[1].behaviour.answer.cookie, "pan");
  equal(operations[0]?.behaviour.kind === "register" && operations[0].behaviour.answer.cookie, undefined);
});

test("a header, words of signing in or of the scheme, or the cookie's name say that signing in sets it", () => {
  const scheme = (words: string, name = "pan"): string =>
    `pan: { type: apiKey, in: cookie, name: ${name}, description: "${words}" }`;
  equal(login({}), "POST /login custom public");
  equal(login({ said: "Sets the session cookie" }), "POST /login login public");
  equal(login({ schemes: scheme("Obtained by logging in") }), "POST /login login public");
  equal(login({ schemes: scheme("From the front desk") }), "POST /login custom public");
  equal(login({ schemes: scheme("", "kitchen_session") }), "POST /login login public");
});

test("beside a token, a scheme of another kind or an answer that nothing explains, it stays open", () => {
  const token = object("token: { type: string }");
  equal(login({ headers: setCookie, answer: token }), "POST /login custom public");
  equal(
    login({ headers: setCookie, answer: object("points: { type: integer }") }),
    "POST /login custom public",
  );
  const two = "pan: { type: apiKey, in: cookie, name: pan }, bearer: { type: http, scheme: bearer }";
  equal(
    login({ headers: setCookie, schemes: two, security: "[{ pan: [] }, { bearer: [] }]" }),
    "POST /login custom public",
  );
  equal(
    login({ headers: setCookie, schemes: two, security: "[{ pan: [] }, { bearer: [] }]", answer: token }),
    "POST /login login public",
  );
});

test("beside the cookie it may be answered that all went well, or the account", () => {
  const cook = 'content: { application/json: { schema: { $ref: "#/components/schemas/Cook" } } }';
  const told = object("message: { type: string }");
  equal(login({ headers: setCookie, answer: told }), "POST /login login public");
  equal(login({ headers: setCookie, answer: cook }), "POST /login login public");
  const { operations } = read({ headers: setCookie, answer: cook });
  equal(operations[1]?.behaviour.kind === "login" && operations[1].behaviour.answer.representation, "Cook");
});

test("a flag says whether the browser is to keep the cookie, and no row does; other fields leave it open", () => {
  const asked = (properties: string) =>
    understandText(
      kitchen({ headers: setCookie }).replaceAll(
        "nick: { type: string }, password: { type: string } }",
        `nick: { type: string }, password: { type: string }, ${properties} }`,
      ),
    );
  const { operations, entities } = asked("remember_me: { type: boolean, default: true }");
  const behaviour = operations[1]?.behaviour;
  const own = behaviour?.kind === "login" ? behaviour.body.own : undefined;
  deepEqual(
    own?.map(({ name, is, default: usual }) => [name, is, usual]),
    [["remember_me", "remember", true]],
  );
  deepEqual(
    entities.find(({ name }) => name === "Cook")?.fields.map(({ name }) => name),
    ["id", "nick", "motto", "password"],
  );
  for (const field of ["remember: { type: string }", "kiosk: { type: boolean }"])
    equal(asked(field).operations[1]?.behaviour.kind, "custom", field);
});

test("signing out needs no security: the cookie says whose session ends, but not those of all devices", () => {
  const out = (path: string): string =>
    `  /${path}: { post: { security: [], responses: { "204": { description: out } } } }`;
  const last = (path: string) => read({ headers: setCookie, more: out(path) }).operations.at(-1);
  const { behaviour, access, guarded } = last("logout") ?? {};
  deepEqual(
    [behaviour?.kind, behaviour?.kind === "logout" && behaviour.byCookie, access, guarded],
    ["logout", true, "public", true],
  );
  equal(last("logout-everywhere")?.behaviour.kind, "custom");
});

test("what pages of other sites send is refused where it may change something", () => {
  const guarded = (settings?: DomainSettings) =>
    read({ headers: setCookie }, settings).operations.map((operation) => operation.guarded ?? false);
  deepEqual(guarded(), [false, true, false, true]);
  deepEqual(guarded({ operations: {}, otherSites: "allowed" }), [false, false, false, false]);
});

test("that is said where the contract has no answer for it, and settled by one line", () => {
  const { operations, assumptions } = read({ headers: setCookie });
  const [assumption] = assumptions.filter(({ setting }) => setting === "domain.otherSites");
  deepEqual([assumption?.choices, assumption?.chosen], [["refused", "allowed"], "refused"]);
  const added = operations.map(({ errors }) => errors.find(({ status }) => status === 403)?.added);
  const reason = "a page of another site may have sent it";
  deepEqual(added, [undefined, reason, undefined, reason]);
});

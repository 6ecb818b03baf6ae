import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { understandText } from "./check.ts";

interface Given {
  /** What is said of the cookie: by signing in, by the operation that renews, and of what it answers. */
  readonly entering?: string;
  readonly asked?: string;
  readonly answered?: string;
  readonly more?: string;
  readonly schemes?: string;
  /** What signing in answers in place of a token. */
  readonly account?: string;
}

const setCookie = (example: string): string =>
  `headers: { Set-Cookie: { schema: { type: string, example: "${example}" } } },`;
const parameter = (name: string): string =>
  `parameters: [{ name: ${name}, in: cookie, schema: { type: string } }],`;

/** A studio whose potters sign in by a token, and go on with it by a cookie. */
function studio({ entering = "", asked = "", answered = "", more = "", schemes = "", account }: Given) {
  const token =
    "content: { application/json: { schema: { type: object, required: [token], properties: { token: { type: string } } } } }";
  return understandText(`openapi: 3.1.0
info: { title: Studio, version: "1" }
paths:
  /login:
    post:
      requestBody: { content: { application/json: { schema: { type: object, required: [nick, password], properties: { nick: { type: string }, password: { type: string } } } } } }
      responses: { "200": { description: in, ${entering} ${account ?? token} } }
  /login/refresh:
    post: { ${asked} responses: { "200": { description: on, ${answered} ${token} } } }
${more}
  /pots:
    get:
      security: [{ bearer: [] }]
      responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { type: object, required: [id], properties: { id: { type: integer }, glaze: { type: string } } } } } } } }
components: { securitySchemes: { bearer: { type: http, scheme: bearer } ${schemes} } }
`);
}

const renewal = (given: Given) => {
  const behaviour = studio(given).operations[1]?.behaviour;
  if (behaviour?.kind !== "refresh") return behaviour?.kind;
  return `${"cookie" in behaviour ? behaviour.cookie : "body"} ${behaviour.rotates ? "next" : "same"}`;
};

test("a refresh token travels in the cookie that renewing declares, asks for, or signing in is shown to set", () => {
  equal(renewal({ asked: parameter("refreshToken") }), "refreshToken same");
  equal(renewal({ entering: setCookie("refresh=abc; HttpOnly") }), "refresh same");
  const schemes = ", again: { type: apiKey, in: cookie, name: refresh_token }";
  equal(renewal({ asked: "security: [{ again: [] }],", schemes }), "refresh_token same");
});

test("where nothing names the cookie, or it is called after something else, renewing stays open", () => {
  equal(renewal({}), "custom");
  equal(renewal({ entering: setCookie("theme=dark") }), "custom");
  equal(renewal({ asked: parameter("theme") }), "custom");
  equal(renewal({ asked: `security: [{ bearer: [] }], ${parameter("refreshToken")}` }), "custom");
});

test("accounts that show a token among their fields begin no session", () => {
  const account =
    "content: { application/json: { schema: { type: object, required: [id, nick, token], properties: { id: { type: integer }, nick: { type: string }, token: { type: string } } } } }";
  equal(renewal({ account, asked: parameter("refreshToken") }), "custom");
});

test("each serves once where the answer hands over the next", () => {
  equal(
    renewal({ asked: parameter("refreshToken"), answered: setCookie("refreshToken=def") }),
    "refreshToken next",
  );
  equal(
    renewal({ asked: `description: Sends a new refresh token, ${parameter("refreshToken")}` }),
    "refreshToken next",
  );
});

test("the cookie is guarded where it is set and taken, and says whose session ends", () => {
  const { operations, accounts } = studio({
    asked: parameter("refreshToken"),
    more: '  /logout: { post: { responses: { "204": { description: out } } } }',
  });
  deepEqual(accounts?.sessions, { renewal: "same-token", cookie: "refreshToken" });
  deepEqual(
    operations.map(
      ({ path, behaviour, access, guarded }) => `${path} ${behaviour.kind} ${access} ${guarded ?? false}`,
    ),
    [
      "/login login public true",
      "/login/refresh refresh public true",
      "/logout logout public true",
      "/pots list required false",
    ],
  );
});

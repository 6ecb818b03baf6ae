import { deepEqual, equal, match, ok } from "node:assert/strict";
import { test } from "node:test";
import type { Domain } from "#domain";
import { summarise, understandText } from "./check.ts";

const text = "{ type: string }";

function object(properties: string, required = ""): string {
  return `{ type: object, required: [${required}], properties: { ${properties} } }`;
}

function json(schema: string): string {
  return `content: { application/json: { schema: ${schema} } }`;
}

interface Post {
  readonly body: string;
  readonly says?: string;
  readonly answer?: string;
  readonly status?: string;
  readonly others?: string;
}

function post(path: string, { body, says = "x", answer, status = "200", others = "" }: Post): string {
  const content = answer === undefined ? "" : `, ${json(answer)}`;
  return `  ${path}:
    post:
      summary: ${says}
      requestBody: { required: true, ${json(body)} }
      responses: { "${status}": { description: done${content} }${others} }
`;
}

function get(path: string, says: string, answer: string, security = "[{ bearer: [] }]"): string {
  return `  ${path}: { get: { summary: "${says}", security: ${security}, responses: { "200": { description: done, ${json(answer)} } } } }\n`;
}

const door = object(`email: ${text}, password: ${text}`, "email, password");
const token = object(`access_token: ${text}`, "access_token");
const account = object(`id: { type: integer }, email: ${text}`, "id, email");
const login = post("/login", { body: door, answer: token });
const joining = object(`email: ${text}, password: ${text}, nick: ${text}`, "email, password");
const register = post("/register", { body: joining, answer: account, status: "201" });

function of(...paths: readonly string[]): Domain {
  return understandText(`openapi: 3.1.0
info: { title: Test, version: "1" }
paths:
${paths.join("")}components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
  schemas:
    Around: ${object("ok: { type: boolean }, data: { description: what there is }")}
    SignupResponse: ${object(`id: { type: integer }, email: ${text}`, "id, email")}
    Guest: ${object(`id: { type: integer }, email: ${text}, nick: ${text}`, "id, email")}
    In: ${object(`email: ${text}, nick: ${text}, token: ${text}`, "email, token")}
`);
}

function kinds(domain: Domain): readonly string[] {
  return summarise(domain).map((line) => line.split(" ").slice(1, 3).join(" "));
}

function why(domain: Domain, path: string): string {
  const found = domain.operations.find((operation) => operation.path === path)?.behaviour;
  return found?.kind === "custom" ? found.reason : (found?.kind ?? "missing");
}

function columns(domain: Domain): readonly string[] {
  return domain.entities.flatMap(({ fields }) => fields.map(({ name }) => name));
}

test("what changes a password makes no account, and no second password is kept", () => {
  const body = object(`email: ${text}, password: ${text}, newpassword: ${text}`, "email, password");
  const answer = object("message: { type: string, enum: [Done] }");
  const domain = of(login, post("/updatepassword", { body, answer }));
  equal(kinds(domain)[1], "/updatepassword custom");
  ok(!columns(domain).includes("newpassword"));
  for (const second of ["password2", "passwordConfirm", "confirm_password", "confirm"]) {
    const twice = object(
      `email: ${text}, password: ${text}, ${second}: ${text}`,
      `email, password, ${second}`,
    );
    const joined = of(login, post("/register", { body: twice, answer: account, status: "201" }));
    match(why(joined, "/register"), new RegExp(`nothing says what ${second} is beside it`));
    ok(!columns(joined).includes(second), second);
  }
});

test("passwords that are written together with other words are never kept in clear", () => {
  const body = object(`username: ${text}, password1: ${text}, password2: ${text}`, "username");
  const shown = object(`id: { type: integer }, username: ${text}`, "id, username");
  const domain = of(post("/registration", { body, answer: shown, status: "201" }));
  equal(why(domain, "/registration"), "a password is among its fields, and no operation signs in with it");
});

test("where an operation is called signing in, no other one is", () => {
  const unread = post("/login", {
    body: object(`email: ${text}, password: ${text}, realm: ${text}`),
    answer: token,
  });
  const other = post("/sessions", { body: object(`handle: ${text}, password: ${text}`), answer: token });
  equal(of(unread, other).accounts, undefined);
  equal(of(other).accounts?.loginField, "handle");
  const keyed = object(`api_key: ${text}, password: ${text}`);
  equal(of(post("/login", { body: keyed, answer: token })).accounts, undefined);
});

test("who signs up does not sign in", () => {
  const signup = (says: string, more: Partial<Post>): string =>
    post("/auth/members", { body: door, says, answer: token, ...more });
  equal(of(signup("Sign up", {})).accounts, undefined);
  equal(of(signup("Create a new user account", {})).accounts, undefined);
  const described = (more: Partial<Post>): string =>
    signup("x", { answer: object(`token: ${text}`, "token"), ...more }).replace(
      "summary: x",
      "description: Hands over a session",
    );
  equal(of(described({})).accounts?.loginField, "email");
  equal(of(described({ status: "201" })).accounts, undefined);
  equal(of(described({ others: ', "409": { description: taken }' })).accounts, undefined);
  equal(of(post("/login", { body: door, answer: token, status: "201" })).accounts?.loginField, "email");
});

test("members of allOf that fill a place for anything stay apart", () => {
  const filled = (data: string): string =>
    `{ allOf: [{ $ref: "#/components/schemas/Around" }, ${object(`data: ${data}`)}] }`;
  const domain = of(
    post("/login", { body: door, answer: filled(token) }),
    post("/register", { body: joining, answer: filled(account), status: "201" }),
    get("/me", "who calls", filled(account)),
    get("/streams/clients", "how many", filled(object("count: { type: integer }"))),
    post("/jobs/dispatch", {
      body: object(`kind: ${text}`, "kind"),
      answer: filled(object(`id: ${text}, kind: ${text}`, "id")),
      status: "201",
    }),
  );
  deepEqual(kinds(domain).slice(0, 4), [
    "/login login",
    "/register register",
    "/me current-account",
    "/streams/clients custom",
  ]);
  ok(!columns(domain).includes("count"));
  const member = domain.entities.find(({ name }) => name === domain.accounts?.entity);
  ok(!member?.fields.some(({ name }) => name === "kind"));
});

test("who is handed a new token is not shown the account", () => {
  const both = object(`email: ${text}, access_token: ${text}`, "email, access_token");
  const domain = of(login, get("/session", "Get a new access token", both));
  match(why(domain, "/session"), /another access_token|belongs to no entity/);
});

test("tokens and doors make no rows", () => {
  const pair = object(`refresh: ${text}, access: ${text}`, "refresh");
  const domain = of(
    post("/token/refresh", { body: pair, answer: pair, status: "201" }),
    get(
      "/auth/login",
      "What may be used",
      object(`providers: { type: array, items: ${object(`id: ${text}`)} }`),
      "[]",
    ),
  );
  deepEqual(kinds(domain), ["/token/refresh custom", "/auth/login custom"]);
  deepEqual(domain.entities, []);
});

test("promises of mails, and refusals of those who have not followed them, are kept or left open", () => {
  const promising = (says: string): string =>
    post("/register", { body: joining, answer: account, status: "201", says });
  match(why(of(login, promising("Joins, and sends a verification email")), "/register"), /promise a mail/);
  match(why(of(login, promising("Answers so even if the email is taken")), "/register"), /not to tell/);
  equal(why(of(login, promising("Joins. No mail is sent")), "/register"), "register");
  const refusing = (status: string, says: string): string =>
    post("/login", { body: door, answer: token, others: `, "${status}": { description: ${says} }` });
  match(why(of(refusing("409", "Email registered but unverified"), register), "/login"), /not confirmed/);
  match(
    why(of(refusing("403", "Please verify your email before signing in"), register), "/login"),
    /not confirmed/,
  );
  match(why(of(refusing("423", "Account locked"), register), "/login"), /423/);
  equal(why(of(refusing("401", "wrong"), register), "/login"), "login");
});

test("signing in is told in other languages", () => {
  for (const says of [
    "用户登录",
    "ログイン",
    "로그인",
    "Вход в систему",
    "Авторизация",
    "Iniciar sesión",
    "Connexion",
    "Anmelden",
  ])
    equal(of(post("/auth", { body: door, answer: token, says })).accounts?.loginField, "email", says);
  equal(of(post("/auth", { body: door, answer: token, says: "用户" })).accounts, undefined);
});

test("what a second step of signing in takes is no part of accounts", () => {
  const domain = of(
    post("/login", { body: door, answer: '{ $ref: "#/components/schemas/In" }' }),
    post("/register", { body: joining, answer: '{ $ref: "#/components/schemas/In" }', status: "201" }),
    post("/second-step", {
      body: object(`code: ${text}`, "code"),
      answer: '{ $ref: "#/components/schemas/In" }',
    }),
  );
  ok(!columns(domain).includes("code"), why(domain, "/second-step"));
  deepEqual(kinds(domain), ["/login login", "/register register", "/second-step custom"]);
});

test("signing in may answer the token alone, where something says that the text is one", () => {
  const alone = (answer: string): readonly string[] =>
    kinds(of(post("/login", { body: door, answer }), register, get("/me", "x", account)));
  deepEqual(alone('{ type: string, description: "The JWT" }'), [
    "/login login",
    "/register register",
    "/me current-account",
  ]);
  equal(alone(text)[0], "/login custom");
  equal(alone('{ type: string, description: "A greeting" }')[0], "/login custom");
});

test("who is called joining takes no more than signing in does", () => {
  for (const answer of [token, object("message: { type: string }")]) {
    const domain = of(login, post("/register", { body: door, answer }), get("/me", "who calls", account));
    deepEqual(kinds(domain), ["/login login", "/register register", "/me current-account"]);
  }
  const second = of(login, post("/verify", { body: door, answer: token }));
  ok(!kinds(second).includes("/verify register"));
});

test("whoever asks for themselves may be shown another form of accounts", () => {
  const form = object(`id: { type: integer }, email: ${text}, city: ${text}`, "id, email");
  for (const path of ["/me", "/users/me", "/api/v1/auth/profile", "/current-user"])
    equal(kinds(of(login, register, get(path, "x", form)))[2], `${path} current-account`);
  // Of something else a path may show an address as well.
  for (const path of ["/company/profile", "/drivers/me", "/newsletter"])
    equal(kinds(of(login, register, get(path, "x", form)))[2], `${path} custom`);
  equal(kinds(of(login, register, get("/me", "x", form, "[]")))[2], "/me custom");
});

test("what accounts are called says the form that is not called after a door", () => {
  const shown = "{ $ref: '#/components/schemas/SignupResponse' }";
  const domain = of(
    post("/login", { body: door, answer: object(`token: ${text}, user: ${shown}`) }),
    post("/register", { body: joining, answer: shown, status: "201" }),
    get("/me", "x", "{ $ref: '#/components/schemas/Guest' }"),
  );
  equal(domain.accounts?.entity, "Guest");
});

test("one schema may say what signing in takes and what it answers", () => {
  const both = object(
    "nick: { type: string, writeOnly: true }, password: { type: string, writeOnly: true }, access: { type: string, readOnly: true }, refresh: { type: string, readOnly: true }",
    "nick, password, access, refresh",
  );
  const renewed = object(
    "access: { type: string, readOnly: true }, refresh: { type: string, writeOnly: true }",
    "access, refresh",
  );
  const domain = of(
    post("/token", { body: both, answer: both }),
    post("/token/refresh", { body: renewed, answer: renewed }),
    get("/me", "x", object(`id: { type: integer }, nick: ${text}`, "id, nick")),
  );
  deepEqual(kinds(domain), ["/token login", "/token/refresh refresh", "/me current-account"]);
  equal(domain.accounts?.tokenField, "access");
  deepEqual(columns(domain), ["id", "nick", "password"]);
});

import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import type { DomainSettings } from "#domain";
import { summarise, understandText } from "./check.ts";

const text = "{ type: string }";

/** A door that asks for something beside a name and a password, and one by which people join. */
function gate(asked: string, joining = ""): string {
  const body = (properties: string): string =>
    `{ content: { application/json: { schema: { type: object, required: [nick, password], properties: { nick: ${text}, password: ${text}, ${properties} } } } } }`;
  return `openapi: 3.1.0
info: { title: Gate, version: "1" }
paths:
  /join:
    post:
      requestBody: ${body(`note: ${text}, ${joining}`)}
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Guest" } } } } }
  /login:
    post:
      requestBody: ${body(asked)}
      responses: { "200": { description: in, content: { application/json: { schema: { type: object, required: [token], properties: { token: ${text} } } } } } }
  /me:
    get:
      security: [{ bearer: [] }]
      responses: { "200": { description: me, content: { application/json: { schema: { $ref: "#/components/schemas/Guest" } } } } }
components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
  schemas: { Guest: { type: object, required: [id, nick], properties: { id: { type: integer }, nick: ${text}, note: ${text} } } }
`;
}

const none: DomainSettings = { operations: {}, captcha: "none" };
const login = (asked: string, settings?: DomainSettings) =>
  understandText(gate(asked), settings).operations[1]?.behaviour;

test("signing in that asks for a captcha stays open, and one line would settle it", () => {
  const { operations, assumptions } = understandText(gate(`captcha: ${text}`));
  const behaviour = operations[1]?.behaviour;
  equal(behaviour?.kind === "custom" && behaviour.reason, "nothing says how captcha is checked");
  deepEqual(
    assumptions.map(({ text: told, setting, chosen }) => [told, setting, chosen]),
    [["POST /login asks for captcha: nothing says how to check it", "domain.captcha", "open"]],
  );
});

test("where the owner says so it is taken and not checked, and that is said", () => {
  const domain = understandText(gate(`captcha: ${text}`, `captcha_token: ${text}`), none);
  deepEqual(summarise(domain), [
    "POST /join register public",
    "POST /login login public",
    "GET /me current-account required",
  ]);
  const [join, enter] = domain.operations.map(({ behaviour }) =>
    "body" in behaviour ? behaviour.body.own?.map(({ name, is }) => `${name} ${is}`) : undefined,
  );
  deepEqual([join, enter], [["captcha_token unchecked"], ["captcha unchecked"]]);
  deepEqual(
    domain.entities[0]?.fields.map(({ name }) => name),
    ["id", "nick", "note", "password"],
  );
  equal(
    domain.assumptions.find(({ setting }) => setting === "domain.captcha")?.text,
    "POST /join and 1 more ask for captcha_token and captcha: taken and not checked",
  );
});

test("codes that show no machine are such things, by their name or by what is said of them", () => {
  for (const asked of ["verifyCode", "g-recaptcha-response", "img_code"])
    equal(login(`${asked}: ${text}`, none)?.kind, "login", asked);
  equal(login('code: { type: string, description: "Captcha answer" }', none)?.kind, "login");
  equal(login(`code: ${text}`, none)?.kind, "custom");
});

test("a second proof of who somebody is stays open all the same", () => {
  for (const asked of ["otp", "totp_code", "mfaCode"])
    equal(login(`${asked}: ${text}`, none)?.kind, "custom", asked);
});

test("a code that whoever joins with an address was sent there is none, whatever the owner says of captchas", () => {
  const [join] = understandText(
    gate(`captcha: ${text}`, `email: ${text}, verificationCode: ${text}`),
    none,
  ).operations;
  equal(
    join?.behaviour.kind === "custom" && join.behaviour.reason,
    "nothing says how verificationCode is checked",
  );
});

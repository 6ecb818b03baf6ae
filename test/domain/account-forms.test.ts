import { deepEqual, equal, match } from "node:assert/strict";
import { test } from "node:test";
import { fieldOf } from "#domain";
import { summarise, understandText } from "./check.ts";

interface Given {
  readonly description?: string;
  readonly secret?: string;
  readonly shown?: string;
  readonly make?: string;
}

/** A contract whose accounts have no shared schema: making one answers its key, and a path of one's own shows it. */
function lodge({ description = "", secret = "", shown = "", make = "" }: Given): string {
  return `openapi: 3.0.3
info: { title: Lodge, version: "1", description: ${JSON.stringify(description)} }
paths:
  /door/signup:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [nick, mail, secret], properties: { nick: { type: string }, mail: { type: string, format: email }, secret: { type: string, format: password, description: ${JSON.stringify(secret)} } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { type: object, required: [message, data], properties: { message: { type: string, example: Welcome }, data: { type: object, required: [guest_id], properties: { guest_id: { type: string, pattern: "^G_[\\\\w-]+$" } } } } } } } } }
  /door/login:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [mail, secret], properties: { mail: { type: string }, secret: { type: string, format: password } } } } } }
      responses: { "200": { description: in, content: { application/json: { schema: { type: object, required: [token], properties: { token: { type: string } } } } } } }
  /door/who:
    get:
      security: [{ bearer: [] }]
      responses: { "200": { description: you, content: { application/json: { schema: { type: object, required: [data], properties: { data: { type: object, required: [id, nick, mail, rank, last_login_at], properties: { id: { type: string, pattern: "^G_[\\\\w-]+$" }, nick: { type: string }, mail: { type: string }, rank_role: { type: string, enum: [GUEST, WARDEN] }, rank: { type: string, nullable: true }, last_login_at: { type: string, format: date-time, nullable: true } ${shown} } } } } } } } }
  /cabins:
    post:
      description: ${JSON.stringify(make)}
      security: [{ bearer: [] }]
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [label, kind], properties: { label: { type: string }, kind: { type: string, enum: [HUT, TREE] }, height: { type: integer } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { type: object, required: [id, label], properties: { id: { type: string, format: uuid }, label: { type: string } } } } } } }
components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
`;
}

test("accounts without a shared schema are found in what their path shows, and called as an answer calls their key", () => {
  const domain = understandText(lodge({}));
  deepEqual(summarise(domain), [
    "POST /door/signup register public",
    "POST /door/login login public",
    "GET /door/who current-account required",
    "POST /cabins create required",
  ]);
  const guest = domain.entities.find(({ name }) => name === "Guest");
  equal(domain.accounts?.entity, "Guest");
  deepEqual(guest && fieldOf(guest, "guest_id")?.meaning, { kind: "own-key", of: "id", type: "string" });
  deepEqual(
    guest?.representations.map(({ fields }) => fields.map(({ field }) => field).includes("guest_id")),
    [false, true],
  );
});

test("a time of the last sign-in is set by signing in, and may be none before", () => {
  const [guest] = understandText(lodge({})).entities;
  deepEqual(guest && fieldOf(guest, "last_login_at")?.meaning, { kind: "signed-in-at" });
  equal(guest && fieldOf(guest, "last_login_at")?.missing, "null");
  const promised = lodge({}).replace("format: date-time, nullable: true", "format: date-time");
  const who = understandText(promised).operations.find(({ path }) => path === "/door/who");
  match(who?.behaviour.kind === "custom" ? who.behaviour.reason : "", /never signed in/);
});

test("a time that speaks of an end is not when a row was last changed", () => {
  const shown =
    ", joined_at: { type: string, format: date-time }, valid_until: { type: string, format: date-time }";
  const text = lodge({ shown }).replace(
    "rank, last_login_at]",
    "rank, last_login_at, joined_at, valid_until]",
  );
  const [guest] = understandText(text).entities;
  equal(guest && fieldOf(guest, "joined_at")?.meaning.kind, "created-at");
  equal(guest && fieldOf(guest, "valid_until")?.meaning.kind, "scalar");
});

test("signs that the text of a password asks for are asked for, where it says so plainly", () => {
  const signsOf = (secret: string): readonly string[] => {
    const [guest] = understandText(lodge({ secret })).entities;
    const meaning = guest && fieldOf(guest, "secret")?.meaning;
    return meaning?.kind === "password"
      ? (meaning.signs ?? []).map(({ kind, among }) => `${kind}${among ?? ""}`)
      : [];
  };
  deepEqual(
    signsOf(
      "Must contain:\n- At least one lowercase letter\n- At least one capital letter\n- At least one number",
    ),
    ["lower", "upper", "digit"],
  );
  deepEqual(signsOf("At least 8 characters, at least one digit and one special character (!-])"), [
    "digit",
    "special!-]",
  ]);
  deepEqual(signsOf("Must have a symbol (e.g. a star)"), ["special"]);
  deepEqual(signsOf("Must not contain special characters"), []);
  deepEqual(signsOf("A secret of your own, never a number"), []);
  deepEqual(signsOf("Must contain a number or a symbol"), []);
});

test("permissions are for the role that is said to have them all, and for nobody where accounts have other roles", () => {
  const make = "Permission required: BUILD:CABIN";
  const table = (words: string): string => `| Role | |\n| GUEST | May look |\n| WARDEN | ${words} |`;
  const built = (description: string) =>
    understandText(lodge({ description, make })).operations.find(({ path }) => path === "/cabins");
  deepEqual(built(table("Full access to the system"))?.roles, ["WARDEN"]);
  equal(built(table("Full access to the system"))?.access, "required");
  equal(built(table("Looks after the cabins"))?.behaviour.kind, "custom");
  equal(built(table("No full access"))?.behaviour.kind, "custom");
});

test("a line of the text says when a field is needed", () => {
  const needs = (make: string) => {
    const made = understandText(lodge({ make })).operations.find(({ path }) => path === "/cabins")?.behaviour;
    return made?.kind === "create" ? made.body.needs : undefined;
  };
  deepEqual(needs("- `label`: short\n- `height`: Required for TREE kind"), [
    { field: "height", where: "kind", is: "TREE" },
  ]);
  equal(needs("- `height`: Required for tall ones"), undefined);
});

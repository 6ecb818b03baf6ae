import { deepEqual, equal, match } from "node:assert/strict";
import { test } from "node:test";
import { understandText } from "./check.ts";

interface Given {
  readonly path?: string;
  readonly summary?: string;
  /** The properties of the document, and which of them are required. */
  readonly shows?: string;
  readonly required?: string;
  readonly security?: string;
  /** What a member shows, and a new one is given, beside a key and an address. */
  readonly member?: string;
  readonly joining?: string;
}

/** A document that is read and changed at one path, beside members who sign in. */
function readDocument({
  path = "/me/rules",
  summary = "Rules",
  shows = "tone: { type: string, default: plain }, loud: { type: boolean, default: false }",
  required = "tone",
  security = "[{ bearer: [] }]",
  member = "",
  joining = "",
}: Given) {
  const document = `content: { application/json: { schema: { $ref: "#/components/schemas/Rules" } } }`;
  const domain = understandText(`openapi: 3.1.0
info: { title: Test, version: "1" }
paths:
  /members:
    post:
      operationId: join
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [email, password], properties: { email: { type: string }, password: { type: string }${joining} } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Member" } } } } }
  /members/login:
    post:
      operationId: login
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [email, password], properties: { email: { type: string }, password: { type: string } } } } } }
      responses: { "200": { description: in, content: { application/json: { schema: { type: object, required: [token], properties: { token: { type: string } } } } } } }
  ${path}:
    get: { operationId: show, summary: "${summary}", security: ${security}, responses: { "200": { description: it, ${document} } } }
    put:
      operationId: set
      security: ${security}
      requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { ${shows} } } } } }
      responses: { "200": { description: it, ${document} } }
components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
  schemas:
    Member: { type: object, required: [id, email], properties: { id: { type: string, format: uuid }, email: { type: string }${member} } }
    Rules: { type: object, required: [${required}], properties: { user_id: { type: string, format: uuid }, ${shows} } }
`);
  const [show, set, join] = ["show", "set", "join"].map((id) =>
    domain.operations.find((each) => each.id === id),
  );
  return {
    show: show?.behaviour,
    set: set?.behaviour,
    join: join?.behaviour,
    access: show?.access,
    statuses: show?.errors.map(({ status }) => status),
    owner: domain.entities.find(({ name }) => name === "Rule" || name === "Rules")?.owner,
  };
}

test("a document at a path of the caller's own is one for each", () => {
  const { show, set, access, owner } = readDocument({});
  deepEqual(show?.kind === "read-singleton" && show.own, { before: "shown" });
  deepEqual(set?.kind === "update-singleton" && set.own, { before: "shown" });
  equal(access, "required");
  equal(owner?.alone, true);
  equal(owner.key, "user_id");
});

test("words make it the caller's as well", () => {
  for (const summary of [
    "Your rules",
    "Get my rules",
    "Rules of the current user's account",
    "The current user's rules",
  ])
    equal(readDocument({ path: "/rules", summary }).show?.kind, "read-singleton", summary);
});

test("what must be shown and nobody has said is there from the first change on, which must say it", () => {
  const { show, statuses } = readDocument({ shows: "tone: { type: string }, loud: { type: boolean }" });
  deepEqual(show?.kind === "read-singleton" && show.own, { before: "missing" });
  equal(statuses?.includes(404), true);
});

test("what only may be the caller's, is for strangers, or is the account's, is left open", () => {
  equal(readDocument({ path: "/profile" }).show?.kind, "custom");
  equal(readDocument({ security: "[]" }).show?.kind, "custom");
  equal(readDocument({ member: ", tone: { type: string }" }).show?.kind, "custom");
});

test("what a new account is given and its document shows leaves its making open", () => {
  const { join } = readDocument({ joining: ", tone: { type: string }" });
  equal(join?.kind, "custom");
  match(join.reason, /its tone is what the Rule\w* of the account shows/);
});

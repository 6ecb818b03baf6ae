import { deepEqual, equal, match } from "node:assert/strict";
import { test } from "node:test";
import type { DomainSettings } from "#domain";
import { understandText } from "./check.ts";

interface Given {
  /** What the 409 of a new request says. */
  readonly says?: string;
  readonly example?: string;
  /** What shows who made a request. */
  readonly shows?: string;
  /** The body of a new request. */
  readonly body?: string;
  /** The states of an engine. */
  readonly engine?: string;
  readonly path?: string;
  readonly settings?: DomainSettings;
}

const secured = "security: [{ bearer: [] }]";
const answers = (name: string): string =>
  `content: { application/json: { schema: { $ref: "#/components/schemas/${name}" } } }`;

/** Engines, and requests for them. */
function readRequests({
  says = "Conflict",
  example,
  shows = ", requester_id: { type: string, format: uuid }",
  body = "{ type: object, required: [reason], properties: { reason: { type: string } } }",
  engine = "state: { type: string, enum: [READY, BROKEN] }",
  path = "/engines/{engine_id}/requests",
  settings,
}: Given) {
  const nested = path.includes("{");
  const domain = understandText(
    `openapi: 3.1.0
info: { title: Test, version: "1" }
paths:
  /members:
    post:
      operationId: join
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [email, password], properties: { email: { type: string }, password: { type: string } } } } } }
      responses: { "201": { description: made, ${answers("Member")} } }
  /members/login:
    post:
      operationId: login
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [email, password], properties: { email: { type: string }, password: { type: string } } } } } }
      responses: { "200": { description: in, content: { application/json: { schema: { type: object, required: [token], properties: { token: { type: string } } } } } } }
  /engines:
    get: { operationId: engines, security: [], responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Engine" } } } } } } }
  /engines/{engine_id}:
    parameters: [{ name: engine_id, in: path, required: true, schema: { type: integer } }]
    get: { operationId: engine, security: [], responses: { "200": { description: one, ${answers("Engine")} } } }
  ${path}:
    ${nested ? "parameters: [{ name: engine_id, in: path, required: true, schema: { type: integer } }]" : "x-none: 1"}
    post:
      operationId: ask
      ${secured}
      requestBody: { required: true, content: { application/json: { schema: ${body} } } }
      responses:
        "201": { description: made, ${answers("AccessRequest")} }
        "409":
          description: ${JSON.stringify(says)}
          content: { application/json: { schema: { type: object, properties: { message: { type: string }, code: { type: string } } }${example === undefined ? "" : `, example: ${example}`} } }
components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
  schemas:
    Member: { type: object, required: [id, email], properties: { id: { type: string, format: uuid }, email: { type: string } } }
    Engine: { type: object, required: [id, label, state], properties: { id: { type: integer }, label: { type: string }, ${engine} } }
    AccessRequest: { type: object, required: [id, status], properties: { id: { type: integer }, engine_id: { type: integer }, status: { type: string, enum: [PENDING, APPROVED, REJECTED] }, reason: { type: string }${shows} } }
`,
    settings,
  );
  const behaviour = domain.operations.find(({ id }) => id === "ask")?.behaviour;
  return {
    domain,
    rules: behaviour?.kind === "create" ? (behaviour.conflicts ?? []) : undefined,
    reason: behaviour?.kind === "custom" ? behaviour.reason : undefined,
    settings: domain.assumptions.map(({ setting }) => setting),
  };
}

const open = { kind: "one-open", field: "status", is: ["PENDING"], below: true };
const ready = { kind: "named-state", entity: "Engine", field: "state", is: ["READY"] };

test("whoever asks has no other request that is undecided, where the words of a conflict say so", () => {
  for (const says of [
    "You already have a pending request for this engine",
    "Your request is pending already",
    "REQUEST_ALREADY_PENDING",
  ])
    deepEqual(readRequests({ says }).rules, [open], says);
  equal(
    readRequests({ says: "You already have a pending request" }).settings.includes(
      "domain.unique.AccessRequest",
    ),
    false,
  );
});

test("the same request again is one while the first is undecided, which is said aloud", () => {
  const { rules, settings } = readRequests({ says: "Duplicate request" });
  deepEqual(rules, [open]);
  equal(settings.includes("domain.unique.AccessRequest"), true);
  const off: DomainSettings = { operations: {}, unique: { AccessRequest: "nothing" } };
  deepEqual(readRequests({ says: "Duplicate request", settings: off }).rules, []);
});

test("words in another script say what the code beside them says", () => {
  const example = `{ code: ENGINE_NOT_READY, message: "Máy chưa sẵn sàng" }`;
  deepEqual(readRequests({ says: "Engine not ready", example }).rules, [ready]);
  match(
    readRequests({ says: "Conflict", example: `{ message: "Máy chưa sẵn sàng" }` }).reason ?? "",
    /by a rule/,
  );
});

test("what a new row lies below must be in the state that the words name", () => {
  for (const says of [
    "Engine is not ready",
    "The engine must be READY",
    "ENGINE_NOT_READY",
    "Engine is broken",
    "The engine is currently broken",
  ])
    deepEqual(readRequests({ says }).rules, [ready], says);
  deepEqual(
    readRequests({
      says: "Engine is not active",
      engine: "state: { type: string }, active: { type: boolean, default: true }",
    }).rules,
    [{ kind: "named-state", entity: "Engine", field: "active", is: [true] }],
  );
});

test("what a body names must be in the state that the words name", () => {
  const body =
    "{ type: object, required: [engine_id], properties: { engine_id: { type: integer }, reason: { type: string } } }";
  deepEqual(readRequests({ says: "Engine not ready", path: "/requests", body }).rules, [
    { ...ready, by: "engine_id" },
  ]);
});

test("a rule that says more, or speaks of something else, leaves the operation open", () => {
  for (const says of [
    "Engine not ready for requests of new members",
    "Engine is not ready or reserved by another member",
    "Another member has a pending request for this engine",
    "The depot is not ready",
    "Engine is not warm",
    "You already have three pending requests",
  ]) {
    const { rules, reason } = readRequests({ says });
    equal(rules, undefined, says);
    match(reason ?? "", /it refuses some new rows as a conflict/);
  }
  const nobodys = readRequests({ says: "You already have a pending request", shows: "" });
  match(nobodys.reason ?? "", /it refuses some new rows as a conflict/);
});

test("of the type of a problem, its last part says what it is", () => {
  const reasonOf = (example: string): string | undefined => {
    const { operations } = understandText(`openapi: 3.1.0
info: { title: Test, version: "1" }
paths:
  /crates:
    post:
      operationId: make
      requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { label: { type: string } } } } } }
      responses:
        "201": { description: made, content: { application/json: { schema: { type: object, properties: { id: { type: integer }, label: { type: string } } } } } }
        "409":
          description: Conflict
          content: { application/problem+json: { schema: { type: object, properties: { type: { type: string }, detail: { type: string } } }, example: ${example} } }
`);
    const behaviour = operations[0]?.behaviour;
    return behaviour?.kind === "custom" ? behaviour.reason : undefined;
  };
  for (const type of ["https://example.com/errors/conflict", "about:blank", "urn:problem:conflict"])
    deepEqual(
      reasonOf(`{ type: "${type}", detail: There is a conflict with an existing resource. }`),
      undefined,
      type,
    );
  match(
    reasonOf(`{ type: "https://example.com/errors/hall-closed", detail: Conflict }`) ?? "",
    /it refuses some new rows as a conflict, by a rule that only words tell: https:.*hall-closed/,
  );
});

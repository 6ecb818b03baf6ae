import assert from "node:assert/strict";
import { test } from "node:test";
import type { Behaviour } from "#domain";
import { understandText } from "./check.ts";

interface Given {
  /** Properties of the row: `status: { type: string, enum: [OPEN, DONE] }`. */
  readonly properties: string;
  readonly tail: string;
  readonly method?: string;
  readonly said?: string;
  readonly answers?: string;
  /** Properties of its body. */
  readonly body?: string;
}

/** Tickets of which a word says something. */
function tickets({ properties, tail, method = "post", said = "", answers = "", body }: Given): string {
  const given =
    body === undefined
      ? ""
      : `requestBody: { content: { application/json: { schema: { type: object, properties: { ${body} } } } } }`;
  return `openapi: 3.1.0
info: { title: Tickets, version: "1" }
paths:
  /tickets:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [title], properties: { title: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Ticket" } } } } }
  /tickets/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Ticket" } } } } }
  /tickets/{id}/${tail}:
    ${method}:
      operationId: say
      description: "${said}"
      ${given}
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { "204": { description: done } ${answers} }
components:
  schemas:
    Ticket: { type: object, required: [id, title], properties: { id: { type: integer }, title: { type: string }, ${properties} } }
`;
}

function changeOf(given: Given): Extract<Behaviour, { readonly kind: "change-state" }> | undefined {
  const { operations } = understandText(tickets(given));
  const found = operations.find(({ id }) => id === "say")?.behaviour;
  return found?.kind === "change-state" ? found : undefined;
}

const states = "status: { type: string, enum: [PENDING, PAID, SHIPPED, CANCELLED] }";
const set = (field: string, value: string | boolean | null) => ({ field, to: { kind: "value", value } });

test("a word that is a form of one value of an enum sets it", () => {
  for (const [tail, value] of [
    ["cancel", "CANCELLED"],
    ["ship", "SHIPPED"],
    ["pay", "PAID"],
    ["mark-as-paid", "PAID"],
  ])
    assert.deepEqual(changeOf({ properties: states, tail: tail ?? "" })?.sets, [set("status", value ?? "")]);
  assert.equal(changeOf({ properties: states, tail: "weigh" }), undefined);
});

test("a flag is set by its word, and taken back by the word that undoes it or by DELETE", () => {
  const changed = (tail: string, property: string, method?: string) =>
    changeOf({ properties: `${property}: { type: boolean }`, tail, ...(method && { method }) })?.sets[0];
  assert.deepEqual(changed("archive", "archived"), set("archived", true));
  assert.deepEqual(changed("archive", "isArchived"), set("isArchived", true));
  assert.deepEqual(changed("unarchive", "archived"), set("archived", false));
  assert.deepEqual(changed("restore", "archived"), set("archived", false));
  assert.deepEqual(changed("disable", "enabled"), set("enabled", false));
  assert.deepEqual(changed("enable", "disabled"), set("disabled", false));
  assert.deepEqual(changed("activate", "active"), set("active", true));
  assert.deepEqual(changed("lock", "locked", "delete"), set("locked", false));
  assert.equal(changed("weigh", "archived"), undefined);
});

test("of a time that no flag stands beside, now is noted; beside one, both are", () => {
  const readAt = "read_at: { type: [string, 'null'], format: date-time }";
  assert.deepEqual(changeOf({ properties: readAt, tail: "mark-read" })?.sets, [
    { field: "read_at", to: { kind: "now" } },
  ]);
  assert.deepEqual(changeOf({ properties: readAt, tail: "mark-unread" })?.sets, [set("read_at", null)]);
  const both = "cancelled: { type: boolean }, cancelled_at: { type: [string, 'null'], format: date-time }";
  assert.deepEqual(changeOf({ properties: both, tail: "cancel" })?.sets, [
    set("cancelled", true),
    { field: "cancelled_at", to: { kind: "now" } },
  ]);
});

test("the values before are those of the text: as arrows, or in a sentence that names them", () => {
  const from = (said: string, answers = "") => {
    const domain = understandText(tickets({ properties: states, tail: "cancel", said, answers }));
    const found = domain.operations.find(({ id }) => id === "say")?.behaviour;
    return [found?.kind === "change-state" && found.from, domain.assumptions.length === 0];
  };
  assert.deepEqual(from("PENDING → CANCELLED"), [["PENDING"], true]);
  assert.deepEqual(from("Moves are PENDING -> PAID, any -> CANCELLED."), [
    ["PENDING", "PAID", "SHIPPED"],
    true,
  ]);
  assert.deepEqual(from("Only pending or paid tickets can be cancelled."), [["PENDING", "PAID"], true]);
  assert.deepEqual(from("", ', "409": { description: The ticket must be PENDING }'), [["PENDING"], true]);
  assert.deepEqual(from("", ', "409": { description: The ticket is not pending }'), [["PENDING"], true]);
});

test("a refusal says in which state a row must not be; one that does not say when refuses what is so already", () => {
  const from = (description: string) => {
    const answers = `, "409": { description: ${description} }`;
    const domain = understandText(tickets({ properties: states, tail: "ship", answers }));
    const found = domain.operations.find(({ id }) => id === "say")?.behaviour;
    return [found?.kind === "change-state" && found.from, domain.assumptions.length];
  };
  assert.deepEqual(from("The ticket is not paid."), [["PAID"], 0]);
  assert.deepEqual(from("Ticket already shipped"), [["PENDING", "PAID"], 1]);
  assert.deepEqual(from("It cannot be"), [["PENDING", "PAID"], 1]);
});

test("where nothing is said, what is decided or over stays so, which is assumed aloud", () => {
  assert.deepEqual(changeOf({ properties: states, tail: "cancel" })?.from, ["PENDING", "PAID", "SHIPPED"]);
  assert.deepEqual(changeOf({ properties: states, tail: "ship" })?.from, ["PENDING", "PAID", "SHIPPED"]);
  const domain = understandText(tickets({ properties: states, tail: "cancel" }));
  assert.deepEqual(
    domain.assumptions.map(({ setting, chosen }) => [setting, chosen]),
    [["domain.operations.say.from", "PENDING, PAID, SHIPPED"]],
  );
  const settled = understandText(tickets({ properties: states, tail: "cancel" }), {
    operations: { say: { from: ["PENDING"] } },
  });
  const say = settled.operations.find(({ id }) => id === "say")?.behaviour;
  assert.deepEqual(say?.kind === "change-state" && say.from, ["PENDING"]);
});

test("a row in another state is refused with 409, or with what the operation documents in its place", () => {
  const conflict = (answers: string) =>
    understandText(tickets({ properties: states, tail: "cancel", answers })).operations.find(
      ({ id }) => id === "say",
    )?.refusals.conflict;
  assert.equal(conflict(""), 409);
  assert.equal(conflict(', "409": { description: no }'), 409);
  assert.equal(conflict(', "400": { description: no }'), 400);
});

test("what is said beside it is kept under its own name, under one of the action, or beside what the row is made with", () => {
  const nullable = (name: string): string => `${name}: { type: string, nullable: true }`;
  const state = "status: { type: string, enum: [OPEN, LOCKED] }";
  const text = (name: string): string => `${name}: { type: string }`;
  const setsOf = (properties: string, body: string, tail = "lock"): unknown =>
    changeOf({ properties: `${state}, ${properties}`, body, tail })
      ?.sets.slice(1)
      .map(({ field, to }) => [field, to.kind === "given" ? to.name : to.kind]);
  assert.deepEqual(setsOf(nullable("remark"), text("remark")), [["remark", "remark"]]);
  assert.deepEqual(setsOf(nullable("locked_reason"), text("reason")), [["locked_reason", "reason"]]);
  assert.deepEqual(setsOf(nullable("other"), text("title")), [["lock_title", "title"]]);
  assert.equal(setsOf("status_text: { type: string }", "status: { type: string }"), undefined);
  const until = "locked_until: { type: string, format: date-time, nullable: true }";
  assert.deepEqual(setsOf(`${until}, ${nullable("locked_reason")}`, `${text("reason")}, ${until}`), [
    ["locked_reason", "reason"],
    ["locked_until", "locked_until"],
  ]);
});

test("the word that undoes another gives the other of two values, and empties what was noted of it", () => {
  const properties =
    "status: { type: string, enum: [OPEN, LOCKED] }, locked_until: { type: string, format: date-time, nullable: true }";
  assert.deepEqual(changeOf({ properties, tail: "unlock" })?.sets, [
    { field: "status", to: { kind: "value", value: "OPEN" } },
    { field: "locked_until", to: { kind: "value", value: null } },
  ]);
  const three = properties.replace("[OPEN, LOCKED]", "[NEW, OPEN, LOCKED]");
  assert.equal(changeOf({ properties: three, tail: "unlock" }), undefined);
});

test("a new row is in the first of its states, and a flag that operations set is not set yet", () => {
  const begins = (properties: string, tail: string, name: string) =>
    understandText(
      tickets({ properties, tail }).replace("required: [id, title]", `required: [id, title, ${name}]`),
    ).entities[0]?.fields.find((field) => field.name === name);
  assert.equal(begins(states, "cancel", "status")?.default, "PENDING");
  assert.equal(begins("archived: { type: boolean }", "archive", "archived")?.default, false);
  assert.equal(begins("enabled: { type: boolean }", "disable", "enabled")?.default, true);
  assert.ok(begins("archived: { type: boolean }", "weigh", "archived")?.unfilled);
});

test("a flag is turned over: the one that is named, or the only one, where no time is noted with it", () => {
  const turned = [{ field: "pinned", to: { kind: "inverse" } }];
  const one = "pinned: { type: boolean }";
  assert.deepEqual(changeOf({ properties: one, tail: "toggle" })?.sets, turned);
  const two = `${one}, hidden: { type: boolean }`;
  assert.deepEqual(changeOf({ properties: two, tail: "toggle-pin" })?.sets, turned);
  assert.equal(changeOf({ properties: two, tail: "toggle" }), undefined);
  const noted = `${one}, pinned_at: { type: [string, 'null'], format: date-time }`;
  assert.equal(changeOf({ properties: noted, tail: "toggle" }), undefined);
});

test("a flag of one row alone is taken from the others; among which must be clear", () => {
  const alone = "isDefault: { type: boolean }";
  const found = changeOf({ properties: alone, tail: "make-default" });
  assert.deepEqual(found?.sets, [set("isDefault", true)]);
  assert.equal(found?.aloneWithin, "all");
  assert.equal(changeOf({ properties: alone, tail: "default", method: "delete" })?.aloneWithin, undefined);
  assert.equal(changeOf({ properties: `${alone}, box_id: { type: integer }`, tail: "default" }), undefined);
});

test("a word that fits two flags is left open", () => {
  const two = "locked: { type: boolean }, isLocked: { type: boolean }";
  assert.equal(changeOf({ properties: two, tail: "lock" }), undefined);
});

/** Orders whose making says nothing of their state; `shown`: what an example of a new one shows. */
function begins(shown = ""): unknown {
  const answer = `{ schema: { $ref: "#/components/schemas/Ticket" }${shown && `, example: { id: 1, title: a, ${shown} }`} }`;
  const text = tickets({ properties: states, tail: "weigh" }).replace(
    `made, content: { application/json: { schema: { $ref: "#/components/schemas/Ticket" } } }`,
    `made, content: { application/json: ${answer} }`,
  );
  const [ticket] = understandText(text).entities;
  return ticket?.fields.find(({ name }) => name === "status")?.default;
}

test("a new row is in the state that an example shows, else in the first that there is", () => {
  assert.equal(begins("status: PAID"), "PAID");
  assert.equal(begins("status: LOST"), "PENDING");
  assert.equal(begins(), "PENDING");
});

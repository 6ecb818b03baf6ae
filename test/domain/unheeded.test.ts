import { equal, match } from "node:assert/strict";
import { test } from "node:test";
import { understandText } from "./check.ts";

const crate = `{ type: object, required: [id, label, state], properties: { id: { type: integer }, label: { type: string }, state: { type: string, enum: [open, shut, gone] } } }`;
const row = `content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } }`;
const sent = `requestBody: { required: true, content: { application/json: { schema: { type: object, required: [label], properties: { label: { type: string }, state: { type: string, enum: [open, shut, gone] } } } } } }`;

interface Given {
  readonly creating?: string;
  readonly changing?: string;
  readonly taking?: string;
  readonly key?: string;
}

/** Why operations on crates are left open, by their ids; `derived` where they are not. */
function readCrates({ creating = "", changing = "", taking = "", key = "integer" }: Given) {
  const { operations } = understandText(`openapi: 3.1.0
info: { title: Yard, version: "1" }
paths:
  /crates:
    post: { operationId: make, ${sent}, responses: { "201": { description: made, ${row} } ${creating} } }
  /crates/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: ${key} } }]
    patch: { operationId: change, ${changing} ${sent}, responses: { "200": { description: changed, ${row} } } }
    delete: { operationId: take, ${taking} responses: { "204": { description: gone } } }
components: { schemas: { Crate: ${crate} } }
`);
  return Object.fromEntries(
    operations.map(({ id, behaviour }) => [id, behaviour.kind === "custom" ? behaviour.reason : "derived"]),
  );
}

test("a query that a change or a deletion asks to be heeded leaves it open where nothing says what it does", () => {
  const { take, change, make } = readCrates({
    taking: "parameters: [{ name: archive, in: query, schema: { type: boolean } }],",
  });
  equal(take, "nothing says what the query parameter archive does here");
  equal(change, "derived");
  equal(make, "derived");
});

test("new rows that are refused as a conflict, though they may be like others, are left open", () => {
  const { make } = readCrates({ creating: ', "409": { description: The yard is full }' });
  equal(make, "it refuses some new rows as a conflict, by a rule that only words tell: The yard is full");
  for (const told of ["Conflict", "Refused", "A crate with this label already exists", "Duplicate crate"])
    equal(readCrates({ creating: `, "409": { description: ${told} }` }).make, "derived", told);
  const coded = `, "409": { description: Conflict, content: { application/json: { schema: {}, example: { code: YARD_NOT_OPEN } } } }`;
  equal(readCrates({ creating: coded }).make?.endsWith("YARD_NOT_OPEN"), true);
});

test("a change of a state that the text lets become some others only is left open", () => {
  equal(
    readCrates({ changing: 'description: "open → shut, shut → gone, only by whoever filled it",' }).change,
    "its text says what state may become, and from what",
  );
  equal(readCrates({ changing: "description: Changes a crate," }).change, "derived");
});

test("what callers see by rules in words, and values that are worked out by them, leave an operation open", () => {
  const { change } = readCrates({ changing: "description: The weight is recalculated from what is in it," });
  equal(change, 'some value "is recalculated", and only words say how');
  const listed = (summary: string, name = "Crate") =>
    understandText(`openapi: 3.1.0
info: { title: Yard, version: "1" }
paths:
  /rows:
    get: { summary: "${summary}", responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/${name}" } } } } } } }
components: { schemas: { ${name}: ${crate} } }
`).operations[0]?.behaviour.kind;
  equal(listed("All crates"), "list");
  equal(listed("All crates (scoped to the yard of the caller)"), "custom");
  equal(listed("All crates, with masked labels"), "custom");
  equal(listed("What happened", "AuditLog"), "custom");
});

test("what callers must prove leaves an operation open: nothing says how it is checked", () => {
  const make = (name: string, row = "{ type: object, properties: { label: { type: string } } }"): string => {
    const { operations } = understandText(`openapi: 3.1.0
info: { title: Yard, version: "1" }
paths:
  /crates:
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { label: { type: string }, ${name}: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: ${row} } } } }
`);
    const behaviour = operations[0]?.behaviour;
    return behaviour?.kind === "custom" ? behaviour.reason : "derived";
  };
  for (const name of ["captcha", "g-recaptcha-response", "verificationCode", "otp"])
    equal(make(name), `nothing says how ${name} is checked`);
  for (const name of ["color_code", "postalCode", "note"]) equal(make(name), "derived");
  // What rows show is a field of theirs.
  equal(make("captcha", "{ type: object, properties: { captcha: { type: string } } }"), "derived");
});

test("a search that the text lets find rows by their number is left open", () => {
  const search = (summary: string): string => {
    const { operations } = understandText(`openapi: 3.1.0
info: { title: Yard, version: "1" }
paths:
  /crates:
    get:
      summary: ${summary}
      parameters: [{ name: keyword, in: query, schema: { type: string } }]
      responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: ${crate.replace("id:", "bid:").replace("[id,", "[bid,")} } } } } }
`);
    const behaviour = operations[0]?.behaviour;
    return behaviour?.kind === "custom" ? behaviour.reason : "derived";
  };
  equal(
    search("Find crates by BID or label"),
    "its text lets it find rows by bid, and how beside texts is not said",
  );
  equal(search("Find crates by label"), "derived");
});

test("what is some callers' own rows for them and all rows for others is left open", () => {
  const { take } = readCrates({ taking: "summary: User deletes own and admin deletes any," });
  match(take ?? "", /some callers are for their own rows and others for all/);
  equal(readCrates({ taking: "summary: Users delete their own crates," }).take, "derived");
});

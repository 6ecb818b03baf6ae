import assert from "node:assert/strict";
import { test } from "node:test";
import type { Domain } from "#domain";
import { understandText } from "./check.ts";

interface Given {
  /** What the operation that changes a row takes and answers beside the body and the row. */
  readonly change?: string;
  readonly refusals?: string;
  /** Of the operation that reads one. */
  readonly read?: string;
  readonly unchanged?: string;
  readonly fields?: string;
}

const lamp = "content: { application/json: { schema: { $ref: '#/components/schemas/Lamp' } } }";
const path = "{ name: id, in: path, required: true, schema: { type: integer } }";
const ifMatch = "{ name: If-Match, in: header, schema: { type: string } }";

/** Lamps, one of which is read and changed. */
function lamps({ change = "", refusals = "", read = "", unchanged = "", fields = "" }: Given): Domain {
  return understandText(`openapi: 3.1.0
info: { title: Lamps, version: "1" }
paths:
  /lamps:
    post:
      operationId: hang
      requestBody: { required: true, ${lamp} }
      responses: { "201": { description: made, ${lamp} } }
  /lamps/{id}:
    get:
      operationId: look
      parameters: [${path}${read}]
      responses: { "200": { description: one, ${lamp} }${unchanged} }
    put:
      operationId: change
      parameters: [${path}${change}]
      requestBody: { required: true, ${lamp} }
      responses: { "200": { description: one, ${lamp} }${refusals} }
components:
  schemas:
    Lamp:
      type: object
      required: [watts]
      properties: { id: { type: integer, readOnly: true }, watts: { type: integer }${fields} }
`);
}

function operation(domain: Domain, id: string) {
  const found = domain.operations.find((each) => each.id === id);
  assert.ok(found);
  return found;
}

test("where callers may say which version they change, another one is refused, and reading tells it", () => {
  const domain = lamps({ change: `, ${ifMatch}` });
  assert.deepEqual(operation(domain, "change").version, {
    guards: { description: "", required: false, stale: 412 },
  });
  assert.deepEqual(operation(domain, "look").version, { tells: { description: "", required: false } });
  assert.deepEqual(
    operation(domain, "change").errors.map(({ status }) => status),
    [404, 412, 422],
  );
  assert.equal(domain.entities.find(({ name }) => name === "Lamp")?.versioned, true);
});

test("nothing is changed without a version where 428 is documented", () => {
  const domain = lamps({ change: `, ${ifMatch}`, refusals: ", '428': { description: which one }" });
  assert.deepEqual(operation(domain, "change").version?.guards, {
    description: "",
    required: true,
    stale: 412,
    missing: 428,
  });
});

test("another version is a conflict where the words of the conflict say so", () => {
  const refusals = ", '409': { description: the version is stale }";
  assert.equal(operation(lamps({ change: `, ${ifMatch}`, refusals }), "change").version?.guards?.stale, 409);
  const other = ", '409': { description: exists already }";
  assert.equal(
    operation(lamps({ change: `, ${ifMatch}`, refusals: other }), "change").version?.guards?.stale,
    412,
  );
});

test("callers are told that nothing has changed only where that is documented", () => {
  const read = ", { name: If-None-Match, in: header, schema: { type: string } }";
  assert.equal(operation(lamps({ read }), "look").version, undefined);
  const unchanged = ", '304': { description: the same }";
  assert.deepEqual(operation(lamps({ read, unchanged }), "look").version, { asks: { description: "" } });
});

test("what is asked of versions and cannot be kept is left open", () => {
  const reason = (given: Given): string | undefined => {
    const { behaviour } = operation(lamps(given), "change");
    return behaviour.kind === "custom" ? behaviour.reason : undefined;
  };
  const integer = "{ name: If-Match, in: header, schema: { type: integer } }";
  assert.equal(reason({ change: `, ${integer}` }), "If-Match is no tag as HTTP has them");
  const dated = "{ name: If-Unmodified-Since, in: header, schema: { type: string } }";
  assert.match(reason({ change: `, ${dated}` }) ?? "", /^If-Unmodified-Since goes by the time/);
  assert.match(
    reason({ refusals: ", '412': { description: the version is another one }" }) ?? "",
    /^what it answers to callers who know another version/,
  );
  const shades = ", shades: { type: array, items: { type: string } }";
  assert.match(reason({ change: `, ${ifMatch}`, fields: shades }) ?? "", /^what shades holds is kept beside/);
  const touched = `${shades}, updatedAt: { type: string, format: date-time, readOnly: true }`;
  assert.equal(reason({ change: `, ${ifMatch}`, fields: touched }), undefined);
});

test("a 412 that speaks of anything else is one of many refusals", () => {
  const domain = lamps({ refusals: ", '412': { description: too many lamps }" });
  assert.equal(operation(domain, "change").behaviour.kind, "update");
  assert.equal(operation(domain, "change").version, undefined);
});

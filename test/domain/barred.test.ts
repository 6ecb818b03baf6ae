import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import type { Barred } from "#domain";
import { understandText, withAccounts } from "./check.ts";

/** Members whose status may be one of these, and what signing in says of a 403. */
function barred(values: string, refusal: string, more = ""): Omit<Barred, "evidence"> | undefined {
  const text = withAccounts("")
    .replace(
      "token: { type: string } } }\n",
      `token: { type: string }, status: { type: string, enum: [${values}] }${more} } }\n`,
    )
    .replace('responses: { "200": { description: in,', `responses: { ${refusal} "200": { description: in,`);
  const found = understandText(text).accounts?.barred;
  if (!found) return undefined;
  const { evidence: _, ...rest } = found;
  return rest;
}

test("a 403 of signing in says which accounts are refused", () => {
  deepEqual(barred("ACTIVE, RESTING", '"403": { description: The member is resting },'), {
    field: "status",
    values: ["RESTING"],
  });
  deepEqual(barred("active, banned, new", '"403": { description: Forbidden },'), {
    field: "status",
    values: ["banned"],
  });
  deepEqual(
    barred(
      "ACTIVE, LOCKED, DELETED",
      '"403": { description: "No", content: { application/json: { schema: { type: object, properties: { code: { type: string } } }, example: { code: ACCOUNT_LOCKED } } } },',
      ", locked_until: { type: string, format: date-time, nullable: true }",
    ),
    { field: "status", values: ["LOCKED", "DELETED"], timed: { value: "LOCKED", until: "locked_until" } },
  );
});

test("without one, or without such a state, nobody is", () => {
  equal(barred("ACTIVE, LOCKED", ""), undefined);
  equal(barred("BRONZE, GOLD", '"403": { description: Account locked },'), undefined);
});

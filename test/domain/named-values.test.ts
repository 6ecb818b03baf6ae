import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { understandText } from "./check.ts";

const text = readFileSync(join(import.meta.dirname, "../whole/rehearsals.yaml"), "utf8");

function changed(part: string, other: string): ReturnType<typeof understandText> {
  assert.ok(text.includes(part), part);
  return understandText(text.replace(part, other));
}

function behaviourOf({ operations }: ReturnType<typeof understandText>, id: string) {
  return operations.find((operation) => operation.id === id)?.behaviour;
}

function reasonOf(domain: ReturnType<typeof understandText>, id: string): string | undefined {
  const found = behaviourOf(domain, id);
  return found?.kind === "custom" ? found.reason : undefined;
}

test("rows show what those hold that they must name, and end when those are over", () => {
  const rehearsal = understandText(text).entities.find(({ name }) => name === "Rehearsal");
  const meaningOf = (name: string): unknown =>
    rehearsal?.fields.find((field) => field.name === name)?.meaning;
  assert.deepEqual(meaningOf("piece_name"), {
    kind: "of-named",
    by: "piece_id",
    entity: "Piece",
    field: "name",
    type: "string",
  });
  assert.deepEqual(meaningOf("end"), {
    kind: "ends-after",
    start: "start",
    by: "piece_id",
    entity: "Piece",
    field: "length_minutes",
    unit: "minutes",
  });
});

test("a 409 of overlaps names the place that new rows must name", () => {
  const plan = behaviourOf(understandText(text), "planRehearsal");
  assert.deepEqual(plan?.kind === "create" && plan.conflicts, [
    { kind: "overlap", within: "hall_id", entity: "Hall", start: "start", end: "end" },
  ]);
  const told = changed("- A rehearsal begins as PLANNED", "- Rehearsals in one hall cannot overlap");
  assert.equal(reasonOf(told, "planRehearsal"), undefined);
  const nowhere = changed("overlaps with another rehearsal in the hall", "overlaps with another rehearsal");
  assert.equal(
    reasonOf(nowhere, "planRehearsal"),
    "it refuses some new rows as a conflict, by a rule that only words tell: It overlaps with another rehearsal",
  );
});

test("an end of which no words say how it comes about is left open", () => {
  const silent = changed("The end is automatically calculated based on the length of the piece", "Plans it");
  assert.equal(reasonOf(silent, "planRehearsal")?.startsWith("it refuses some new rows as a conflict"), true);
  const other = changed("based on the length of the piece", "based on the season");
  assert.notEqual(reasonOf(other, "planRehearsal"), undefined);
});

test("a name that two rows could have is no other row's", () => {
  const other = changed("piece_name: { type: string }", "piece_title: { type: string }").entities;
  const field = other
    .find(({ name }) => name === "Rehearsal")
    ?.fields.find(({ name }) => name === "piece_title");
  assert.notEqual(field?.meaning.kind, "of-named");
});

test("a state moves as arrows say also beside what may be left out", () => {
  const change = behaviourOf(understandText(text), "changeRehearsal");
  assert.deepEqual(change?.kind === "update" && change.moves, {
    field: "state",
    allowed: [
      { to: "HELD", from: ["PLANNED"] },
      { to: "DROPPED", from: ["PLANNED"] },
    ],
  });
});

test("a day asks for the one moment that is given, and a choice of another form is that field", () => {
  const list = behaviourOf(understandText(text), "listRehearsals");
  assert.ok(list?.kind === "list");
  assert.deepEqual(
    list.filters.map(({ by }) => by),
    [{ kind: "day", field: "start" }],
  );
  assert.deepEqual(
    list.sorting?.choices.map(({ field }) => field),
    ["start", "rent"],
  );
  const free = changed(
    "schema: { type: string, pattern: '^\\d{4}-\\d{2}-\\d{2}$' }",
    "schema: { type: string }",
  );
  assert.equal(
    reasonOf(free, "listRehearsals"),
    "nothing says what the query parameter date does to the list",
  );
});

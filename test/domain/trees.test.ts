import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { understandText } from "./check.ts";

const text = readFileSync(join(import.meta.dirname, "../whole/thesaurus.yaml"), "utf8");

/** Why operations are left open, by their ids, where a part of the contract says something else. */
function opened(part: string, other: string): Readonly<Record<string, string>> {
  assert.ok(text.includes(part), part);
  const { operations } = understandText(text.replace(part, other));
  return Object.fromEntries(
    operations.flatMap(({ id, behaviour }) => (behaviour.kind === "custom" ? [[id, behaviour.reason]] : [])),
  );
}

test("rows stand below one another where one operation makes them at the top and one below a row", () => {
  const { entities, operations, assumptions } = understandText(text);
  const [term] = entities;
  const meaningOf = (name: string): unknown => term?.fields.find((field) => field.name === name)?.meaning;
  assert.deepEqual(meaningOf("parentId"), { kind: "tree", tells: { is: "above", type: "integer" } });
  assert.deepEqual(meaningOf("depth"), { kind: "tree", tells: { is: "level", first: 1 } });
  assert.deepEqual(meaningOf("lineage"), {
    kind: "tree",
    tells: { is: "path", separator: ".", leads: false },
  });
  assert.deepEqual(meaningOf("narrower"), { kind: "children", representation: "TermNode" });
  const below = operations.find(({ id }) => id === "coinSubterm");
  assert.deepEqual([below?.module, below?.behaviour.kind], ["terms", "create"]);
  assert.ok(below?.behaviour.kind === "create" && "parameter" in below.behaviour);
  const nested = operations.find(({ id }) => id === "showHierarchy")?.behaviour;
  assert.equal(nested?.kind === "list" && nested.nested, "narrower");
  const plain = operations.find(({ id }) => id === "exportHierarchy")?.behaviour;
  assert.deepEqual(plain?.kind === "list" && plain.order.map(({ field }) => field), ["lineage", "id"]);
  const drop = operations.find(({ id }) => id === "dropTerm")?.behaviour;
  assert.deepEqual(drop?.kind === "delete" && drop.heldBy, [{ entity: "Term", field: "parentId" }]);
  assert.ok(assumptions.some((each) => each.text === "a Term below which others stand is not deleted"));
});

test("a path that is called after what a row names changes that, and no other path does", () => {
  const part = (given: string): unknown => {
    const found = understandText(given).operations.find(({ id }) => id === "setQuotationTerm")?.behaviour;
    return found?.kind === "update" ? found.part : found?.kind;
  };
  assert.equal(part(text), "termId");
  assert.equal(part(text.replace("/{id}/term:", "/{id}/heading:")), "custom");
  assert.equal(
    part(text.replace("properties: { termId: { type: [integer", "properties: { text: { type: [string")),
    "custom",
  );
});

test("how deep rows stand is left open where nothing says what it is at the top", () => {
  const reasons = opened("How deep it stands (1 for root terms)", "How deep it stands");
  const said = "answers promise depth, and nothing says what fills it (Term)";
  assert.equal(reasons["coinTerm"], said);
  assert.equal(reasons["coinSubterm"], said);
});

test("the way down is left open where its example is put together of other things than keys", () => {
  const reasons = opened('example: "12.40"', 'example: "animals.birds"');
  assert.equal(reasons["coinTerm"], "answers promise lineage, and nothing says what fills it (Term)");
});

test("without an operation that makes rows at the top there is no first one to stand below", () => {
  const start = text.indexOf("    post:\n      operationId: coinTerm");
  const end = text.indexOf("  /terms/hierarchy:");
  const { operations } = understandText(text.slice(0, start) + text.slice(end));
  assert.equal(operations.find(({ id }) => id === "coinSubterm")?.behaviour.kind, "custom");
});

test("a tree of which only some rows are asked for is left open", () => {
  const reasons = opened(
    "      operationId: showHierarchy\n",
    "      operationId: showHierarchy\n      parameters: [{ name: word, in: query, schema: { type: string } }]\n",
  );
  assert.deepEqual(reasons, {
    showHierarchy: "which rows a tree shows of which only some are asked for is not said",
  });
});

test("one row with those below it is left open", () => {
  const shown = `responses:
        "200": { description: The term, content: { application/json: { schema: { $ref: "#/components/schemas/Term`;
  const reasons = opened(shown, `${shown}Node`);
  assert.equal(reasons["readTerm"], "its answer shows the narrower of one row");
});

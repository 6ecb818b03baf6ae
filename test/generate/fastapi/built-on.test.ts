import { deepStrictEqual, match } from "node:assert/strict";
import { test } from "node:test";
import { runPipeline } from "../../fuzz/pipeline.ts";

/** The `schemas.py` of crates, of a contract that makes crates and does something beside. */
async function schemasOf(paths: object): Promise<string> {
  const contract = {
    openapi: "3.1.0",
    info: { title: "Yard", version: "1" },
    paths: { "/crates": make, ...paths },
  };
  const { files = [], problems } = await runPipeline("openapi.json", JSON.stringify(contract));
  deepStrictEqual(problems, []);
  return files.find(({ path }) => path === "app/crates/schemas.py")?.text ?? "";
}

const row = (names: readonly string[], required: readonly string[] = names) => ({
  type: "object",
  required,
  properties: Object.fromEntries(names.map((name) => [name, type(name)])),
});
const type = (name: string) =>
  name === "id" ? { type: "string", format: "uuid" } : { type: name === "weight" ? "integer" : "string" };
const answer = (description: string, schema: object) => ({
  description,
  content: { "application/json": { schema } },
});
const list = (names: readonly string[], required?: readonly string[]) => ({
  get: { responses: { 200: answer("all", { type: "array", items: row(names, required) }) } },
});

const make = {
  post: {
    operationId: "make",
    requestBody: {
      required: true,
      content: { "application/json": { schema: row(["label", "weight", "colour", "note"]) } },
    },
    responses: { 201: answer("made", row(["id", "label", "weight", "colour", "note"])) },
  },
};

test("a form builds on no form that no operation answers", async () => {
  const schemas = await schemasOf({ "/reports/crate-labels": list(["id", "label", "weight"], []) });
  match(schemas, /class Crate\(ResponseModel\):\n {4}id: UUID\n {4}label: str\n {4}weight: int\n/);
});

const one = (names: readonly string[]) => ({
  get: {
    parameters: [{ name: "id", in: "path", required: true, schema: type("id") }],
    responses: { 200: answer("one", row(names)), 404: { description: "none" } },
  },
});

test("forms stand each after the one that it builds on", async () => {
  const schemas = await schemasOf({
    "/crates": { ...make, ...list(["id", "label", "weight"]) },
    "/crates/{id}": one(["id", "label", "weight", "colour"]),
  });
  deepStrictEqual(schemas.match(/class .*ResponseModel.*|class Crate.*/g), [
    "class CrateListItem2(ResponseModel):",
    "class CrateListItem(CrateListItem2):",
    "class Crate(CrateListItem):",
  ]);
});

import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { withAccounts } from "../../domain/check.ts";
import { harmful } from "../../fuzz/judge-python.ts";
import { runPipeline } from "../../fuzz/pipeline.ts";

const rows = `{ description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Crate" } } } } }`;

test("tests that load rows and grant roles keep apart what both call insert", async () => {
  const contract = withAccounts(
    `  /crates:
    get: { operationId: all, x-roles: [keeper], security: [{ bearer: [] }], responses: { "200": ${rows}, "403": { description: not for you } } }`,
    "    Crate: { type: object, required: [id, label], properties: { id: { type: integer }, label: { type: string } } }",
  );
  const { problems, files, domain } = await runPipeline("test.yaml", contract);
  deepEqual(harmful(problems), []);
  deepEqual(domain?.roles?.names, ["keeper"]);
  const api = files?.find(({ path }) => path === "tests/api.py")?.text ?? "";
  equal(api.includes("database.insert("), true);
});

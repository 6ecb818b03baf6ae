import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { build, temporaryFolder } from "./harness.ts";

const answered = {
  responses: { 200: { description: "Done", content: { "application/json": { schema: {} } } } },
};
const place = { name: "place", in: "path", required: true, schema: { type: "string" } };
const since = { name: "X-Since", in: "header", required: true, schema: { type: "integer" } };
const contract = {
  openapi: "3.1.0",
  info: { title: "Weather", version: "1" },
  security: [{ key: [] }],
  components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
  paths: {
    "/guess": { post: { summary: "Guesses", ...answered } },
    "/{place}/guess": { get: { summary: "Guesses", parameters: [place, since], ...answered } },
  },
};

// A proof of nothing derived is no proof that failed: what is open is open, and what stands around it works.
for (const database of ["sqlite", "postgresql"])
  test(`on ${database}: a contract that says nothing of what it is for is built as far as it goes`, async () => {
    const folder = temporaryFolder();
    const path = join(folder, "weather.json");
    writeFileSync(path, JSON.stringify(contract, null, 2));
    const { code, report, stderr } = await build([path, join(folder, "project"), "--database", database]);
    const broken = report.gates.filter(({ holds }) => !holds);
    assert.deepEqual(broken, [], stderr);
    assert.equal(code, 3);
    assert.equal(report.leftOpen.length, 2);
    const conformance = report.gates.find(({ gate }) => gate === "conformance");
    assert.match(conformance?.summary ?? "", /; [1-9]\d* test cases/);
  });

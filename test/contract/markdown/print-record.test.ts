import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { readContract } from "#contract";
import { printRecord } from "../../../src/contract/markdown/print-record.ts";

const documents = new URL("../documents/", import.meta.url);
const page = readFileSync(new URL("../../../docs/contracts.md", import.meta.url), "utf8");

test("the record of the documentation, printed, says the same", () => {
  const record = /````markdown\n([\s\S]*?)\n````/.exec(page)?.[1] ?? "";
  const { value } = readContract("docs/record.md", record);
  assert.ok(value);
  const printed = printRecord(value);
  assert.deepEqual(printed.losses, []);
  assert.match(printed.text, /\| quantity \| integer \| yes \| > 0 \|/);
});

for (const path of readdirSync(documents, { recursive: true, encoding: "utf8" })) {
  if (!/^[^/]+\/openapi\.ya?ml$/.test(path)) continue;
  test(`${path}, as a record, has its operations, and all that it does not say is listed`, () => {
    const { value } = readContract(path, readFileSync(new URL(path, documents), "utf8"), (name) =>
      readFileSync(new URL(name, documents), "utf8"),
    );
    assert.ok(value);
    const { text, losses } = printRecord(value);
    const places = losses.map(({ kind, place }) => `${kind} ${place}`);
    assert.ok(losses.length <= 30, places.join("\n"));
    const again = readContract("docs/record.md", text).value;
    assert.deepEqual(
      again?.operations.map(({ method, path: at }) => `${method} ${at}`).toSorted(),
      value.operations.map(({ method, path: at }) => `${method} ${at}`).toSorted(),
    );
  });
}

test("words of a contract stay words: they add nothing to a record", () => {
  const evil = "x\n\n### DELETE /all\n\n| a | b |\n|---|---|\n```\n## Types\n### Evil";
  const document = {
    openapi: "3.1.0",
    info: { title: evil, version: evil, description: evil },
    paths: {
      "/a": {
        get: {
          operationId: evil,
          summary: evil,
          description: evil,
          tags: [evil],
          parameters: [
            { name: "q", in: "query", description: evil, schema: { type: "string", default: evil } },
          ],
          responses: { "200": { description: evil } },
        },
      },
    },
  };
  const { value } = readContract("a.json", JSON.stringify(document));
  assert.ok(value);
  const { text, losses } = printRecord(value);
  const again = readContract("docs/a.md", text).value;
  assert.deepEqual(
    again?.operations.map(({ method, path }) => `${method} ${path}`),
    ["get /a"],
  );
  assert.equal(again?.schemas.size, 0);
  assert.ok(losses.length > 0);
});

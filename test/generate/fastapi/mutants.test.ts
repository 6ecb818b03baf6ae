import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { parse } from "yaml";
import { formatPython } from "#python";
import { emitApp } from "../../../src/generate/fastapi/app/index.ts";
import { makeMutants } from "../../../src/generate/fastapi/mutants/index.ts";
import { sampleOf, shelf } from "./project-sample.ts";

const conduit = parse(
  readFileSync(join(import.meta.dirname, "../../../examples/conduit/openapi.yml"), "utf8"),
) as object;

describe("a wrong version", () => {
  for (const [title, contract] of Object.entries({ conduit, shelf: shelf() }))
    for (const database of ["sqlite", "postgresql"] as const)
      test(`of ${title} on ${database} is Python, differs, and is to be noticed by tests that there are`, () => {
        const { blueprint } = sampleOf(contract, { database });
        const code = emitApp(blueprint);
        const mutants = makeMutants(blueprint, code);
        assert.ok(mutants.length >= 5);
        for (const { id, path, text } of mutants) {
          assert.doesNotThrow(() => formatPython(text), id);
          const right = code.find((file) => file.path === path);
          assert.ok(right !== undefined && right.text !== text, id);
        }
        const ids = mutants.map(({ id }) => id);
        assert.deepEqual([...new Set(ids)], ids);
      });

  test("of what is left open answers as though it were done, also where nothing is derived", () => {
    const { blueprint } = sampleOf({
      openapi: "3.1.0",
      info: { title: "Weather", version: "1" },
      paths: { "/weather/{place}/guess": { post: { responses: { 200: { description: "A guess" } } } } },
    });
    const [only, ...others] = makeMutants(blueprint, emitApp(blueprint));
    assert.deepEqual(others, []);
    assert.match(only?.text ?? "", /^ {4}return None\n {4}raise LeftOpenError\(/m);
  });

  test("of a list turns each key of its order round", () => {
    const { blueprint } = sampleOf(shelf());
    const turned = makeMutants(blueprint, emitApp(blueprint)).find(({ id }) => id.includes("reverses"));
    assert.match(
      turned?.text ?? "",
      /\.order_by\(\*\(key\.desc\(\) for key in \(Book\.created_at, Book\.id,\)\)\)/,
    );
  });
});

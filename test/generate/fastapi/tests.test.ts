import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { parse, stringify } from "yaml";
import { renameContract } from "../../../examples/rename/rename.ts";
import type { Json } from "../../../examples/rename/rewrite.ts";
import { readVocabulary } from "../../../examples/rename/vocabulary.ts";
import { emitExampleServer } from "../../../src/generate/fastapi/example-server.ts";
import { type EmittedTests, emitTests } from "../../../src/generate/fastapi/tests/index.ts";
import { blueprintOf, checkNothingUnused, checkTests, linter, textOf } from "./check-tests.ts";

const root = join(import.meta.dirname, "../../..");
const conduit = readFileSync(join(root, "examples/conduit/openapi.yml"), "utf8");

suite("conduit", () => {
  const blueprint = blueprintOf(conduit);
  const emitted = emitTests(blueprint);

  test("is formatted, clean, and imports the skeleton alone", () => checkTests(emitted));
  test("has no helper, factory or fixture that nothing uses", () => checkNothingUnused(emitted));

  test("shows an effect of every operation", () => {
    const effects = new Set(
      emitted.tests.flatMap(({ kind, operation }) => (kind === "effect" ? [operation] : [])),
    );
    for (const { id } of blueprint.contract.operations) assert.ok(effects.has(id), id);
  });

  test("is the same each time", () => {
    assert.deepEqual(emitTests(blueprintOf(conduit)), emitted);
  });

  test("makes databases of its own on PostgreSQL", () => {
    const other = emitTests(blueprintOf(conduit, "postgresql"));
    checkTests(other);
    checkNothingUnused(other);
    assert.match(textOf(other, "tests/conftest.py"), /CREATE DATABASE/);
    // There a transaction may be ended for another's sake; SQLite lets one write at a time.
    const retried = other.tests.filter(({ nodeId }) => nodeId.endsWith("met_a_deadlock"));
    assert.equal(retried.length, 1);
    assert.deepEqual(
      other.tests.filter((each) => !retried.includes(each)),
      emitted.tests,
    );
  });

  test("has an example server that answers every operation", () => {
    const [file] = emitExampleServer(blueprint);
    assert.ok(file);
    assert.equal(linter.format(file.text), file.text);
    for (const { method } of blueprint.contract.operations)
      assert.ok(file.text.includes(`"${method.toUpperCase()}"`));
    assert.ok(file.text.indexOf("/articles/feed") < file.text.indexOf("/articles/{part1}"));
  });
});

suite("names that stand in Python's way", () => {
  const blueprint = blueprintOf(readFileSync(join(import.meta.dirname, "tests-hostile.yaml"), "utf8"));
  const emitted = emitTests(blueprint);

  test("are clean and complete", () => {
    checkTests(emitted);
    checkNothingUnused(emitted);
  });

  test("give no helper two meanings for one argument", () => {
    assert.match(
      textOf(emitted, "tests/api.py"),
      /async def create\(client: AsyncClient, owner: Account, \/, /,
    );
  });
});

for (const name of ["recipes", "observatory"]) {
  suite(name, () => {
    const vocabulary = readVocabulary(readFileSync(join(root, `examples/rename/${name}.yaml`), "utf8"));
    const copy = renameContract(parse(conduit) as Json, vocabulary.value);
    const emitted = emitTests(blueprintOf(stringify(copy.value)));

    test("has as many tests of each kind", () => {
      const count = (kind: string, { tests }: EmittedTests) =>
        tests.filter((each) => each.kind === kind).length;
      const original = emitTests(blueprintOf(conduit));
      for (const kind of ["effect", "shape", "guard"])
        assert.equal(count(kind, emitted), count(kind, original));
    });

    test("is clean and complete", () => {
      checkTests(emitted);
      checkNothingUnused(emitted);
    });

    test("knows no word of the original", () => {
      for (const { path, text } of emitted.files)
        assert.doesNotMatch(
          `${path}\n${text}`,
          /articles?\b|favorite|profile|username|tag_?list|\bbio\b|conduit|first title/i,
        );
    });
  });
}

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import * as ruff from "@astral-sh/ruff-wasm-nodejs";
import { parse, stringify } from "yaml";
import { readContract } from "#contract";
import { understand } from "#domain";
import { renameContract } from "../../../examples/rename/rename.ts";
import type { Json } from "../../../examples/rename/rewrite.ts";
import { readVocabulary } from "../../../examples/rename/vocabulary.ts";
import { type Blueprint, type Database, drawBlueprint } from "../../../src/generate/fastapi/blueprint.ts";
import { emitExampleServer } from "../../../src/generate/fastapi/example-server.ts";
import { type EmittedTests, emitTests } from "../../../src/generate/fastapi/tests/index.ts";
import { codeOf } from "../../../src/generate/fastapi/tests/statements.ts";

const root = join(import.meta.dirname, "../../..");
const conduit = readFileSync(join(root, "examples/conduit/openapi.yml"), "utf8");

function blueprintOf(text: string, database: Database = "sqlite"): Blueprint {
  const { value, findings } = readContract("openapi.yml", text);
  assert.deepEqual(
    findings.filter(({ severity }) => severity === "error"),
    [],
  );
  assert.ok(value);
  return drawBlueprint(understand(value).value, value, database);
}

const linter = new ruff.Workspace(
  {
    "line-length": 100,
    "target-version": "py312",
    lint: {
      select: ["ALL"],
      ignore: [
        "COM812",
        "CPY",
        "D1",
        "D203",
        "D213",
        "EM",
        "TRY003",
        "PLR2004",
        "S101",
        "S105",
        "S106",
        "FBT001",
        "INP001",
      ],
      isort: { "known-first-party": ["app", "tests"] },
    },
  },
  ruff.PositionEncoding.Utf16,
);

function brokenRules(text: string): readonly string[] {
  const found: readonly { code: string | null; message: string }[] = linter.check(text);
  return found.map(({ code, message }) => `${code} ${message}`);
}

function textOf(emitted: EmittedTests, path: string): string {
  const file = emitted.files.find((candidate) => candidate.path === path);
  assert.ok(file, `no ${path}`);
  return file.text;
}

const skeleton = ["app.main", "app.settings", "app.database", "app"];

/** What holds for the tests of every contract. */
function checkTests(emitted: EmittedTests): void {
  for (const { path, text } of emitted.files) {
    assert.deepEqual(brokenRules(text), [], path);
    assert.equal(linter.format(text), text, path);
    for (const [, module = ""] of text.matchAll(/^from (app[.\w]*) import/gm))
      assert.ok(skeleton.includes(module), `${path} imports ${module}`);
  }
  for (const { nodeId } of emitted.tests) {
    const [path = "", name = ""] = nodeId.split("::");
    const found = textOf(emitted, path).match(new RegExp(`^async def ${name}\\(`, "gm"));
    assert.equal(found?.length, 1, nodeId);
  }
  const defined = emitted.files.flatMap(({ text }) => text.match(/^async def test_\w+/gm) ?? []);
  assert.equal(defined.length, emitted.tests.length);
  const guards = emitted.tests.filter(({ kind }) => kind === "guard");
  assert.ok(guards.length <= emitted.tests.length * 0.05, `${guards.length} guards`);
  assert.ok(guards.every(({ reason }) => reason !== undefined));
}

/** Names that a module defines at its top. */
function definitions(text: string): readonly string[] {
  return [...text.matchAll(/^(?:async def|def|class|type) (\w+)|^(\w+)(?:: [^=\n]+)? = /gm)].map(
    ([, defined, assigned]) => defined ?? assigned ?? "",
  );
}

function checkNothingUnused(emitted: EmittedTests): void {
  const texts = emitted.files.map(({ path, text }) => ({ path, code: codeOf(text) }));
  const named = new Set(
    emitted.files.flatMap(({ text }) =>
      [...text.matchAll(/\.usefixtures\("(\w+)"\)/g)].map(([, name]) => name),
    ),
  );
  for (const path of ["tests/api.py", "tests/factories.py", "tests/conftest.py"]) {
    for (const defined of definitions(textOf(emitted, path))) {
      const uses = texts.flatMap(({ code }) => code.match(new RegExp(`\\b${defined}\\b`, "g")) ?? []);
      assert.ok(uses.length > 1 || named.has(defined), `${path} defines ${defined}, and nothing uses it`);
    }
  }
}

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

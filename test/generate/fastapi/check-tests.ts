import assert from "node:assert/strict";
import * as ruff from "@astral-sh/ruff-wasm-nodejs";
import { readContract } from "#contract";
import { understand } from "#domain";
import { type Blueprint, type Database, drawBlueprint } from "../../../src/generate/fastapi/blueprint.ts";
import type { EmittedTests } from "../../../src/generate/fastapi/tests/index.ts";
import { codeOf } from "../../../src/generate/fastapi/tests/statements.ts";

export function blueprintOf(text: string, database: Database = "sqlite"): Blueprint {
  const { value, findings } = readContract("openapi.yml", text);
  assert.deepEqual(
    findings.filter(({ severity }) => severity === "error"),
    [],
  );
  assert.ok(value);
  return drawBlueprint(understand(value).value, value, database);
}

export const linter = new ruff.Workspace(
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

export function brokenRules(text: string): readonly string[] {
  const found: readonly { code: string | null; message: string }[] = linter.check(text);
  return found.map(({ code, message }) => `${code} ${message}`);
}

export function textOf(emitted: EmittedTests, path: string): string {
  const file = emitted.files.find((candidate) => candidate.path === path);
  assert.ok(file, `no ${path}`);
  return file.text;
}

const skeleton = ["app.main", "app.settings", "app.database", "app"];

/** What holds for the tests of every contract. */
export function checkTests(emitted: EmittedTests): void {
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

export function checkNothingUnused(emitted: EmittedTests): void {
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

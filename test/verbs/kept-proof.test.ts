import assert from "node:assert/strict";
import { test } from "node:test";
import { openMemory } from "#workspace";
import { digestTree, isProven, proofFile, standingFiles } from "../../src/verbs/build/kept-proof.ts";

const files = [
  { path: "app/a.py", text: "a = 1\n" },
  { path: "app/b.py", text: "b = 1\n" },
];

function targetWith(texts: Readonly<Record<string, string>>) {
  return openMemory({ files: texts });
}

function proofOf(holds: boolean, tree: string, keelback = "1.0.0"): string {
  return JSON.stringify({ holds, digests: { tree }, versions: { keelback } });
}

const standing = { "app/a.py": "a = 1\n", "app/b.py": "b = 1\n" };

test("a proof that held stands for just the files and the program that it was made of", () => {
  const proven = targetWith({ ...standing, [proofFile]: proofOf(true, digestTree(files)) });
  assert.ok(isProven(proven, standingFiles(proven, files), "1.0.0"));
  assert.ok(!isProven(proven, standingFiles(proven, files), "1.0.1"), "another version may see more");
});

test("a proof that failed, of other files, or that cannot be read, is none", () => {
  const edited = { ...standing, "app/b.py": "b = 2\n" };
  for (const texts of [
    { ...standing, [proofFile]: proofOf(false, digestTree(files)) },
    { ...edited, [proofFile]: proofOf(true, digestTree(files)) },
    { "app/a.py": "a = 1\n", [proofFile]: proofOf(true, digestTree(files)) },
    { ...standing, [proofFile]: '{"holds": true}' },
    { ...standing, [proofFile]: "null" },
    { ...standing, [proofFile]: "{" },
    standing,
  ]) {
    const target = targetWith(texts);
    assert.ok(!isProven(target, standingFiles(target, files), "1.0.0"), JSON.stringify(texts));
  }
});

test("paths and texts cannot be mistaken for each other", () => {
  assert.notEqual(
    digestTree([{ path: "a", text: "b" }]),
    digestTree([
      { path: "a", text: "" },
      { path: "b", text: "" },
    ]),
  );
});

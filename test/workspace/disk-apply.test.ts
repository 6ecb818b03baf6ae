import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openDisk, recover } from "#workspace";
import { changesOfTheTest, makeTree, readTree, treeAfter, treeBefore } from "./trees.ts";

test("writes, overwrites and deletes in one step and leaves nothing of its own", () => {
  const root = makeTree(treeBefore);
  assert.deepEqual(openDisk({ root }).apply(changesOfTheTest), { ok: true });
  assert.deepEqual(readTree(root), treeAfter);
  assert.equal(statSync(join(root, "run.sh")).mode & 0o111, 0o111);
});

test("makes the root where it is missing, and takes it away again when refused", () => {
  const root = join(makeTree(), "new", "project");
  const refused = openDisk({ root }).apply([{ kind: "write", path: "../x", text: "" }]);
  assert.equal(refused.ok, false);
  assert.equal(existsSync(root), false);
  assert.deepEqual(openDisk({ root }).apply([{ kind: "write", path: "a.txt", text: "a" }]), { ok: true });
  assert.deepEqual(readTree(root), { "a.txt": "a" });
});

test("refuses every way out of the root, and then writes nothing at all", () => {
  const outside = makeTree({ "secret.txt": "secret" });
  const root = makeTree(treeBefore);
  symlinkSync(outside, join(root, "link"));
  symlinkSync(join(outside, "secret.txt"), join(root, "link.txt"));
  symlinkSync(join(outside, "absent.txt"), join(root, "dangling.txt"));
  const paths = [
    "../x",
    "/etc/x",
    "app/../../x",
    "link/x",
    "link/../../x",
    "link.txt",
    "dangling.txt",
    "a\0b",
    ".",
    "",
  ];
  for (const path of [...paths, ".git/hooks/pre-commit", ".GIT/config", ".keelback/local/x"]) {
    const result = openDisk({ root }).apply([
      { kind: "write", path: "app/main.py", text: "new" },
      { kind: "write", path, text: "x" },
    ]);
    assert.equal(result.ok, false, path);
    assert.equal(!result.ok && result.reason, "outside-target", path);
  }
  assert.equal(readFileSync(join(root, "app/main.py"), "utf8"), "old\n");
  assert.deepEqual(readTree(outside), { "secret.txt": "secret" });
});

test("follows a link that stays inside the root", () => {
  const root = makeTree({ "docs/README.md": "old" });
  symlinkSync("docs/README.md", join(root, "README.md"));
  assert.deepEqual(openDisk({ root }).apply([{ kind: "write", path: "README.md", text: "new" }]), {
    ok: true,
  });
  assert.deepEqual(readTree(root), { "docs/README.md": "new" });
});

test("a folder where a file should be, or a file where a folder should be, refuses the whole step", () => {
  const root = makeTree(treeBefore);
  for (const path of ["app", "notes.md/x.py", "notes.md/x/y.py"]) {
    const result = openDisk({ root }).apply([
      { kind: "write", path: "app/main.py", text: "new" },
      { kind: "write", path, text: "x" },
    ]);
    assert.equal(!result.ok && result.reason, "io");
  }
  assert.deepEqual(readTree(root), treeBefore);
});

test("keeps the rights that a file had", () => {
  const root = makeTree({ "run.sh": "old", "key.txt": "old" });
  chmodSync(join(root, "run.sh"), 0o755);
  chmodSync(join(root, "key.txt"), 0o600);
  openDisk({ root }).apply([
    { kind: "write", path: "run.sh", text: "new" },
    { kind: "write", path: "key.txt", text: "new" },
  ]);
  assert.equal(statSync(join(root, "run.sh")).mode & 0o777, 0o755);
  assert.equal(statSync(join(root, "key.txt")).mode & 0o777, 0o600);
});

test("a journal that came with a tree is no way to write where apply would not", () => {
  for (const path of [".git/hooks/pre-commit", "../escaped.txt", "/tmp/keelback-escaped.txt"]) {
    const root = makeTree(treeBefore);
    const staging = join(root, ".keelback/local/staging");
    mkdirSync(join(staging, "new"), { recursive: true });
    writeFileSync(join(staging, "new/0"), "#!/bin/sh\n");
    const entries = [{ kind: "write", path, name: "0", existed: false }];
    writeFileSync(join(staging, "journal.json"), JSON.stringify({ durable: false, entries }));
    assert.deepEqual(recover(root), { kind: "rolled-back", files: 0 });
    assert.deepEqual(readTree(root), treeBefore);
  }
  const root = makeTree({ ".keelback/local/staging/journal.json": "{" });
  assert.notEqual(recover(root).kind, "completed");
});

test("takes folders away only below the root or the cache", () => {
  const cache = makeTree({ "a/b.txt": "" });
  const root = makeTree(treeBefore);
  const workspace = openDisk({ root, environment: { KEELBACK_CACHE: cache } });
  assert.equal(workspace.removeFolder(".").ok, false);
  assert.equal(workspace.removeFolder("..").ok, false);
  assert.equal(workspace.removeFolder(cache).ok, false);
  assert.deepEqual(workspace.removeFolder(join(cache, "a")), { ok: true });
  assert.deepEqual(workspace.removeFolder("app"), { ok: true });
  assert.deepEqual(readTree(root), { "notes.md": "by hand\n" });
  assert.deepEqual(readTree(cache), {});
});

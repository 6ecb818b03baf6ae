import assert from "node:assert/strict";
import { test } from "node:test";
import { openMemory } from "#workspace";

test("files are written, listed and deleted all at once", () => {
  const workspace = openMemory({ files: { "a.txt": "a", "sub/b.txt": "b" } });
  const refused = workspace.apply([
    { kind: "write", path: "c.txt", text: "c" },
    { kind: "write", path: "../x", text: "" },
  ]);
  assert.equal(!refused.ok && refused.reason, "outside-target");
  assert.deepEqual(workspace.list("."), ["a.txt", "sub/b.txt"]);
  workspace.apply([
    { kind: "write", path: "c.txt", text: "c" },
    { kind: "delete", path: "a.txt" },
  ]);
  assert.deepEqual(workspace.list("."), ["c.txt", "sub/b.txt"]);
  assert.deepEqual(workspace.list(".", ["sub"]), ["c.txt"]);
  assert.deepEqual(workspace.folders("."), ["sub"]);
  assert.equal(workspace.at("sub").readText("b.txt"), "b");
  workspace.removeFolder("sub");
  assert.equal(workspace.exists("sub"), false);
});

test("programs are played and locks exclude", async () => {
  const workspace = openMemory({
    run: ({ program }) => (program === "git" ? { stdout: "main\n" } : undefined),
  });
  assert.equal((await workspace.run({ program: "git", arguments: [] })).stdout, "main\n");
  assert.equal((await workspace.run({ program: "hg", arguments: [] })).status, "not-found");
  assert.equal(workspace.commands.length, 2);
  const lock = await workspace.lock({ purpose: "build" });
  assert.equal((await workspace.lock({ purpose: "build" })).ok, false);
  if (lock.ok) lock.release();
  assert.equal((await workspace.lock({ purpose: "build" })).ok, true);
});

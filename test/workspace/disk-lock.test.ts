import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openDisk } from "#workspace";
import { makeTree, readTree } from "./trees.ts";

/** A process that tries for the lock of `root`, says what came of it and waits. */
async function holdElsewhere(root: string, waitMs = 0): Promise<{ child: ChildProcess; said: string }> {
  const code = `
    import { openDisk } from "#workspace";
    const lock = await openDisk({ root: ${JSON.stringify(root)} }).lock({ purpose: "build of library.yaml", waitMs: ${waitMs} });
    console.log(JSON.stringify(lock));
    process.stdin.on("data", () => { lock.release?.(); process.exit(0); });`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", code], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdout?.setEncoding("utf8");
  const [said] = (await once(child.stdout as NodeJS.ReadableStream, "data")) as [string];
  return { child, said };
}

async function end(child: ChildProcess, how: "release" | "kill"): Promise<void> {
  const closed = once(child, "close");
  if (how === "kill") child.kill("SIGKILL");
  else child.stdin?.write("go\n");
  await closed;
}

test("a second process is refused with a sentence that names the first, until it ends", async () => {
  const root = makeTree();
  const { child } = await holdElsewhere(root);
  const workspace = openDisk({ root });
  const refused = await workspace.lock({ purpose: "build" });
  assert.ok(!refused.ok);
  assert.match(
    refused.message,
    new RegExp(`build of library.yaml is at work here \\(process ${child.pid} since 2`),
  );
  const write = workspace.apply([{ kind: "write", path: "a.txt", text: "" }]);
  assert.equal(!write.ok && write.reason, "locked");
  await end(child, "release");
  assert.deepEqual(readTree(root), {});
  assert.equal((await workspace.lock({ purpose: "build" })).ok, true);
});

test("whoever may wait gets the lock when the holder ends", async () => {
  const root = makeTree();
  const { child } = await holdElsewhere(root);
  const waiting = openDisk({ root }).lock({ purpose: "build", waitMs: 10_000 });
  await end(child, "release");
  assert.equal((await waiting).ok, true);
});

test("the lock of a killed process, or of a number given out again, holds nobody up", async () => {
  const root = makeTree();
  const { child } = await holdElsewhere(root);
  await end(child, "kill");
  const scratch = join(root, ".keelback/local");
  const [claim = ""] = readdirSync(scratch);
  const [name, , , host] = claim.split(".");
  writeFileSync(join(scratch, `${name}.${process.pid}.1.${host}.1.claim`), "{}");
  const lock = await openDisk({ root }).lock({ purpose: "build" });
  assert.ok(lock.ok);
  assert.equal(readdirSync(scratch).length, 1);
  lock.release();
  assert.deepEqual(readTree(root), {});
});

test("the claim of another machine is respected", async () => {
  const root = makeTree({ ".keelback/local/tree.1.1.somewhere.1.claim": "" });
  const refused = await openDisk({ root }).lock({ purpose: "build" });
  assert.match(refused.ok ? "" : refused.message, /on another machine/);
});

test("of several at once exactly one gets it, the others in turn", async () => {
  const root = makeTree();
  const all = await Promise.all(Array.from({ length: 4 }, () => holdElsewhere(root)));
  const holders = all.filter(({ said }) => said.includes('"ok":true'));
  assert.ok(holders.length <= 1, "two hold the lock");
  await Promise.all(all.map(({ child }) => end(child, "release")));
});

test("the holder itself may write, and other names are other locks", async () => {
  const root = makeTree();
  const workspace = openDisk({ root });
  const lock = await workspace.lock({ purpose: "build" });
  assert.ok(lock.ok);
  assert.deepEqual(workspace.apply([{ kind: "write", path: "a.txt", text: "a" }]), { ok: true });
  const other = await workspace.lock({ purpose: "x", name: "other" });
  assert.ok(other.ok);
  assert.equal((await workspace.lock({ purpose: "build" })).ok, false);
  other.release();
  lock.release();
  assert.deepEqual(readTree(root), { "a.txt": "a" });
});

test("a folder that was only made for the lock is gone with it", async () => {
  const root = join(makeTree(), "not-there-yet");
  const lock = await openDisk({ root }).lock({ purpose: "build" });
  assert.ok(lock.ok);
  lock.release();
  assert.ok(!existsSync(root));
});

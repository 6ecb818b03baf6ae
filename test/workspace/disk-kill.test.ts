import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openDisk, recover } from "#workspace";
import { isBrief } from "../fuzz/rounds.ts";
import { changesOfTheTest, makeTree, onFileSystemCall, readTree, treeAfter, treeBefore } from "./trees.ts";

const script = join(import.meta.dirname, "apply-until-killed.ts");

/** Is the tree as before or as after? Neither fails. The claim of a dead process may stay until the next lock. */
function judge(root: string, message: string): "before" | "after" {
  const files = Object.entries(readTree(root)).filter(([path]) => !path.startsWith(".keelback/"));
  const tree = Object.fromEntries(files);
  const outcome = "run.sh" in tree ? "after" : "before";
  assert.deepEqual(tree, outcome === "after" ? treeAfter : treeBefore, message);
  return outcome;
}

/** From the call on nothing reaches the disk any more, as if the process had died there. */
function applyAndDieAt(root: string, point: number, environment = process.env): boolean {
  const workspace = openDisk({ root, environment });
  let dead = false;
  const restore = onFileSystemCall((call) => {
    dead ||= call === point;
    if (dead) throw new Error("dead");
  });
  try {
    workspace.apply(changesOfTheTest);
  } catch {
    // The death itself.
  }
  restore();
  const scratch = join(root, ".keelback/local");
  const left = existsSync(scratch) ? readdirSync(scratch) : [];
  for (const file of left.filter((name) => name.endsWith(".claim"))) rmSync(join(scratch, file));
  return dead;
}

const inCache = { KEELBACK_CACHE: tmpdir() }; // Not made durable, which takes most of the time.

test("dying at any file system call, the tree is as before or as after once recovered", () => {
  for (const { environment, every } of [
    { environment: inCache, every: isBrief ? 3 : 1 },
    { environment: process.env, every: isBrief ? 36 : 12 },
  ]) {
    const outcomes = { before: 0, after: 0 };
    for (let point = 1; ; point += every) {
      const root = makeTree(treeBefore);
      if (!applyAndDieAt(root, point, environment)) break;
      assert.notEqual(recover(root).kind, "failed", `call ${point}`);
      outcomes[judge(root, `call ${point}`)] += 1;
      const next = openDisk({ root, environment: inCache }).apply([
        { kind: "write", path: "next.txt", text: "" },
      ]);
      assert.deepEqual(next, { ok: true });
    }
    assert.ok(outcomes.before * every > 30 && outcomes.after * every > 10, JSON.stringify(outcomes));
  }
});

test("dying again while recovering changes nothing about that", () => {
  for (const first of [35, 65]) {
    for (let second = 1; ; second += 5) {
      const root = makeTree(treeBefore);
      assert.ok(applyAndDieAt(root, first, inCache));
      if (!applyAndDieAt(root, second, inCache)) break;
      recover(root);
      judge(root, `calls ${first} and ${second}`);
    }
  }
});

function runUntilKilled(root: string, killAt: number, killAfterMs?: number): Promise<boolean> {
  return new Promise((answer) => {
    const child = spawn(process.execPath, [script, root, String(killAt)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    child.stdout.on("data", () => {
      if (killAfterMs !== undefined) setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    });
    child.on("close", (_, signal) => answer(signal === "SIGKILL"));
  });
}

test("killed for good at some calls and at some moments, likewise", async () => {
  for (const point of [25, 80]) {
    const root = makeTree(treeBefore);
    assert.ok(await runUntilKilled(root, point), `call ${point}`);
    openDisk({ root }); // Opening recovers.
    judge(root, `call ${point}`);
  }
  for (const moment of [0, 2, 8]) {
    const root = makeTree(treeBefore);
    await runUntilKilled(root, 0, moment);
    openDisk({ root });
    judge(root, `after ${moment} ms`);
  }
});

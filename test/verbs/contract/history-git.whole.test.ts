import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { makeTree } from "../../workspace/trees.ts";

const main = join(import.meta.dirname, "../../../src/surfaces/cli/main.ts");
const environment = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_EDITOR: "true" };

function contract(name: string, type: string): string {
  return `openapi: 3.1.0
info: { title: ${name}, version: 1.0.0 }
paths: { /${name}: { get: { responses: { "200": { description: it } } } } }
components: { schemas: { ${name}Row: { type: object, properties: { value: { type: ${type} } } } } }
`;
}

function git(root: string, ...words: readonly string[]): string {
  const names = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
  return execFileSync("git", [...names, ...words], { cwd: root, env: environment, encoding: "utf8" });
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
}

function keelback(root: string, words: readonly string[], killAfterMs?: number): Promise<Ended> {
  return new Promise((answer) => {
    const child = spawn(process.execPath, [main, ...words], { cwd: root, env: environment });
    let out = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (out += String(text)));
    if (killAfterMs !== undefined) setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    child.on("close", (code) => answer({ code, out }));
  });
}

const accept = (root: string, ...words: readonly string[]) =>
  keelback(root, ["contract", "accept", ...words, "--why", "test", "--by", "Ada"]);

async function verified(root: string): Promise<{ readonly entries: number; readonly heads: number }> {
  const { code, out } = await keelback(root, ["contract", "history", "--verify", "--json"]);
  strictEqual(code, 0, out);
  const { entries, heads } = JSON.parse(out) as { entries: unknown[]; heads: unknown[] };
  return { entries: entries.length, heads: heads.length };
}

function write(root: string, name: string, type: string): void {
  mkdirSync(join(root, "docs"), { recursive: true });
  writeFileSync(join(root, `docs/${name}.yaml`), contract(name, type));
}

async function repository(): Promise<string> {
  const root = makeTree({ "docs/base.yaml": contract("base", "string") });
  git(root, "init", "-q", "-b", "main");
  strictEqual((await accept(root)).code, 0);
  git(root, "add", "-A");
  git(root, "commit", "-qm", "base");
  return root;
}

async function acceptOn(root: string, branch: string, name: string, type: string): Promise<void> {
  git(root, "checkout", "-q", "-b", branch, "main");
  write(root, name, type);
  const { code, out } = await accept(root);
  strictEqual(code, 0, out);
  git(root, "add", "-A");
  git(root, "commit", "-qm", branch);
}

test("several that accept at once lose nothing", async () => {
  const root = makeTree();
  const names = ["ant", "bee", "cat", "dog"];
  for (const name of names) write(root, name, "string");
  const ended = await Promise.all(names.map((name) => accept(root, `${name}Row`)));
  deepStrictEqual(
    ended.map(({ code }) => code),
    names.map(() => 0),
  );
  deepStrictEqual(await verified(root), { entries: names.length, heads: 1 });
});

test("killed at any moment, what was recorded is whole, and the next one goes on from there", async () => {
  const start = makeTree();
  for (let at = 1; at <= 30; at += 1) write(start, `kind${at}`, "string");
  const from = performance.now();
  const whole = makeTree();
  cpSync(start, whole, { recursive: true });
  await accept(whole);
  const durationMs = performance.now() - from;
  const outcomes = new Set<number>();
  for (let part = 0; part <= 8; part += 1) {
    const root = makeTree();
    cpSync(start, root, { recursive: true });
    // The end of the run is where it writes.
    const after = durationMs * (0.3 + 0.75 * (part / 8));
    await keelback(root, ["contract", "accept", "--why", "test", "--by", "Ada"], after);
    const { entries } = await verified(root);
    outcomes.add(entries);
    ok(entries <= 1);
    strictEqual((await accept(root)).code, 0);
    strictEqual((await verified(root)).entries, 1);
  }
  ok(outcomes.has(0));
});

test("a merge and a rebase of two branches keep all that both accepted", async () => {
  for (const join of ["merge", "rebase"]) {
    const root = await repository();
    await acceptOn(root, "one", "one", "string");
    await acceptOn(root, "two", "two", "string");
    if (join === "merge") git(root, "merge", "-q", "--no-edit", "one");
    else git(root, "rebase", "-q", "one");
    deepStrictEqual(await verified(root), { entries: 3, heads: 2 });
    write(root, "three", "string");
    strictEqual((await accept(root)).code, 0);
    deepStrictEqual(await verified(root), { entries: 4, heads: 1 });
  }
});

test("an acceptance that is taken away again is told by what git knows", async () => {
  const root = await repository();
  await acceptOn(root, "one", "one", "string");
  const entries = join(root, ".keelback/history/entries");
  const added = git(root, "diff", "--name-only", "main", "--", ".keelback/history/entries").trim();
  git(root, "rm", "-q", added);
  git(root, "commit", "-qm", "away");
  strictEqual(readdirSync(entries).length, 1);
  const { code, out } = await keelback(root, ["contract", "history", "--verify"]);
  strictEqual(code, 1);
  ok(out.includes(added), out);
});

test("an acceptance that a link stands for is no longer what was recorded", async () => {
  const root = await repository();
  const entries = join(root, ".keelback/history/entries");
  const [name = ""] = readdirSync(entries);
  const moved = join(makeTree(), name);
  cpSync(join(entries, name), moved);
  rmSync(join(entries, name));
  symlinkSync(moved, join(entries, name));
  const { code, out } = await keelback(root, ["contract", "history", "--verify"]);
  strictEqual(code, 1);
  ok(out.includes(name), out);
});

test("inside a worktree it is as anywhere else", async () => {
  const root = await repository();
  const tree = join(makeTree(), "tree");
  git(root, "worktree", "add", "-q", "-b", "side", tree);
  write(tree, "side", "string");
  strictEqual((await accept(tree)).code, 0);
  deepStrictEqual(await verified(tree), { entries: 2, heads: 1 });
  deepStrictEqual(await verified(root), { entries: 1, heads: 1 });
});

test("links lead nowhere: nothing outside is read or written", async () => {
  const outside = makeTree({ "secret.json": "{}" });
  const root = makeTree({ "docs/base.yaml": contract("base", "string") });
  mkdirSync(join(root, ".keelback"));
  symlinkSync(outside, join(root, ".keelback/history"));
  strictEqual((await accept(root)).code, 2);
  deepStrictEqual(readdirSync(outside), ["secret.json"]);
  rmSync(join(root, ".keelback/history"));
  strictEqual((await accept(root)).code, 0);
  const entries = join(root, ".keelback/history/entries");
  const [name = ""] = readdirSync(entries);
  const moved = join(dirname(outside), `moved-${name}`);
  writeFileSync(moved, readFileSync(join(entries, name)));
  rmSync(join(entries, name));
  symlinkSync(moved, join(entries, name));
  write(root, "more", "string");
  await accept(root);
  ok(existsSync(moved));
  rmSync(moved);
});

test("whom a change of an operation breaks is recorded with it", async () => {
  const root = makeTree({ "docs/base.yaml": contract("base", "string") });
  strictEqual((await accept(root)).code, 0);
  writeFileSync(join(root, "docs/base.yaml"), contract("base", "string").replace("/base:", "/other:"));
  const { code, out } = await accept(root);
  strictEqual(code, 0, out);
  match(out, /removed +operation +GET \/base +base 1\.0\.0; consumer: breaking, provider: safe/);
  strictEqual(out.includes("not-classified"), false, out);
});

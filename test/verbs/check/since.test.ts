import { deepStrictEqual, strictEqual } from "node:assert";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { openDisk } from "#workspace";
import { check } from "../../../src/verbs/check.ts";
import { context } from "../context.ts";
import { swallowing } from "./checking.ts";

const root = mkdtempSync(join(tmpdir(), "keelback-since-"));
after(() => rmSync(root, { recursive: true, force: true }));

function git(...words: readonly string[]): void {
  const { status, stderr } = spawnSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...words], {
    cwd: root,
    encoding: "utf8",
  });
  strictEqual(status, 0, stderr);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

async function found(since: string, paths: readonly string[] = []): Promise<readonly string[]> {
  const { value } = await check.run(openDisk({ root }), { since, paths }, context);
  return value.findings.map(({ rule, span }) => (span ? `${span.file}:${span.line}` : rule));
}

test("findings on lines that changed since a commit, in files that are new, and since a branch was left", async () => {
  git("init", "-q", "-b", "main");
  write("old.py", swallowing);
  write("part/gone.py", "x = 1\n");
  git("add", ".");
  git("commit", "-q", "-m", "first");
  deepStrictEqual(await found("HEAD"), []);
  git("checkout", "-q", "-b", "work");
  write("old.py", `${swallowing}\n\n${swallowing.replace("send", "resend")}`);
  git("commit", "-q", "-am", "second");
  write("part/new ä.py", swallowing);
  rmSync(join(root, "part/gone.py"));
  deepStrictEqual(await found("HEAD"), ["part/new ä.py:4"]);
  deepStrictEqual(await found("main"), ["old.py:11", "part/new ä.py:4"]);
  deepStrictEqual(await found("main", ["part"]), ["part/new ä.py:4"]);
  git("stash", "-q", "-u");
  git("checkout", "-q", "main");
  write("later.py", swallowing);
  git("add", ".");
  git("commit", "-q", "-m", "on main");
  git("checkout", "-q", "work");
  deepStrictEqual(await found("main"), ["old.py:11"]);
});

test("an unknown commit is refused, and what looks like an option is none", async () => {
  deepStrictEqual(await found("nowhere"), ["usage/unknown-commit"]);
  deepStrictEqual(await found("--output=x"), ["usage/unknown-commit"]);
});

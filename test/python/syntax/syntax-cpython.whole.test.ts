import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { findPython } from "#prove";
import { openDisk } from "#workspace";
import { parseModule } from "../../../src/python/syntax/parse-module.ts";
import { asAst } from "./as-ast.ts";

const script = fileURLToPath(new URL("dump-ast.py", import.meta.url));

/** The newest Python of this machine: places within formatted strings are right from 3.12 on. */
async function newestPython(): Promise<string> {
  const search = await findPython(openDisk({ root: import.meta.dirname }));
  if (search.kind !== "found") throw new Error(`no Python to compare with: ${JSON.stringify(search.looked)}`);
  return search.python.path;
}

function run(python: string, args: readonly string[], input: string): string {
  const { status, stdout, stderr, error } = spawnSync(python, ["-I", "-W", "ignore", ...args], {
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 31,
  });
  strictEqual(status, 0, `${error?.message ?? ""}${stderr}`);
  return stdout.trimEnd();
}

/** `\N{…}` is one replacement character of ours: where one stands, any one character of CPython's may, however JSON spells it. */
function agree(ours: string, theirs: string): boolean {
  const [first = "", ...rest] = ours.split("\ufffd");
  if (!theirs.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const width = [1, 2, 6, 12].find((signs) => theirs.startsWith(part, at + signs));
    if (width === undefined) return false;
    at += width + part.length;
  }
  return at === theirs.length;
}

function firstDifference(ours: string, theirs: string): string {
  let at = 0;
  while (ours[at] === theirs[at]) at += 1;
  return `ours …${ours.slice(Math.max(0, at - 100), at + 80)}… CPython's …${theirs.slice(at, at + 80)}…`;
}

test("CPython's own library and its tests read as CPython reads them", async () => {
  const python = await newestPython();
  const library = run(python, ["-c", "import sysconfig; print(sysconfig.get_paths()['stdlib'])"], "");
  const files = globSync("**/*.py", { cwd: library })
    .filter((file) => !file.startsWith("site-packages/"))
    .sort();
  ok(files.length > 500, `${library} holds ${files.length} files`);
  const problems: string[] = [];
  let compared = 0;
  for (let first = 0; first < files.length; first += 40) {
    const part = files.slice(first, first + 40);
    const answers = run(python, [script], part.map((file) => join(library, file)).join("\n")).split("\n");
    strictEqual(answers.length, part.length);
    answers.forEach((answer, index) => {
      if (answer === "null") return;
      compared += 1;
      const [text, tree] = JSON.parse(answer) as [string, unknown];
      const module = parseModule(text);
      const ours = JSON.stringify(asAst(module.body, text));
      const theirs = JSON.stringify(tree);
      const [problem] = module.problems;
      if (problem !== undefined) problems.push(`${part[index]}: ${problem.message} at ${problem.start}`);
      else if (!agree(ours, theirs)) problems.push(`${part[index]}: ${firstDifference(ours, theirs)}`);
    });
  }
  deepStrictEqual(problems, []);
  ok(compared > files.length * 0.95, `${compared} of ${files.length} were compared`);
});

import { deepStrictEqual, ok } from "node:assert";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openDisk } from "#workspace";
import { check } from "../../src/verbs/check.ts";
import { swallowing } from "../verbs/check/checking.ts";
import { context } from "../verbs/context.ts";
import { makeTree } from "../workspace/trees.ts";

async function find(root: string): Promise<readonly string[]> {
  const { value } = await check.run(openDisk({ root }), { only: "errors" }, context);
  return value.findings.map(({ rule, span }) => `${span?.file} ${rule}`);
}

const whole = "a.py errors/swallowed-error";

/** What else may lie beside good code, and what is said of it. Links, pipes and devices are left alone. */
const cases: Readonly<Record<string, readonly [(root: string) => void, ...(readonly string[])]>> = {
  "a folder that leads back to itself": [(root) => symlinkSync(".", join(root, "loop"))],
  "folders that lead to one another": [
    (root) => {
      mkdirSync(join(root, "one"));
      mkdirSync(join(root, "two"));
      symlinkSync("../two", join(root, "one", "two"));
      symlinkSync("../one", join(root, "two", "one"));
    },
  ],
  "a file that is a link to itself": [(root) => symlinkSync("b.py", join(root, "b.py"))],
  "a link to what is not there": [(root) => symlinkSync("gone.py", join(root, "b.py"))],
  "a link that leads out": [(root) => symlinkSync("/etc/hostname", join(root, "b.py"))],
  "a pipe": [(root) => execFileSync("mkfifo", [join(root, "b.py")])],
  "a folder of that name": [(root) => mkdirSync(join(root, "b.py"))],
  "50 MB": [
    (root) => writeFileSync(join(root, "b.py"), "x = 1\n".repeat(9_000_000)),
    "b.py source/unread-file",
  ],
  "one line of a million brackets": [
    (root) => writeFileSync(join(root, "b.py"), `x = ${"[".repeat(1_000_000)}\n`),
    "b.py source/invalid-syntax",
  ],
  "text in Latin-1, as it says": [
    (root) =>
      writeFileSync(
        join(root, "b.py"),
        Buffer.from("# -*- coding: latin-1 -*-\nname = 'caf\xe9'\n", "latin1"),
      ),
  ],
  "text in an encoding that nobody knows, as it says": [
    (root) =>
      writeFileSync(
        join(root, "b.py"),
        Buffer.from("# -*- coding: klingon -*-\nname = 'caf\xe9'\n", "latin1"),
      ),
    "b.py source/unread-file",
  ],
  "text in UTF-16": [
    (root) => writeFileSync(join(root, "b.py"), Buffer.from("\ufeffx = 1\n", "utf16le")),
    "b.py source/unread-file",
  ],
  "a mark of the order of bytes, and lines that end as on Windows": [
    (root) => writeFileSync(join(root, "b.py"), `\ufeff${swallowing.replaceAll("\n", "\r\n")}`),
    "b.py errors/swallowed-error",
  ],
  zeros: [(root) => writeFileSync(join(root, "b.py"), Buffer.alloc(1000)), "b.py source/unread-file"],
  "a notebook and a stub": [
    (root) => {
      writeFileSync(join(root, "b.ipynb"), '{"cells": [{"cell_type": "code", "source": ["%time x"]}]}');
      writeFileSync(join(root, "b.pyi"), "def f(x: int) -> str: ...\n");
    },
  ],
  "an empty file": [(root) => writeFileSync(join(root, "b.py"), "")],
};

for (const [name, [make, ...told]] of Object.entries(cases)) {
  test(`${name} beside good code: that is read, and what could not be read is told`, async () => {
    const root = makeTree({ "a.py": swallowing });
    make(root);
    deepStrictEqual((await find(root)).toSorted(), [whole, ...told]);
  });
}

/** Root may read all: it looks as somebody else. */
async function asAnybody<Value>(root: string, look: () => Promise<Value>): Promise<Value> {
  if (process.geteuid?.() !== 0 || process.seteuid === undefined) return look();
  chmodSync(root, 0o755);
  process.seteuid(65_534);
  try {
    return await look();
  } finally {
    process.seteuid(0);
  }
}

test("what may not be read is told", async () => {
  const root = makeTree({ "a.py": swallowing, "b.py": "x = 1\n", "c/d.py": "x = 1\n" });
  chmodSync(join(root, "b.py"), 0);
  chmodSync(join(root, "c"), 0);
  const found = await asAnybody(root, () => find(root));
  chmodSync(join(root, "c"), 0o700);
  ok(found.includes("b.py source/unread-file"), found.join("\n"));
});

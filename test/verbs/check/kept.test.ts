import { deepStrictEqual, notDeepStrictEqual, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { MemoryWorkspace } from "#workspace";
import { check } from "../../../src/verbs/check.ts";
import type { CheckInput } from "../../../src/verbs/check-input.ts";
import { context } from "../context.ts";
import { swallowing, workspaceOf } from "./checking.ts";

/** A run of the program that one file holds, and how many files of the project it read. */
async function run(workspace: MemoryWorkspace, input: CheckInput = {}, program = "one") {
  const read: string[] = [];
  const watched = (at: MemoryWorkspace): MemoryWorkspace => ({
    ...at,
    at: (root) => watched(at.at(root)),
    readUntrusted: (path, folders) => {
      if (path.endsWith(".py")) read.push(path);
      return at.readUntrusted(path, folders);
    },
  });
  const runtime = { ...context.runtime, digest: () => program };
  const { exitCode, value } = await check.run(watched(workspace), input, { ...context, runtime });
  const { findings, roles, links, silenced, files, lines, keyOf } = value;
  const told = { exitCode, findings, roles, links, silenced, files, lines, keys: findings.map(keyOf) };
  return { told, read: [...new Set(read)], value };
}

const project = {
  "shop/mail.py": swallowing,
  "shop/print.py": "print(1)\n",
  "shop/quiet.py": `${swallowing.replace("Exception:", "Exception:  # keelback: ignore[errors] it is so")}`,
};

describe("what an earlier run found", () => {
  test("is told again where nothing was changed, and only the files that are shown are read", async () => {
    const workspace = workspaceOf(project);
    const first = await run(workspace);
    strictEqual(first.read.length, 3);
    const { findings } = await run(workspace).then(({ value }) => value);
    ok(findings.some(({ rule }) => rule === "errors/swallowed-error"));
    const second = await run(workspace, { format: "json" });
    deepStrictEqual(second.told, first.told);
    deepStrictEqual(
      second.read,
      ["shop/mail.py", "shop/print.py", "shop/quiet.py"].filter((path) =>
        first.value.findings.some(({ span }) => span?.file === path),
      ),
    );
    ok(workspace.files.size > 3, "it lies in the cache");
    ok(
      [...workspace.files.keys()].every(
        (path) => path.startsWith("/work/shop/") || path.startsWith("/cache/"),
      ),
    );
  });

  test("counts for nothing once a file, the settings, the rules that are asked, ruff's settings or the program are others", async () => {
    for (const [path, text] of [
      ["shop/mail.py", "x = 1\n"],
      ["shop/new.py", swallowing],
      ["keelback.yaml", "rules: { errors: off }\n"],
      ["pyproject.toml", '[tool.ruff.lint]\nignore = ["T201"]\n'],
    ] as const) {
      const workspace = workspaceOf(project);
      const before = await run(workspace);
      workspace.apply([{ kind: "write", path, text }]);
      const after = await run(workspace);
      notDeepStrictEqual(after.told, before.told, path);
      deepStrictEqual(after.told, (await run(workspace, { noCache: true })).told, path);
    }
    const workspace = workspaceOf(project);
    await run(workspace);
    strictEqual((await run(workspace, { only: "errors" })).read.length, 3);
    await run(workspace);
    strictEqual(
      (await run(workspace, {}, "two")).told.findings.length,
      (await run(workspace)).told.findings.length,
    );
  });

  test("counts for nothing where the cache is broken, and is neither read nor written with --no-cache", async () => {
    const workspace = workspaceOf(project);
    await run(workspace, { noCache: true });
    strictEqual(workspace.files.size, 3);
    const { told } = await run(workspace);
    const [kept = ""] = [...workspace.files.keys()].filter((path) => path.startsWith("/cache/"));
    const whole = workspace.files.get(kept) ?? "";
    for (const text of ["", "{}", whole.slice(0, -9), whole.replace("swallowed", "welcomed")]) {
      ok(workspace.at("/cache").apply([{ kind: "write", path: kept, text }]).ok);
      deepStrictEqual((await run(workspace)).told, told);
    }
  });

  test("whatever is edited, a run says what one without a cache would say", async () => {
    const names = ["a.py", "b.py", "pkg/__init__.py", "pkg/c.py", "pkg/tests/test_d.py"];
    const texts = [
      swallowing,
      "from pkg import c\nimport b\n",
      "import a\nprint(c)\n",
      "class A:\n    seen = []\n    def add(self, x):\n        self.seen.append(x)\n",
      "def f(:\n",
      "x = 1  # keelback: ignore[errors]\n",
    ];
    const edit = fc.record({
      path: fc.constantFrom(...names),
      text: fc.option(fc.constantFrom(...texts)),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 6 }), async (edits) => {
        const workspace = workspaceOf({ "a.py": swallowing, "z.py": "x = 1\n" });
        for (const { path, text } of edits) {
          workspace.apply([text === null ? { kind: "delete", path } : { kind: "write", path, text }]);
          const { told } = await run(workspace);
          deepStrictEqual(told, (await run(workspace, { noCache: true })).told);
          deepStrictEqual((await run(workspace)).told, told);
        }
      }),
      { numRuns: 15, seed: 5 },
    );
  });
});

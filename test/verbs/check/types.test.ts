import { deepStrictEqual, match, strictEqual } from "node:assert";
import { test } from "node:test";
import { type MemoryWorkspace, openMemory } from "#workspace";
import { runCheck } from "./checking.ts";

const lost = `async def send() -> None:
    pass


async def answer() -> int:
    send()
    return "1"
`;

const pyright = JSON.stringify({
  generalDiagnostics: [
    {
      file: "/work/shop/a.py",
      severity: "error",
      message: 'Type "str" is not assignable\n  to "int"',
      rule: "reportReturnType",
      range: { start: { line: 6, character: 11 }, end: { line: 6, character: 14 } },
    },
    { file: 7, message: "broken" },
  ],
});

const says: Readonly<Record<string, string>> = {
  "/work/.venv/bin/mypy": [
    "shop/a.py:6:5:6:10: error: Value of type Coroutine must be used  [unused-coroutine]",
    "shop/a.py:6:5:6:10: note: Are you missing an await?",
    'shop/a.py:7:12:7:14: error: Incompatible return value type (got "str", expected "int").  [return-value]',
    "elsewhere.py:1:1:1:2: error: Not read  [misc]",
  ].join("\n"),
  "/work/.venv/bin/pyright": pyright,
  "/usr/bin/ty": "shop/a.py:7:12: error[invalid-return-type] Return type does not match\nFound 1 diagnostic",
};

function workspaceWith(files: Readonly<Record<string, string>>, code = 1): MemoryWorkspace {
  return openMemory({
    files: { "shop/__init__.py": "", "shop/a.py": lost, ...files },
    environment: { PATH: "/usr/bin" },
    run: (command) => {
      const stdout = says[command.program] ?? "";
      for (const line of stdout.split("\n")) command.onLine?.(line, "stdout");
      return { status: "exited", code, stdout };
    },
  });
}

const found = async (files: Readonly<Record<string, string>>, code = 1) => {
  const workspace = workspaceWith(files, code);
  const { value, exitCode } = await runCheck(workspace, { types: true, noCache: true });
  const own = value.findings.filter(({ rule }) => !rule.startsWith("ruff/"));
  return {
    exitCode,
    workspace,
    told: own.map(({ rule, span, severity }) => `${span?.line}:${span?.column} ${severity} ${rule}`),
    findings: own,
  };
};

test("mypy of the project's environment speaks under its own codes, and not of what ours has told", async () => {
  const { told, workspace, findings } = await found({
    "mypy.ini": "[mypy]\nstrict = true\n",
    ".venv/bin/mypy": "",
  });
  deepStrictEqual(told, ["6:5 error async/unawaited-coroutine", "7:12 error mypy/return-value"]);
  strictEqual(findings[1]?.message, 'Incompatible return value type (got "str", expected "int")');
  const [command] = workspace.commands.filter(({ program }) => program.endsWith("mypy"));
  strictEqual(command?.arguments.at(-1), ".");
  strictEqual(command?.folder, "/work");
});

test("files that the settings name are not named again", async () => {
  const { workspace } = await found({
    "pyproject.toml": '[tool.mypy]\nfiles = ["shop"]\n',
    ".venv/bin/mypy": "",
  });
  strictEqual(
    workspace.commands.find(({ program }) => program.endsWith("mypy"))?.arguments.includes("."),
    false,
  );
});

test("pyright and ty as well", async () => {
  deepStrictEqual((await found({ "pyrightconfig.json": "{}", ".venv/bin/pyright": "" })).told, [
    "6:5 error async/unawaited-coroutine",
    "7:12 error pyright/reportReturnType",
  ]);
  deepStrictEqual((await found({ "pyproject.toml": "[tool.ty.rules]\n", "/usr/bin/ty": "" })).told, [
    "6:5 error async/unawaited-coroutine",
    "7:12 error ty/invalid-return-type",
  ]);
});

test("what is not there, or does not run, is said", async () => {
  const nothing = await found({});
  strictEqual(nothing.exitCode, 1);
  match(
    nothing.findings.find(({ rule }) => rule === "types/not-run")?.message ?? "",
    /no type checker is set up/,
  );
  const absent = await found({ "mypy.ini": "[mypy]\n" });
  match(
    absent.findings.find(({ rule }) => rule === "types/not-run")?.message ?? "",
    /mypy, which is neither in \.venv/,
  );
  const broken = await found({ "mypy.ini": "[mypy]\n", ".venv/bin/mypy": "" }, 2);
  match(
    broken.findings.find(({ rule }) => rule === "types/not-run")?.message ?? "",
    /mypy does not run here/,
  );
});

test("without the option nothing of it is run", async () => {
  const workspace = workspaceWith({ "mypy.ini": "[mypy]\n", ".venv/bin/mypy": "" });
  await runCheck(workspace, { noCache: true });
  deepStrictEqual(
    workspace.commands.filter(({ program }) => program.endsWith("mypy")),
    [],
  );
});

test("comments silence a checker's code by its name", async () => {
  const silenced = lost.replace(
    'return "1"',
    'return "1"  # keelback: ignore[mypy/return-value] it is meant so',
  );
  const { told } = await found({ "shop/a.py": silenced, "mypy.ini": "[mypy]\n", ".venv/bin/mypy": "" });
  deepStrictEqual(told, ["6:5 error async/unawaited-coroutine"]);
});

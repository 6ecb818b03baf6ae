import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { openMemory } from "#workspace";
import { runCheck, swallowing, workspaceOf } from "./checking.ts";

describe("check", () => {
  test("shows each finding with its code and its mend, and ends with 1", async () => {
    const { exitCode, text } = await runCheck(workspaceOf({ "shop/mail.py": swallowing }));
    strictEqual(exitCode, 1);
    match(text, /^shop\/mail\.py:4:5 {2}warning {2}errors\/swallowed-error {2,}every error is caught/);
    match(text, /\n {4}2 \| {5}try:\n {4}3 \| {9}mail\.send\(\)\n {4}4 \| {5}except Exception:\n/);
    match(text, /\n {6}\| {5}\^{16}\n {3}mend {2}name the errors/);
    match(text, /\n1 warning in 1 file, 0\.0 s\nnext: keelback explain errors\/swallowed-error$/);
  });

  test("finds nothing and ends with 0", async () => {
    const { exitCode, text } = await runCheck(workspaceOf({ "shop/mail.py": "x = 1\n" }));
    strictEqual(exitCode, 0);
    strictEqual(text, "nothing found in 1 file, 0.0 s");
  });

  test("below many findings, how often each rule has spoken", async () => {
    const few = await runCheck(workspaceOf({ "a.py": swallowing.repeat(3) }));
    doesNotMatch(few.text, /swallowed-error {2}3 warnings/);
    const many = await runCheck(workspaceOf({ "a.py": swallowing.repeat(30) }));
    match(many.text, /\n\nerrors\/swallowed-error {2}30 warnings\n\n30 warnings in 1 file/);
  });

  test("tells of what is no Python, and goes on", async () => {
    const { exitCode, found } = await runCheck(
      workspaceOf({ "a.py": "def f(:\n  pass\n", "b.py": swallowing }),
    );
    strictEqual(exitCode, 1);
    deepStrictEqual(found, ["a.py:1 source/invalid-syntax", "b.py:4 errors/swallowed-error"]);
  });

  test("refuses paths without Python, unknown rules and --unsafe alone with 2", async () => {
    const workspace = workspaceOf({ "a.py": swallowing });
    for (const [input, rule] of [
      [{ paths: ["nowhere"] }, "source/no-python"],
      [{ only: "errors/swallowed-eror" }, "usage/unknown-rule"],
      [{ unsafe: true }, "usage/unsafe-alone"],
      [{ writeBaseline: true, paths: ["a.py"] }, "usage/partial-baseline"],
      [{ explainSilence: "a.py" }, "usage/no-place"],
    ] as const) {
      const { exitCode, value, text } = await runCheck(workspace, input);
      strictEqual(exitCode, 2, rule);
      deepStrictEqual(
        value.findings.map((finding) => finding.rule),
        [rule],
      );
      match(text, /mend/);
    }
  });

  test("what cannot be read, or is too long for a person, is told and left out", async () => {
    const workspace = workspaceOf({ "a.py": "x = 1\n", "b.py": "x = 1\n".repeat(700_000), "c.py": "" });
    const closed = {
      ...workspace,
      at: () => closed,
      readUntrusted: (path: string) =>
        path === "c.py" ? ({ ok: false, reason: "forbidden" } as const) : workspace.readUntrusted(path),
    };
    const { found, value } = await runCheck(closed);
    deepStrictEqual(found, ["b.py:1 source/unread-file", "c.py:1 source/unread-file"]);
    strictEqual(value.files, 1);
    deepStrictEqual((await runCheck(closed, { paths: ["a.py"] })).found, []);
  });

  test("an environment is left out, whatever it is called", async () => {
    const workspace = workspaceOf({
      "a.py": "x = 1\n",
      "my-env/pyvenv.cfg": "",
      "my-env/lib/b.py": swallowing,
    });
    deepStrictEqual((await runCheck(workspace)).found, []);
  });

  test("JSON tells what a fix replaces", async () => {
    const workspace = workspaceOf({ "a/settings.py": 'import os\nDEBUG = os.environ.get("DEBUG", True)\n' });
    const { text } = await runCheck(workspace, { format: "json" });
    const { findings } = JSON.parse(text) as { readonly findings: readonly { readonly fix: unknown }[] };
    deepStrictEqual(findings[0]?.fix, {
      safety: "review",
      edits: [{ file: "a/settings.py", offset: 42, end: 46, text: "False" }],
    });
  });

  test("a template of Python is told as one, and fails nothing", async () => {
    const workspace = workspaceOf({ "a.py": "import {{ name }}\n{% if x %}\ny = 1\n{% endif %}\n" });
    const { exitCode, text } = await runCheck(workspace);
    strictEqual(exitCode, 0);
    match(text, /note {2}source\/invalid-syntax {2}this is a template of Python/);
  });

  test("asks the rules and families that are named alone", async () => {
    const workspace = workspaceOf({ "a.py": swallowing });
    deepStrictEqual((await runCheck(workspace, { only: "database" })).found, []);
    deepStrictEqual((await runCheck(workspace, { only: "database, errors" })).found.length, 1);
  });

  test("explains why nothing is said of a line", async () => {
    const { exitCode, text } = await runCheck(workspaceOf({ "a.py": "x = 1\n" }), {
      explainSilence: "a.py:1",
    });
    strictEqual(exitCode, 0);
    match(text, /^a\.py:1\n {2}no rule came to a question here/);
  });

  test("prints JSON of the same form with --format json as with --json", async () => {
    const { text } = await runCheck(workspaceOf({ "a.py": swallowing }), { format: "json" });
    const value = JSON.parse(text) as { readonly exitCode: number; readonly findings: readonly object[] };
    deepStrictEqual(Object.keys(value).slice(0, 4), ["keelback", "verb", "exitCode", "files"]);
    strictEqual(value.findings.length, 1);
  });
});

describe("what is read and shown", () => {
  const files = {
    "/home/team/pyproject.toml": "",
    "/home/team/server/pyproject.toml": "",
    "/home/team/server/app/__init__.py": "",
    "/home/team/server/app/mail.py": swallowing,
    "/home/team/server/app/post.py": swallowing,
    "/home/team/tools/run.py": swallowing,
    "/other/tree/manage.py": "",
    "/other/tree/shop/mail.py": swallowing,
    "/other/alone/deep/mail.py": swallowing,
  };
  const at = (root: string) => openMemory({ root, files });

  const cases: readonly (readonly [
    what: string,
    root: string,
    paths: readonly string[],
    found: readonly string[],
  ])[] = [
    ["all of this folder", "/home/team", [], ["server/app/mail.py", "server/app/post.py", "tools/run.py"]],
    [
      "a part of it, by names from here",
      "/home/team",
      ["server/app"],
      ["server/app/mail.py", "server/app/post.py"],
    ],
    ["one file", "/home/team", ["./server/app/post.py"], ["server/app/post.py"]],
    ["several paths", "/home/team", ["tools", "server/app/mail.py"], ["server/app/mail.py", "tools/run.py"]],
    ["within a package, the project around it", "/home/team/server/app", [], ["app/mail.py", "app/post.py"]],
    ["another project, by its own names", "/home/team", ["/other/tree"], ["shop/mail.py"]],
    ["a part of another project", "/home/team", ["/other/tree/shop"], ["shop/mail.py"]],
    ["a folder outside that is no project", "/home/team", ["/other/alone"], ["deep/mail.py"]],
    [
      "a project below, by its absolute path, as a tree of its own",
      "/home/team",
      ["/home/team/server"],
      ["app/mail.py", "app/post.py"],
    ],
    ["a relative path out of this folder", "/other/alone", ["../tree"], ["shop/mail.py"]],
  ];
  for (const [what, root, paths, expected] of cases) {
    test(what, async () => {
      const { value } = await runCheck(at(root), { paths });
      deepStrictEqual(
        value.findings.map(({ span }) => span?.file),
        expected,
      );
    });
  }

  test("paths of no one project are refused", async () => {
    const { exitCode, value } = await runCheck(at("/home/team"), { paths: ["/other/tree", "/home/team"] });
    strictEqual(exitCode, 2);
    strictEqual(value.findings[0]?.rule, "usage/several-projects");
  });

  test("in a folder of many projects, the one that is named is read alone, though its own project lies deeper", async () => {
    const workspace = openMemory({
      root: "/trees",
      files: {
        "/trees/one/server/pyproject.toml": "",
        "/trees/one/server/app/mail.py": swallowing,
        "/trees/other/app/post.py": swallowing,
      },
    });
    const { value } = await runCheck(workspace, { paths: ["one"] });
    deepStrictEqual(
      value.findings.map(({ span }) => span?.file),
      ["one/server/app/mail.py"],
    );
    ok(value.sources.get("other/app/post.py") === undefined);
  });

  test("a project is read whole, whatever part of it is shown", async () => {
    const { value } = await runCheck(at("/home/team"), { paths: ["server/app/mail.py"] });
    ok(value.sources.get("server/app/post.py") !== undefined);
    ok(value.sources.get("tools/run.py") === undefined);
  });
});

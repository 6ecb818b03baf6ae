import { deepStrictEqual, match, strictEqual } from "node:assert";
import { test } from "node:test";
import { runCheck, swallowing, workspaceOf } from "./checking.ts";

const found = async (files: Readonly<Record<string, string>>, paths: readonly string[] = []) => {
  const { value } = await runCheck(workspaceOf({ "a.py": swallowing, ...files }), { paths });
  return value.findings.map(({ rule, severity }) => `${severity} ${rule}`);
};

test("a rule is turned off, by itself, by its family, or with all", async () => {
  for (const name of ["errors/swallowed-error", "errors", "all"]) {
    deepStrictEqual(await found({ "keelback.yaml": `rules: { ruff: off, ${name}: off }` }), []);
    deepStrictEqual(
      await found({ "pyproject.toml": `[tool.keelback.rules]\nruff = "off"\n"${name}" = "off"\n` }),
      [],
    );
  }
});

test("what is said of one rule goes before what is said of its family, and that before all", async () => {
  const settings = "rules:\n  all: off\n  errors: note\n  errors/swallowed-error: error\n";
  deepStrictEqual(await found({ "keelback.yaml": settings }), ["error errors/swallowed-error"]);
});

test("keelback.yaml goes before pyproject.toml, which says nothing of other tools' broken tables", async () => {
  const project = '[tool.keelback]\nrules = { "errors" = "note" }\n';
  deepStrictEqual(await found({ "pyproject.toml": project }), ["note errors/swallowed-error"]);
  deepStrictEqual(await found({ "pyproject.toml": project, "keelback.yaml": "rules: { errors: error }" }), [
    "error errors/swallowed-error",
  ]);
  deepStrictEqual(await found({ "pyproject.toml": "[tool.other\n" }), ["warning errors/swallowed-error"]);
});

test("notes alone end with 0", async () => {
  const { exitCode } = await runCheck(
    workspaceOf({ "a.py": swallowing, "keelback.yaml": "rules: { all: note }" }),
  );
  strictEqual(exitCode, 0);
});

test("settings stand in the project that is checked, or in the folder above", async () => {
  const files = { "b/setup.py": "", "b/c.py": swallowing };
  deepStrictEqual(await found({ ...files, "keelback.yaml": "rules: { all: off }" }, ["b"]), []);
  deepStrictEqual(await found({ ...files, "b/keelback.yaml": "rules: { all: off }" }, ["b"]), []);
});

test("unknown rules and values are refused at their place", async () => {
  for (const [files, place, words] of [
    [
      { "keelback.yaml": "rules:\n  errors/swallowed-eror: off\n" },
      "keelback.yaml:2:3",
      /did you mean "errors\/swallowed-error"/,
    ],
    [{ "keelback.yaml": "rules:\n  errors: of\n" }, "keelback.yaml:2:11", /did you mean "off"/],
    [
      { "pyproject.toml": '[tool.keelback.rules]\n"nothing" = "off"\n' },
      "pyproject.toml:2:1",
      /there is no rule/,
    ],
    [{ "pyproject.toml": "[tool.keelback.rules]\nerrors = 3\n" }, "pyproject.toml:2:1", /none of off, on/],
    [{ "pyproject.toml": "[tool.keelback.rules\nerrors = 3\n" }, "pyproject.toml:1:", /no TOML/],
  ] as const) {
    const { exitCode, text } = await runCheck(workspaceOf({ "a.py": swallowing, ...files }));
    strictEqual(exitCode, 2);
    match(text, words);
    match(text, new RegExp(`^${place.replaceAll(".", "\\.")}`));
  }
});

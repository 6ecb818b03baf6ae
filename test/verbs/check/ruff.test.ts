import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert";
import { test } from "node:test";
import { openMemory } from "#workspace";
import { runCheck, swallowing, workspaceOf } from "./checking.ts";

const careless = `def collect(item, items=[]):
    "é😀"; print("😀", item)
    return items
`;

const told = async (files: Readonly<Record<string, string>>, only?: string) => {
  const { value } = await runCheck(workspaceOf(files), only === undefined ? {} : { only });
  return value.findings.map(
    ({ severity, rule, span }) => `${severity} ${rule} ${span?.line}:${span?.column}`,
  );
};
const some = (ruff: string, keelback = "") =>
  told({ "a.py": careless, "ruff.toml": ruff, ...(keelback !== "" && { "keelback.yaml": keelback }) });

test("ruff's rules of the engineer speak where nobody set ruff up, its defaults do not", async () => {
  deepStrictEqual(await told({ "a.py": `import os\n${careless}` }), [
    "note ruff/ANN201 2:5",
    "note ruff/ANN001 2:13",
    "note ruff/ANN001 2:19",
    "warning ruff/B006 2:25",
    "warning ruff/T201 3:12",
  ]);
});

test("places count as ours do: in units of UTF-16, and with a byte order mark", async () => {
  const { value } = await runCheck(workspaceOf({ "a.py": '\ufeffprint(1)\r\n"😀"; print(2)\r\n' }));
  deepStrictEqual(
    value.findings.map(({ span }) => span && value.sources.get("a.py")?.slice(span.offset, span.end)),
    ["print", "print"],
  );
});

test("what the project ignores by name stays ignored, wherever and however it says so", async () => {
  const rest = ["warning ruff/T201 2:12"];
  for (const [file, text] of [
    ["ruff.toml", 'lint.ignore = ["ANN", "B006"]'],
    ["ruff.toml", 'ignore = ["ANN", "B0"]'],
    [".ruff.toml", 'extend-ignore = ["ANN", "B"]'],
    ["pyproject.toml", '[tool.ruff.lint]\nignore = ["ANN"]\nextend-ignore = ["B006"]'],
    [
      "pyproject.toml",
      '[tool.ruff.lint]\nignore = ["ANN"]\n[tool.ruff.lint.per-file-ignores]\n"a.*" = ["B"]',
    ],
  ] as const)
    deepStrictEqual(await told({ "a.py": careless, [file]: text }), rest, text);
  deepStrictEqual(
    await told({
      "a.py": careless,
      "ruff.toml": 'extend = "shared/base.toml"\nlint.select = ["E9"]',
      "shared/base.toml": 'lint.ignore = ["ANN", "B006"]',
    }),
    rest,
  );
  deepStrictEqual(await some('exclude = ["a.py"]'), []);
});

test("what the project has ruff look for itself is a warning, and its comments to ruff are heeded", async () => {
  deepStrictEqual(await some('lint.select = ["ANN0", "Q"]\nlint.ignore = ["ANN2", "T20"]'), [
    "warning ruff/ANN001 1:13",
    "warning ruff/ANN001 1:19",
    "warning ruff/B006 1:25",
  ]);
  const quiet = careless.replace("=[]):", "=[]):  # noqa: B006, ANN");
  deepStrictEqual(await told({ "a.py": quiet, "ruff.toml": 'lint.ignore = ["ANN"]' }), [
    "warning ruff/T201 2:12",
  ]);
});

test("what is run by hand, and what tests, may print", async () => {
  deepStrictEqual(await told({ "scripts/a.py": "print(1)\n", "tests/a.py": "print(1)\n" }), []);
  const own = { "scripts/a.py": "print(1)\n", "ruff.toml": 'lint.select = ["T"]' };
  deepStrictEqual(await told({ ...own, "ruff.toml": 'lint.select = ["T20"]' }), ["warning ruff/T201 1:1"]);
});

test("ruff, or some of its rules, are turned off, on, and given a severity; the narrowest name decides", async () => {
  deepStrictEqual(await some("", "rules: { ruff: off }"), []);
  deepStrictEqual(await some("", "rules: { all: off }"), []);
  deepStrictEqual(await some("", "rules: { ruff: off, ruff/B006: error }"), ["error ruff/B006 1:25"]);
  deepStrictEqual(await some("", "rules: { ruff/ANN: off, ruff/ANN001: on, ruff/B: off, ruff/T20: note }"), [
    "note ruff/ANN001 1:13",
    "note ruff/ANN001 1:19",
    "note ruff/T201 2:12",
  ]);
  const { exitCode, text } = await runCheck(
    workspaceOf({ "a.py": careless, "keelback.yaml": "rules: { ruff/b006: off }" }),
  );
  strictEqual(exitCode, 2);
  match(text, /there is no rule and no family "ruff\/b006"/);
});

test("--only names ruff's rules too, and without them ruff does not speak", async () => {
  deepStrictEqual(await told({ "a.py": careless }, "errors"), []);
  deepStrictEqual(await told({ "a.py": careless }, "ruff/B006,errors"), ["warning ruff/B006 1:25"]);
  deepStrictEqual(await told({ "a.py": `import os\n${careless}` }, "ruff/F401"), ["warning ruff/F401 1:8"]);
});

test("comments silence ruff's rules as ours, and are told where they silence nothing", async () => {
  const files = {
    "a.py": [
      "print(1)  # keelback: ignore[ruff/T201] it is the answer",
      "print(2)  # keelback: ignore[ruff/N] so is this",
      "print(3)  # keelback: ignore[ruff] and this",
      "x = 1  # keelback: ignore[ruff/T201] nothing",
      "x = 1  # keelback: ignore[ruff/DOC201] nobody looked",
      "",
    ].join("\n"),
  };
  deepStrictEqual(await told(files), [
    "warning ruff/T201 2:1",
    "warning source/unused-suppression 2:11",
    "warning source/unused-suppression 4:8",
  ]);
  deepStrictEqual(await told({ ...files, "keelback.yaml": "rules: { ruff: off }" }), []);
});

test("what a rule of ours has told is not told again, silenced or not", async () => {
  const found = (text: string) =>
    told({ "a.py": text, "ruff.toml": 'lint.select = ["S", "E7", "BLE", "RUF012"]\nlint.ignore = ["ANN"]' });
  deepStrictEqual(await found(swallowing), ["warning errors/swallowed-error 4:5"]);
  const cart =
    "class Cart:\n    items = []  # why\n\n    def add(self, item: str) -> None:\n        self.items.append(item)\n";
  deepStrictEqual(await found(cart), ["error modules/mutable-class-state 2:13"]);
  deepStrictEqual(await found(cart.replace("why", "keelback: ignore[modules] it is one")), []);
  deepStrictEqual(await found(cart.replace("self.items.append(item)", "print")), [
    "warning ruff/RUF012 2:13",
  ]);
  deepStrictEqual(await found(swallowing.replace("pass", "mail = None")), ["warning ruff/BLE001 4:12"]);
});

test("settings that ruff refuses are a note, and nothing else fails", async () => {
  const { value, exitCode } = await runCheck(
    workspaceOf({ "a.py": swallowing, "ruff.toml": 'lint.select = ["NOTHING1"]' }),
  );
  deepStrictEqual(
    value.findings.map(({ rule, severity }) => `${severity} ${rule}`),
    ["note ruff/not-run", "warning errors/swallowed-error"],
  );
  strictEqual(exitCode, 1);
  match(value.findings[0]?.message ?? "", /NOTHING1/);
});

test("a baseline and --since hold for ruff as for ours", async () => {
  const workspace = workspaceOf({ "a.py": careless });
  await runCheck(workspace, { writeBaseline: true });
  const { value } = await runCheck(workspace);
  deepStrictEqual([value.findings.length, value.accepted], [0, 5]);
});

test("no program of the project's is run: neither its environment's nor one in its repository", async () => {
  const line = JSON.stringify({
    code: "B006",
    message: "m",
    filename: "/repo/app/a.py",
    url: "https://docs.astral.sh/ruff/rules/mutable-argument-default",
    location: { row: 1, column: 25 },
    end_location: { row: 1, column: 27 },
  });
  const open = (path: string, others: Readonly<Record<string, string>> = {}) =>
    openMemory({
      root: "/repo/app",
      environment: { PATH: path },
      files: {
        "a.py": careless,
        "/repo/.git/HEAD": "",
        "/repo/.venv/bin/ruff": "",
        "/usr/bin/ruff": "",
        "bin/ruff": "",
        ...others,
      },
      run: ({ program, onLine }) => {
        if (!program.endsWith("/ruff")) return undefined;
        onLine?.(line, "stdout");
        return { status: "exited", code: 0 };
      },
    });
  const programs = async (...[path, others]: Parameters<typeof open>) => {
    const workspace = open(path, others);
    await runCheck(workspace, { only: "ruff" });
    return workspace.commands.map(({ program }) => program);
  };
  deepStrictEqual(await programs("/repo/.venv/bin:bin:.:/repo/app/bin:/repo/x/../app/bin"), []);
  deepStrictEqual(await programs("/repo/.venv/bin/:/usr/bin"), ["/usr/bin/ruff"]);
  const ours = "/cache/environments/a";
  deepStrictEqual(await programs("/usr/bin", { [`${ours}/keelback.json`]: "{}", [`${ours}/bin/ruff`]: "" }), [
    `${ours}/bin/ruff`,
  ]);
  const { found, value } = await runCheck(open("/usr/bin"));
  ok(found.includes("a.py:1 ruff/B006"));
  match(value.links.get("ruff/B006") ?? "", /mutable-argument-default$/);
});

test("a rule that speaks without an end is counted for people, and whole for programs", async () => {
  const many = { "a.py": Array.from({ length: 50 }, (_, at) => `def f${at}(x) -> None: ...\n`).join("") };
  const { text, exitCode } = await runCheck(workspaceOf(many));
  match(text, /ruff\/ANN001 {2}50 notes {2}first: Missing type annotation/);
  ok(text.split("\n").length < 15);
  strictEqual(exitCode, 0);
  const json = await runCheck(workspaceOf(many), { format: "json" });
  strictEqual(json.text.match(/"rule": "ruff\/ANN001"/g)?.length, 50);
  const github = await runCheck(workspaceOf(many), { format: "github" });
  strictEqual(
    github.text,
    "::notice title=ruff/ANN001::50 notes, first a.py:1:8: Missing type annotation for function argument `x`",
  );
  const markdown = await runCheck(workspaceOf(many), { format: "markdown" });
  match(markdown.text, /\| `ruff\/ANN001` \| 50 notes \| Missing type/);
  const page = await runCheck(workspaceOf(many), { format: "html" });
  match(page.text, /<td>ruff\/ANN001<\/td><td>50 notes<\/td>/);
  doesNotMatch(page.text, /class="finding"/);
});

test("notes of many rules are counted too, so that they hide nothing", async () => {
  const notes = (name: string) =>
    Array.from(
      { length: 15 },
      (_, at) => `def ${name}${at}(x: int): ...\n\n\nclass ${name}${at}: ...\n`,
    ).join("");
  const { text } = await runCheck(workspaceOf({ "a.py": notes("f"), "b.py": swallowing }));
  match(text, /^b\.py:4:5 {2}warning {2}errors\/swallowed-error/);
  match(text, /ruff\/ANN201 {2}15 notes/);
  match(text, /all of these: keelback check --only ruff --format json/);
});

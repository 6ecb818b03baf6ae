import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { verbs } from "#verbs";
import { openMemory, type Workspace } from "#workspace";
import { runCommandLine } from "../../src/surfaces/cli/command-line.ts";
import { conduitText } from "../report/conduit.ts";

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function call(words: readonly string[], open?: () => Workspace, debug = false): Promise<Ended> {
  let out = "";
  let err = "";
  const look = { colour: false, width: 100 };
  const code = await runCommandLine(words, {
    version: "1.2.3",
    runtime: { program: "node", version: "24.1.0", platform: "linux" },
    terminal: {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      look,
      errLook: look,
      live: false,
    },
    workspace: open ?? (() => openMemory({ files: { "openapi.yml": conduitText } })),
    signal: new AbortController().signal,
    now: () => 0,
    debug,
  });
  return { code, out, err };
}

describe("the command line", () => {
  test("prints the plan, and nothing beside it", async () => {
    const { code, out, err } = await call(["plan", "openapi.yml"]);
    strictEqual(code, 0);
    strictEqual(err, "");
    match(out, /^openapi\.yml: OpenAPI 3\.1, 19 operations, 11 schemas\n/);
    match(out, /\nnext: keelback build openapi\.yml\n$/);
  });

  test("prints JSON alone where that is asked for", async () => {
    const { code, out, err } = await call(["plan", "openapi.yml", "--json"]);
    strictEqual(code, 0);
    strictEqual(err, "");
    const value = JSON.parse(out) as Record<string, unknown>;
    deepStrictEqual(Object.keys(value).slice(0, 4), ["keelback", "verb", "exitCode", "contract"]);
    strictEqual(value["derived"], 19);
  });

  test("gives findings as JSON too", async () => {
    const { code, out } = await call(["plan", "nosuch.yml", "--json"]);
    strictEqual(code, 2);
    const { findings } = JSON.parse(out) as { findings: readonly { rule: string }[] };
    deepStrictEqual(
      findings.map(({ rule }) => rule),
      ["contract/not-found"],
    );
  });

  test("takes a verb's arguments and options", async () => {
    const { out } = await call(["plan", "openapi.yml", ".", "--database", "postgresql", "--json"]);
    strictEqual((JSON.parse(out) as { plan: { database: string } }).plan.database, "postgresql");
    const explained = await call(["explain", "GET", "/tags", "openapi.yml"]);
    match(explained.out, /^GET \/tags GetTags: distinct-values/);
  });
});

describe("wrong usage ends with 2 and one line", () => {
  const refuse = (words: readonly string[], expected: RegExp): void => {
    test(words.join(" ") || "(nothing)", async () => {
      const { code, out, err } = await call(words);
      strictEqual(code, 2);
      strictEqual(out, "");
      match(err, expected);
    });
  };
  refuse([], /^Usage: keelback/);
  refuse(["plon"], /^keelback: there is no verb "plon"; did you mean "keelback plan"\?\n$/);
  refuse(
    ["contract", "qury"],
    /^keelback: there is no verb "contract qury"; did you mean "keelback contract query"\?\n$/,
  );
  refuse(
    ["contract", "query"],
    /^keelback: missing required argument 'what'; see keelback help contract query\n$/,
  );
  refuse(["zzzzzz"], /^keelback: there is no verb "zzzzzz"; see keelback help\n$/);
  refuse(["plan", "--wirte"], /^keelback: there is no option --wirte; did you mean --write\?\n$/);
  refuse(["plan", "--stack", "nosuch"], /^keelback: .*Allowed choices are .*; see keelback help plan\n$/);
  refuse(["plan", "a", "b", "c"], /^keelback: too many arguments for 'plan'.*\n$/);
  refuse(["plan", "--out"], /^keelback: option '--out <FILE>' argument missing; see keelback help plan\n$/);
  refuse(["explain"], /^keelback: missing required argument 'name'; see keelback help explain\n$/);
  refuse(["pl\u001b[2Jn"], /\\x1b\[2J/);
});

describe("help", () => {
  test("of a group lists its verbs", async () => {
    const { code, out } = await call(["contract", "--help"]);
    strictEqual(code, 0);
    match(out, /\n {2}query .*\n(?: {8,}.*\n)* {2}list /);
    const { code: without, err } = await call(["contract"]);
    deepStrictEqual([without, err], [2, out]);
  });
  test("lists every verb", async () => {
    const { code, out } = await call(["--help"]);
    strictEqual(code, 0);
    for (const name of Object.keys(verbs)) ok(out.includes(`\n  ${name.split(" ")[0]} `), name);
  });
  for (const [name, { examples }] of Object.entries(verbs))
    test(`of ${name} shows how it is used, with examples`, async () => {
      const { code, out } = await call(["help", ...name.split(" ")]);
      strictEqual(code, 0);
      match(out, new RegExp(`^Usage: keelback ${name}`));
      match(out, /--json/);
      for (const example of examples) ok(out.includes(example));
      strictEqual((await call([...name.split(" "), "--help"])).out, out);
    });
  test("and the version", async () => {
    deepStrictEqual(await call(["--version"]), { code: 0, out: "1.2.3\n", err: "" });
  });
});

describe("a failure of our own", () => {
  const broken = (): Workspace => {
    throw new Error("keelback is broken here: no\u001b[2J steps");
  };
  test("is one line, with how to report it", async () => {
    const { code, err } = await call(["plan", "openapi.yml"], broken);
    strictEqual(code, 70);
    match(err, /^keelback: it is broken here: no\\x1b\[2J steps; to report it, .*KEELBACK_DEBUG=1.*\n$/);
  });
  test("shows where it happened for those who ask", async () => {
    const { err } = await call(["plan", "openapi.yml"], broken, true);
    match(err, /\n {4}at /);
  });
});

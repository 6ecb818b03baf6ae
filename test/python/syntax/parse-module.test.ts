import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { test } from "node:test";
import { parseModule } from "../../../src/python/syntax/parse-module.ts";
import type { Body } from "../../../src/python/syntax/statements-tree.ts";
import { samples } from "./samples.ts";

for (const [title, text] of Object.entries(samples))
  test(`reads ${title}`, () => {
    deepStrictEqual(parseModule(text).problems, []);
    for (const ending of ["\r\n", "\r"]) {
      deepStrictEqual(parseModule(text.replaceAll("\n", ending)).problems, [], JSON.stringify(ending));
    }
    deepStrictEqual(
      parseModule(`\ufeff${text.trimEnd()}`).problems,
      [],
      "with a mark and without a last line break",
    );
  });

/** Names of the functions and classes that a body holds, at any depth, in order. */
function definitionsOf(body: Body): readonly string[] {
  return body.flatMap((statement) => {
    const inner = "body" in statement ? definitionsOf(statement.body) : [];
    const named = statement.kind === "function" || statement.kind === "class" ? [statement.name.id] : [];
    return [...named, ...inner];
  });
}

const broken: readonly {
  readonly title: string;
  readonly text: string;
  readonly at: number;
  readonly seen: string;
}[] = [
  { title: "a call left open", text: "def a():\n    f(1, [2\n\ndef b():\n    pass\n", at: 2, seen: "a b" },
  {
    title: "parameters left open",
    text: "def a(x, y:\n    return 1\n\nclass B:\n    def c(self): pass\n",
    at: 1,
    seen: "a B c",
  },
  { title: "a string left open", text: "x = 'abc\ndef a(): pass\n", at: 1, seen: "a" },
  { title: "a long string left open", text: 'x = """abc\ndef a(): pass\n', at: 1, seen: "a" },
  { title: "a formatted string left open", text: "x = f'{a + b\ndef a(): pass\n", at: 1, seen: "a" },
  {
    title: "a missing colon",
    text: "class A\n    def b(self)\n        pass\n    def c(self): pass\n",
    at: 1,
    seen: "A b c",
  },
  {
    title: "a missing block",
    text: "def a():\nclass B:\n    def c(self):\n\n    def d(self): pass\n",
    at: 2,
    seen: "a B c d",
  },
  {
    title: "one line of prose",
    text: "def a(): pass\nthis is no code at all\ndef b(): pass\n",
    at: 2,
    seen: "a b",
  },
  {
    title: "a statement of Python 2",
    text: 'def a():\n    print "x" % 1\n    exec code in x\ndef b(): pass\n',
    at: 2,
    seen: "a b",
  },
  {
    title: "marks of a merge",
    text: "<<<<<<< ours\ndef a(): pass\n=======\ndef b(): pass\n>>>>>>> theirs\n",
    at: 1,
    seen: "a b",
  },
  {
    title: "a line indented too deeply",
    text: "def a():\n    x = 1\n      y = 2\n    z = 3\ndef b(): pass\n",
    at: 3,
    seen: "a b",
  },
  {
    title: "a line indented like none before",
    text: "class A:\n    def a(self): pass\n  def b(self): pass\ndef c(): pass\n",
    at: 3,
    seen: "A a b c",
  },
  { title: "a closing bracket too many", text: "x = (1))\ndef a(): pass\n", at: 1, seen: "a" },
  { title: "a wrong closing bracket", text: "x = f(a[1)\ndef a(): pass\n", at: 1, seen: "a" },
  { title: "a decorator alone", text: "@route('/')\nx = 1\ndef a(): pass\n", at: 2, seen: "a" },
  {
    title: "what a match must not hold",
    text: "match x:\n    case 1: pass\n    y = 2\ndef a(): pass\n",
    at: 3,
    seen: "a",
  },
  {
    title: "an attribute being written",
    text: "def a():\n    self.\n    return 1\ndef b(): pass\n",
    at: 2,
    seen: "a b",
  },
  { title: "an import being written", text: "from x import\nfrom . \ndef a(): pass\n", at: 1, seen: "a" },
  { title: "bytes beside text", text: "x = b'a' 'b'\ndef a(): pass\n", at: 1, seen: "a" },
  { title: "signs that mean nothing", text: "x = 1 ? 2 $ 3\ndef a(): pass\n", at: 1, seen: "a" },
];

for (const { title, text, at, seen } of broken)
  test(`goes on after ${title}`, () => {
    const { body, problems } = parseModule(text);
    strictEqual(definitionsOf(body).join(" "), seen);
    const [first] = problems;
    ok(first !== undefined, "a problem is told");
    strictEqual(text.slice(0, first.start).split("\n").length, at, `line of: ${first.message}`);
  });

const deep: Readonly<Record<string, string>> = {
  parentheses: `x = ${"(".repeat(100_000)}1${")".repeat(100_000)}`,
  "open brackets": "[".repeat(100_000),
  signs: `x = ${"-".repeat(100_000)}1`,
  negations: `x = ${"not ".repeat(100_000)}1`,
  powers: `x = ${"2 ** ".repeat(100_000)}1`,
  lambdas: `x = ${"lambda: ".repeat(100_000)}1`,
  choices: `x = ${"1 if 2 else ".repeat(100_000)}1`,
  sums: `x = ${"1 + ".repeat(100_000)}1`,
  attributes: `x = a${".b".repeat(100_000)}`,
  calls: `x = a${"()".repeat(100_000)}`,
  subscripts: `x = ${"a[".repeat(100_000)}`,
  "formatted strings": "f'{".repeat(20_000),
  "formatted strings on lines": 'f"{\n'.repeat(20_000),
  formats: `f'${"{x:".repeat(20_000)}'`,
  patterns: `match x:\n    case ${"[".repeat(100_000)}: pass\n`,
  blocks: Array.from({ length: 5_000 }, (_, depth) => `${" ".repeat(depth)}if x:\n`).join(""),
  branches: `if x: pass\n${"elif x: pass\n".repeat(100_000)}`,
  conditions: `x = [${"y for y in z if ".repeat(20_000)}]`,
};

for (const [title, text] of Object.entries(deep))
  test(`deeply nested ${title} end neither the stack nor the time`, () => {
    const module = parseModule(`${text}\ndef last(): pass\n`);
    ok(JSON.stringify(module.problems).length < 1_000_000, "problems are bounded");
    ok(maximumDepth(module.body) <= 4_000, `a tree of depth ${maximumDepth(module.body)}`);
  });

/** How deep the tree is, found without recursion. */
function maximumDepth(body: Body): number {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: body, depth: 0 }];
  let deepest = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value !== "object" || value === null) continue;
    const isNode = "kind" in value;
    deepest = Math.max(deepest, depth);
    for (const child of Object.values(value)) open.push({ value: child, depth: isNode ? depth + 1 : depth });
  }
  return deepest;
}

test("values of strings are what they stand for", () => {
  const text = [
    String.raw`x = "a\n\x41\u00e9\101\q" 'b' r'\n' u"c"`,
    String.raw`y = b"\xff\u00e9"`,
    'z = """a\r\nb"""',
  ].join("\n");
  const { body } = parseModule(text);
  const values = body.map((statement) =>
    statement.kind === "assign" && statement.value.kind === "string" ? statement.value : undefined,
  );
  strictEqual(values[0]?.value, "a\nA\u00e9A\\qb\\nc");
  strictEqual(values[1]?.value, "\u00ff\\u00e9");
  strictEqual(values[1]?.bytes, true);
  strictEqual(values[2]?.value, "a\nb");
});

test("a formatted string without a hole is one all the same", () => {
  const statement = parseModule('f"text"').body[0];
  strictEqual(statement?.kind === "expression" && statement.value.kind, "formatted");
});

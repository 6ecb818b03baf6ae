import { strictEqual } from "node:assert";
import { test } from "node:test";
import { textFunction } from "../../src/facts/text-functions/index.ts";
import { moduleAt, projectOf } from "./check.ts";

function apply(source: string, text: string): string | undefined {
  const project = projectOf(`# file: a.py\n${source}\n`);
  const module = moduleAt(project, "a.py");
  return textFunction(project, module, { kind: "name", id: "f", start: 0, end: 0 })?.(text);
}

const camel: Readonly<Record<string, string>> = {
  "a generator with numbers": `
def f(string: str) -> str:
    """To camel case."""
    return "".join(
        word if index == 0 else word.capitalize()
        for index, word in enumerate(string.split("_"))
    )`,
  slices: `
def f(s):
    parts = s.split("_")
    return parts[0] + "".join(part.title() for part in parts[1:])`,
  "a star": `
def f(s):
    first, *others = s.split("_")
    return first.lower() + "".join(map(str.capitalize, others))`,
  "another function": `
def pascal(s): return s.title().replace("_", "")
def f(s):
    made = pascal(s)
    return f"{made[0].lower()}{made[1:]}"`,
  "a loop": `
def f(s):
    out = ""
    up = False
    for letter in s:
        if letter == "_":
            up = True
        elif up:
            out += letter.upper()
            up = False
        else:
            out += letter
    return out`,
  "a lambda": `
SEPARATOR = "_"
f = lambda s: s.split(SEPARATOR)[0] + "".join(w.capitalize() for w in s.split(SEPARATOR)[1:] if w)`,
};

for (const [name, source] of Object.entries(camel))
  test(`${name} is worked out`, () => {
    strictEqual(apply(source, "created_at_day"), "createdAtDay");
    strictEqual(apply(source, "id"), "id");
  });

test("what texts have of their own is as in Python", () => {
  const of = (expression: string, text: string) => apply(`def f(s): return ${expression}`, text);
  strictEqual(of("s.replace('a', 'b', 1)", "aaa"), "baa");
  strictEqual(of("s.replace('a', 'b')", "aca"), "bcb");
  strictEqual(of("s.split('_', 1)[1]", "a_b_c"), "b_c");
  strictEqual(of("s.title()", "they're_2b"), "They'Re_2B");
  strictEqual(of("s.strip('_')", "__a_"), "a");
  strictEqual(of("s.removesuffix('_id')", "user_id"), "user");
  strictEqual(of("s[-1] + s[:-1]", "abc"), "cab");
  strictEqual(of("s.partition('_')[2] or s", "ab"), "ab");
  strictEqual(of("'x' if 'b' in s and len(s) > 1 else 'y'", "ab"), "x");
});

test("what is not certain is not told", () => {
  for (const source of [
    "import re\ndef f(s): return re.sub('_', '', s)",
    "def f(s): return s.encode()",
    "def f(s): return f(s + 'a')",
    "def f(s):\n    while True: s += s",
    "def f(s):\n    for a in s:\n        for b in s:\n            for c in s:\n                s += s\n    return s",
    "@cache\ndef f(s): return s",
    "def f(*s): return s",
    "def f(s): print(s)\n",
    "def f(s, t): return s + t",
    "def f(s): return s[50]",
    "async def f(s): return s",
    "def f(s): return __proto__",
    "def f(s): return s.constructor",
    "def f(s): return constructor(s)",
    "@cache\ndef len(s): return 1\ndef f(s): return s[:len(s)]",
  ])
    strictEqual(apply(source, "some_name"), undefined, source);
  strictEqual(apply("def f(s): return s.upper()", "straße"), undefined);
});

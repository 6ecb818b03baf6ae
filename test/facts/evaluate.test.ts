import { strictEqual } from "node:assert";
import { test } from "node:test";
import { openClasses, openEvaluator, type Value } from "#facts";
import { moduleAt, projectOf } from "./check.ts";

const text = `
# file: a.py
import os
from b import Settings, settings, make, PATH, outer
from c import chosen, kept, quoted, perhaps, through, inside
BASE = "/" + PATH
def identity(value, other="x"): return value
def second(value, other="x"):
    if value: return value
    return other
def either(required=True): return "yes" if required else "no"
def named(*, required=True): return "yes" if required else "no"
class Here:
    name = "here"
x = EXPRESSION
# file: b.py
PATH = "v1"
class Settings:
    prefix: str = "/p"
    both = f"{PATH}-{PATH}"
    changed = "/c"
settings = Settings()
def make(of): return of()
def outer(one):
    def inner(two): return one + two
    return inner("2")
# file: c.py
from b import Settings
class Local(Settings):
    changed = "/local"
kinds = {"local": Local, "other": Settings}
def chosen() -> Settings: return kinds["local"]()
def quoted() -> "Settings": return kinds["local"]()
def perhaps() -> Settings | None: return kinds.get("local")
kept = chosen()
def through(of: Settings): return of.prefix
def inside():
    settings = chosen()
    return settings.prefix
`;

function told(value: Value | undefined): string {
  switch (value?.kind) {
    case undefined:
      return "unknown";
    case "text":
      return JSON.stringify(value.text);
    case "constant":
      return value.value;
    case "list":
      return `[${value.items.map(told).join(", ")}]`;
    case "class":
      return `class ${value.class.node.name.id}`;
    case "module":
      return `module ${value.module.path}`;
    case "function":
      return `function ${value.node.name.id}`;
    case "external":
      return value.path;
    case "instance":
      return `a ${typeof value.of === "string" ? value.of : value.of.node.name.id}`;
  }
}

const cases: Readonly<Record<string, string>> = {
  BASE: '"/v1"',
  "settings.prefix": '"/p"',
  "Settings.both": '"v1-v1"',
  "make(Settings)": "a Settings",
  "make(of=Here).name": '"here"',
  "identity(PATH)": '"v1"',
  "identity(other=1)": "unknown",
  "second(PATH)": "unknown",
  "second('x')": '"x"',
  'outer("1")': '"12"',
  "os.environ": "os.environ",
  "os.path.join(PATH)": "a os.path.join",
  "[PATH, nothing]": '["v1", unknown]',
  "f'{PATH!s}{PATH}'": '"v1v1"',
  "f'{PATH!r}'": "unknown",
  "f'{PATH:>10}'": "unknown",
  "PATH + nothing": "unknown",
  x: "unknown",
  "identity(*PATH)": "unknown",
  "lambda: PATH": "unknown",
  None: "None",
  "either()": '"yes"',
  "either(False)": '"no"',
  "either(required=nothing)": "unknown",
  "named()": '"yes"',
  "named(required=False)": '"no"',
  "'a' if '' else 'b'": '"b"',
  "chosen().prefix": '"/p"',
  "kept.prefix": '"/p"',
  "quoted().prefix": '"/p"',
  "(await chosen()).prefix": '"/p"',
  "chosen().changed": "unknown",
  "chosen().nothing": "unknown",
  "perhaps().prefix": "unknown",
  "through(kept)": '"/p"',
  "inside()": '"/p"',
};

for (const [expression, expected] of Object.entries(cases))
  test(`${expression} is ${expected}`, () => {
    const project = projectOf(text.replace("EXPRESSION", expression));
    const evaluator = openEvaluator(project, openClasses(project));
    const module = moduleAt(project, "a.py");
    const last = module.syntax.body.at(-1);
    strictEqual(last?.kind, "assign");
    strictEqual(told(evaluator.evaluate(evaluator.moduleFrame(module), last.value)), expected);
  });

test("what is made of itself ends, however often", () => {
  const links = Array.from({ length: 40 }, (_, index) => `a${index} = a${index + 1} + a${index + 1}`).join(
    "\n",
  );
  for (const text of [
    "x = x + x",
    "x = [x, x, x]",
    `${links}\na40 = a0\nx = a0`,
    "def f(y): return f(y) + f(y)\nx = f(f(1))",
  ]) {
    const project = projectOf(`# file: a.py\n${text}\n`);
    const evaluator = openEvaluator(project, openClasses(project));
    const module = moduleAt(project, "a.py");
    const last = module.syntax.body.at(-1);
    strictEqual(last?.kind, "assign");
    evaluator.evaluate(evaluator.moduleFrame(module), last.value);
  }
});

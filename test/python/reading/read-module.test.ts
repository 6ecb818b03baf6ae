import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import fc from "fast-check";
import { namesIn, type PythonItem, type PythonModule, readModule } from "#python";
import { anyCodePoint } from "../../fuzz/code-points.ts";
import { seed } from "../texts.ts";
import { anyModule, mutated, pieces } from "./mutations.ts";

/** Kind, name and text of each item, members below their class. */
function outline({ text, items }: PythonModule): readonly unknown[] {
  return items.map((item) => outlineItem(text, item));
}

function outlineItem(text: string, { kind, name, start, end, body }: PythonItem): readonly unknown[] {
  const own = [kind, name, text.slice(start, end)];
  return body ? [...own, body.items.map((item) => outlineItem(text, item))] : own;
}

function names(text: string): readonly string[] {
  return readModule(text).items.map(({ name }) => name);
}

describe("reading a module", () => {
  test("takes it apart with decorators, clauses and the comments right above", () => {
    const text = [
      '"""What it is for."""',
      "",
      "import a",
      "# alone",
      "",
      "# right above",
      "@cached",
      "# between",
      "@other(",
      "    1",
      ")",
      "async def f(x: int) -> str:",
      '    return f"{x["y"]}"',
      "    # at its end",
      "",
      "try:",
      "    b = 1",
      "except ImportError:",
      "    b = 2",
      "else:",
      "    b = 3",
      "type Pair = tuple[int, int]",
      "register(f)",
      "",
    ].join("\n");
    const lines = text.split("\n");
    deepStrictEqual(outline(readModule(text)), [
      ["docstring", '"""', lines[0]],
      ["import", "import a", "import a"],
      ["function", "f", lines.slice(5, 14).join("\n")],
      ["statement", "try:", lines.slice(15, 21).join("\n")],
      ["assignment", "Pair", lines[21]],
      ["statement", "register()", "register(f)"],
    ]);
  });

  test("takes a class apart into its members", () => {
    const text =
      "class A(B[int], metaclass=M):  # why\n    '''Doc.'''\n\n    x: int = 1\n\n    @property\n    def y(self): return 1\n\n    class C:\n        z = 1\n";
    deepStrictEqual(outline(readModule(text)), [
      [
        "class",
        "A",
        text.trimEnd(),
        [
          ["docstring", '"""', "    '''Doc.'''"],
          ["assignment", "x", "    x: int = 1"],
          ["function", "y", "    @property\n    def y(self): return 1"],
          ["class", "C", "    class C:\n        z = 1", [["assignment", "z", "        z = 1"]]],
        ],
      ],
    ]);
    strictEqual(readModule(text).items[0]?.body?.indent, "    ");
  });

  test("a class on one line has no members", () => {
    strictEqual(readModule("class A(B): pass\n").items[0]?.body, undefined);
  });

  test("names what comes again apart", () => {
    deepStrictEqual(names("def f(): ...\n@f.setter\ndef f(): ...\nf(1)\nf(2)\n"), [
      "f",
      "f#2",
      "f()",
      "f()#2",
    ]);
  });

  test("what looks like code in a literal or a comment is none", () => {
    const inside = [
      "x = '''\ndef f():\n'''",
      'y = "class A:"  # def g():',
      "z = (\n# def h(\n1\n)",
      'w = rb"\\\\"',
      "v = f'{a:{b}}' f\"{'}'}\" f'{{'",
    ];
    deepStrictEqual(names(`${inside.join("\n")}\n`), ["x", "y", "z", "w", "v"]);
    ok(readModule(inside.join("\n")).sound);
  });

  test("keeps to the line ends, tabs and the mark at the beginning that the text has", () => {
    for (const [mark, end] of [
      ["", "\n"],
      ["\ufeff", "\r\n"],
      ["", "\r"],
    ] as const) {
      const text = `${mark}x = 1${end}${end}class A:${end}\ty = \\${end}  2${end}\t# last${end}`;
      const module = readModule(text);
      ok(module.sound);
      deepStrictEqual(outline(module), [
        ["assignment", "x", "x = 1"],
        [
          "class",
          "A",
          `class A:${end}\ty = \\${end}  2${end}\t# last`,
          [["assignment", "y", `\ty = \\${end}  2`]],
        ],
      ]);
    }
  });

  test("says of what does not fit together that it does not", () => {
    for (const text of [
      "x = (",
      "x = ']\n'",
      "x = )",
      '"""',
      "class A:\n    x\n  y\n",
      "x = \\",
      "f'{x'",
      "f'}'",
      "\0",
    ])
      ok(!readModule(text).sound, JSON.stringify(text));
  });
});

test("names in code and in literals are told, those in comments are not", () => {
  const names = namesIn(
    'from a import b as c\n__all__ = ["d"]\nx: "e.f" = 0x1f + 1e5  # g\ny = f"h {i.j!r:{k}}"\n',
  );
  for (const name of ["a", "b", "c", "d", "e", "f", "i", "j", "k", "x", "y"]) ok(names.has(name), name);
  for (const name of ["g"]) ok(!names.has(name), name);
});

/** Items lie one after the other, each within what holds it, and begin and end where lines do. */
function checkRanges(text: string, items: readonly PythonItem[], from: number, to: number): void {
  let after = from;
  for (const { start, code, end, body } of items) {
    ok(after <= start && start <= code && code < end && end <= to);
    ok(start === 0 || "\n\r\ufeff".includes(text.charAt(start - 1)));
    ok(end === text.length || "\n\r".includes(text.charAt(end)));
    if (body) {
      ok(code < body.start && body.start < end);
      checkRanges(text, body.items, body.start, end);
    }
    after = end;
  }
}

test(`any text is taken apart into pieces that lie one after the other (seed ${seed})`, () => {
  const check = (text: string): void => checkRanges(text, readModule(text).items, 0, text.length);
  for (const text of mutated(1500)) check(text);
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...pieces)).map((some) => some.join("")),
      check,
    ),
    { seed, numRuns: 3000 },
  );
  fc.assert(fc.property(fc.string({ unit: anyCodePoint, maxLength: 200 }), check), { seed, numRuns: 1000 });
  fc.assert(
    fc.property(anyModule, (text) => {
      ok(namesIn(text).size >= 0);
    }),
    { seed, numRuns: 50 },
  );
});

test("what is nested deep takes no longer and breaks nothing", () => {
  const nested = `${"(".repeat(50_000)}\n${"x: y\n".repeat(50_000)}${'"'.repeat(50_000)}${"f'{".repeat(2_000)}${"x:{".repeat(20_000)}`;
  ok(!readModule(nested).sound);
  const classes = Array.from({ length: 3_000 }, (_, level) => `${" ".repeat(level)}class A:`).join("\n");
  strictEqual(readModule(`${classes} pass\n`).items.length, 1);
});

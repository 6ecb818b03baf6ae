import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { describe, test } from "node:test";
import {
  blocks,
  commaList,
  comment,
  concat,
  formatted,
  imported,
  importOnly,
  lines,
  name,
  nothing,
  type Py,
  py,
  str,
} from "#python";

describe("py prints", () => {
  const check = (title: string, fragment: Py, text: string): void => {
    test(title, () => strictEqual(fragment.text, text));
  };
  const body = py`
    x = 1

    if x:
        y = 2
  `;

  check("a template without its common indent", body, "x = 1\n\nif x:\n    y = 2");
  check("a template of one line as it is", py`x = ${1}`, "x = 1");
  check(
    "a fragment of several lines at the indent of its line",
    py`
      def f():
          ${body}
    `,
    "def f():\n    x = 1\n\n    if x:\n        y = 2",
  );
  check(
    "an array one per line where it stands alone",
    py`
      a
        ${[name("b"), false, body]}
      c
    `,
    "a\n  b\n  x = 1\n\n  if x:\n      y = 2\nc",
  );
  check("an array with commas elsewhere", py`f(${[name("a"), nothing, 1, -2]})`, "f(a, 1, -2)");
  check(
    "no line where nothing is printed",
    py`
      a
      ${[]}
      ${undefined}
      ${nothing}${false}
      b${nothing}
    `,
    "a\nb",
  );
  check("Python's escapes as they stand", py`x = "\n\\" + r"\d"`, String.raw`x = "\n\\" + r"\d"`);
  check("names and numbers inside a string", py`x = f"a_${name("b")}{c:${3}}"`, 'x = f"a_b{c:3}"');
  check("strings inside the braces of an f-string", py`f"{x[${str("a")}]}"`, 'f"{x["a"]}"');
  check("commaList", commaList([name("a"), nothing, name("b")]), "a, b");
  check("lines", lines([name("a"), nothing, name("b")]), "a\nb");
  check("blocks", blocks([name("a"), nothing, name("b")]), "a\n\nb");
  check("concat", concat(name("a"), py`(`, 1, py`)`), "a(1)");
  check(
    "f-strings from text and expressions",
    formatted(['/{a}/"\n', name("user_id")]),
    'f"/{{a}}/\\"\\n{ user_id }"',
  );
  check("f-strings without expressions as plain strings", formatted(["{a}"]), '"{a}"');
});

test("imports come through nesting, vanished lines and lists", () => {
  const inner = py`${imported("a", "B")}(${importOnly("c")})`;
  const outer = py`
    ${importOnly("d", "E")}
    ${[inner, inner]}
  `;
  deepStrictEqual(outer.imports, [
    { module: "d", symbol: "E" },
    { module: "a", symbol: "B" },
    { module: "c" },
  ]);
});

describe("py refuses", () => {
  const refuse = (title: string, make: () => unknown, message: RegExp): void => {
    test(title, () => {
      throws(make, message);
    });
  };
  // @ts-expect-error: what is copied is no fragment, for the compiler either.
  const forged = (text: string): Py => ({ ...name("x"), text });

  // @ts-expect-error: strings are no values, for the compiler either.
  refuse("strings", () => py`${"evil()"}`, /only fragments/);
  refuse("copied fragments", () => py`${forged("evil()")}`, /only fragments/);
  refuse("copied fragments in an f-string", () => formatted([forged("evil()")]), /not made by/);
  refuse("being called", () => py(Object.assign(["evil()"], { raw: ["evil()"] })), /tag for template/);
  refuse("literals inside a literal", () => py`"${str("a")}"`, /inside a string literal/);
  refuse("literals in the text of an f-string", () => py`f"{x}${str("a")}"`, /inside a string literal/);
  refuse("literals in a format", () => py`f"{x:${str("a")}}"`, /inside a string literal/);
  refuse("gaps in a comment", () => py`x  # ${name("x")}`, /no gaps/);
  refuse("a prefix before a literal", () => py`f${str("{evil()}")}`, /fuse/);
  refuse("a name before a literal", () => concat(name("f"), str("{evil()}")), /fuse/);
  refuse("two literals side by side", () => py`${str("a")}${str("")}`, /fuse/);
  refuse("a literal beside a static one", () => py`${str("")}"a"`, /fuse/);
  refuse("code after a comment", () => py`f(${comment("a")})`, /swallow/);
  refuse("list items after a comment", () => commaList([comment("a"), name("b")]), /swallow/);
  refuse("an open literal", () => py`x = """a`, /ends inside/);
  refuse("numbers that Python lacks", () => py`${Number.NaN}`, /no literal/);
  refuse("invalid names", () => name("a b"), /not a Python name/);
  refuse("keywords as names", () => name("class"), /not a Python name/);
  refuse("invalid modules", () => imported("a;b", "c"), /not a Python name/);
});

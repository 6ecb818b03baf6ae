import { strictEqual, throws } from "node:assert";
import { describe, test } from "node:test";
import { comment, docstring, formatPython, type JsonLike, literal, pythonModule, str } from "#python";

describe("str", () => {
  const check = (text: string, printed: string): void => {
    test(JSON.stringify(text), () => {
      strictEqual(str(text).text, printed);
      strictEqual(formatPython(`x = ${printed}\n`), `x = ${printed}\n`);
    });
  };
  check("plain", '"plain"');
  check('say "hi"', `'say "hi"'`);
  check("it's", `"it's"`);
  check(`"it's"`, `'"it\\'s"'`);
  check(`'"'`, `"'\\"'"`);
  check("a\\b\n\r\t\0", '"a\\\\b\\n\\r\\t\\x00"');
  check("\u202e\u2028\u200b\u00a0", '"\\u202e\\u2028\\u200b\\xa0"');
  check("\ud800x\udfff", '"\\ud800x\\udfff"');
  check("é名😀", '"é名😀"');
  check("\u{e0041}", '"\\U000e0041"');
  check("\\N{DASH}", '"\\\\N{DASH}"');
});

describe("literal", () => {
  const check = (json: JsonLike, printed: string): void => {
    test(JSON.stringify(json), () => strictEqual(literal(json).text, printed));
  };
  check(null, "None");
  check([true, false], "[True, False]");
  check([0, -1, 1.5, 1e-7, -0], "[0, -1, 1.5, 1e-7, -0.0]");
  check(2 ** 63, "9223372036854775808");
  check(1e21, "1e+21");
  check({ a: { "b'": [] }, __proto__x: {} }, `{"a": {"b'": []}, "__proto__x": {}}`);

  test("what Python could not parse is read at run time", () => {
    let deep: JsonLike = "leaf";
    for (let depth = 0; depth < 500; depth += 1) deep = [deep];
    const text = pythonModule({ body: [literal(deep)], firstParty: [] });
    strictEqual(text.startsWith("import json\n"), true);
  });
  test("numbers that JSON lacks are refused", () => {
    throws(() => literal([Number.POSITIVE_INFINITY]), /no literal/);
  });
});

describe("comment", () => {
  const check = (text: string, printed: string, width?: number): void => {
    test(JSON.stringify(text), () => strictEqual(comment(text, width).text, printed));
  };
  check("", "");
  check(" \n\0\u200b ", "");
  check("a\nb\n\n\nc\n", "# a\n# b\n#\n# c");
  check("one two three", "# one two\n# three", 10);
  check("a\0b\u202ec\u2028d", "# a bc\n# d");
  check("noqa: F401", "# `noqa`: F401");
  check("x # noqa", "# x # `noqa`");
  check("see #noqa", "# see #`noqa`");
  check("type: ignore", "# `type`: ignore");
  check("Type of the user", "# Type of the user");
  check("FMT: off", "# `FMT`: off");
  check("pragma no cover", "# `pragma` no cover");
  check("ruff : noqa", "# `ruff` : noqa");
  check("-*- coding: utf-7 -*-", "# - * - coding : utf-7 - * -");
  check("/// script", "# '///' script");
});

describe("docstring", () => {
  const check = (text: string, printed: string, width?: number): void => {
    test(JSON.stringify(text), () => strictEqual(docstring(text, width).text, printed));
  };
  check("", "");
  check("lists users", '"""Lists users."""');
  check("List the\nusers!", '"""List the users!"""');
  check("A.\n\n\nb\nc\n", '"""A.\n\nb\nc\n"""');
  check("Options:\n- a", '"""Options.\n\n- a\n"""');
  check('He said "no"', '"""He said "no"."""');
  check('"No" is it', `"""'No' is it."""`);
  check('a """ b', `"""A ''' b."""`);
  check("path\\to\\N{x}\\", 'r"""path\\to\\N{x}\\."""');
  check("X.\n\n>>> evil()", '"""X.\n\n> >> evil()\n"""');
  check("Sentence one is. Then another follows", '"""Sentence one is.\n\nThen another follows\n"""', 28);
  check("one two three four", '"""One two...\n\n...three four\n"""', 20);
});

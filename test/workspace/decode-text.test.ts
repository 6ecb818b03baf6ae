import { deepStrictEqual, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { declaredEncoding, decodeText } from "../../src/workspace/decode-text.ts";

const latin = (text: string): Buffer => Buffer.from(text, "latin1");

const textOf = (bytes: Buffer): string | undefined => {
  const read = decodeText(bytes);
  return typeof read === "string" ? read : read.declared;
};

describe("bytes that say themselves in which encoding they are", () => {
  test("Latin-1, on the first line or on the second", () => {
    const first = "# -*- coding: latin-1 -*-\nname = 'café'\n";
    strictEqual(textOf(latin(first)), first);
    const second = "#!/usr/bin/env python\n# vim: set fileencoding=iso-8859-1 :\nname = 'café'\n";
    strictEqual(textOf(latin(second)), second);
  });

  test("other encodings of single bytes", () => {
    const bytes = Buffer.concat([latin("# coding: cp1252\nprice = '"), Buffer.from([0x80]), latin("'\n")]);
    strictEqual(textOf(bytes), "# coding: cp1252\nprice = '€'\n");
    const euro = Buffer.concat([
      latin("# coding: iso-8859-15\nprice = '"),
      Buffer.from([0xa4]),
      latin("'\n"),
    ]);
    strictEqual(textOf(euro), "# coding: iso-8859-15\nprice = '€'\n");
  });

  test("without such a word, below the second line, after code, or of an unknown name, they are no text", () => {
    for (const head of [
      "",
      "a = 1\nb = 2\n# coding: latin-1\n",
      "a = 1\n# coding: latin-1\n",
      "# coding: rot13\n",
      "# coding: utf-8\n",
    ])
      strictEqual(textOf(latin(`${head}name = 'café'\n`)), undefined, head);
  });

  test("what is UTF-8 is read as that, whatever it says", () => {
    strictEqual(
      decodeText(Buffer.from("# coding: latin-1\nname = 'café'\n")),
      "# coding: latin-1\nname = 'café'\n",
    );
  });
});

test("which encoding a text declares", () => {
  deepStrictEqual(
    ["# coding: Latin_1", "\n# coding=cp1252", "# coding: utf8", "x = 1\n# coding: latin-1", ""].map(
      declaredEncoding,
    ),
    ["latin-1", "cp1252", undefined, undefined, undefined],
  );
});

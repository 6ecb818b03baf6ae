import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { readWhole } from "../../src/contract/document/read-document.ts";
import { nothingSpent } from "../../src/contract/document/spent.ts";
import { readUsual } from "../../src/contract/document/usual/read-usual.ts";
import { rounds } from "../fuzz/rounds.ts";

const dense = `# what a text may look like
a: b # c
"q k": 'it''s'
b:
  - x
  - y: 1
    z: [a, "b", {c: d, "e":1}]
  -   - n
      - m
t: |
  one

   two

f: >-
  fold
  it

  more
g: long text
  goes on

  here
h: "dq
  more \\u00e9 \\ud83d\\ude00 \\" \\\\ "
i:
- 1
- -2.5e3
- +.5
j: {}
k: []
l:
m: ~
n: http://x.y/z#a
o: {a: 1,
  b: [1,
  2]}
p: # note
  q: r
`;

const pieces = [
  ..." \n:-#'\"{}[],&*!?~%@`\\=;_",
  ..."0x1 1e5 .5 -1 01 1_0 0o7 1:2 a:b a#b true null +1 é '' \\n <<: |- key:".split(" "),
  ..."\n |\n|>\n|---\n|...\n|? |: | : | #|- |\n  |\n    |\n- |k: v\n|- a\n|\t|\r\n|\u00a0|\u3000|   \n".split(
    "|",
  ),
];

/** Read here, it must be what whoever reads everything makes of it, to the last place, and with nothing to be told. */
function compare(text: string): boolean {
  const usual = readUsual("x.yaml", text);
  if (usual === undefined) return false;
  const { root, findings } = readWhole("x.yaml", text, nothingSpent());
  deepStrictEqual(findings.all(), [], JSON.stringify(text));
  deepStrictEqual(usual.root, root, JSON.stringify(text));
  return true;
}

test("contracts as they are written are read in one go, and as by the library", () => {
  const folder = join(import.meta.dirname, "documents");
  const files = globSync("**/*.{yaml,yml,json}", { cwd: folder });
  const read = files.filter((file) => compare(readFileSync(join(folder, file), "utf8")));
  ok(files.length > 50);
  ok(read.length > files.length * 0.9, `${read.length} of ${files.length}`);
});

const change = fc.record({ at: fc.nat(1_000), lost: fc.nat(4), piece: fc.constantFrom(...pieces, "") });

test("whatever is changed in a text, it is read as by the library or left to it", () => {
  let read = 0;
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const text = changes.reduce((before, { at, lost, piece }) => {
        const place = at % (before.length + 1);
        return `${before.slice(0, place)}${piece}${before.slice(place + lost)}`;
      }, dense);
      if (compare(text)) read += 1;
    }),
    rounds(3_000, 7),
  );
  ok(read > 100, `${read} were read`);
});

test("what nobody writes, and what is too deep, is left to the library", () => {
  for (const text of [
    "",
    "a",
    '"a": 1\n...\n',
    "a: &x 1\nb: *x\n",
    "a: !!str 1\n",
    "a: 1\na: 2\n",
    "a:\t1\n",
    "a :\nb: 1\n",
    '"a" : 1\n',
    "a: |\n  b\n\n   \nc: 1\n",
    "a: 1\r\n",
    `${"[".repeat(1_000)}${"]".repeat(1_000)}`,
    `a: ${"{b: ".repeat(1_000)}1${"}".repeat(1_000)}`,
    "- ".repeat(1_000),
    `${"a".repeat(2_000)}: 1`,
  ])
    strictEqual(readUsual("x.yaml", text), undefined, text.slice(0, 20));
});

import { deepStrictEqual, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import type { Finding, TextEdit } from "#base";
import { mendFiles } from "#rules";

/** A finding whose fix puts texts in the place of the first ones that stand there. */
function mending(
  source: string,
  ...changes: readonly (readonly [old: string, instead: string, file?: string])[]
): Finding {
  const edits = changes.map(([old, text, file = "a.py"]): TextEdit => {
    const offset = source.indexOf(old);
    return { span: { file, line: 1, column: 1, offset, end: offset + old.length }, text };
  });
  return { rule: "x/y", severity: "warning", message: "m", fix: { safety: "safe", edits } };
}

function mend(source: string, ...findings: readonly Finding[]) {
  const { texts, mended, left } = mendFiles(
    new Map([
      ["a.py", source],
      ["b.py", source],
    ]),
    findings,
    () => true,
  );
  return { text: texts.get("a.py"), other: texts.get("b.py"), mended: mended.length, left: left.length };
}

describe("files as fixes make them", () => {
  const source = "first = 1\nsecond = 2\n";

  test("several at once, in whatever order", () => {
    const made = mend(source, mending(source, ["2", "22"]), mending(source, ["1", "11"], ["first", "one"]));
    deepStrictEqual(made, { text: "one = 11\nsecond = 22\n", other: undefined, mended: 2, left: 0 });
  });

  test("of two that overlap, the first; the other is left for another run", () => {
    const made = mend(source, mending(source, ["first = 1", "x = 1"]), mending(source, ["first", "one"]));
    deepStrictEqual(made, { text: "x = 1\nsecond = 2\n", other: undefined, mended: 1, left: 1 });
  });

  test("what is put in at one place stands side by side; what is the same is put there once", () => {
    const insert = (text: string): Finding => {
      const made = mending(source, ["1", ""]);
      const [edit] = made.fix?.edits ?? [];
      const span = { ...(edit?.span ?? { file: "a.py", line: 1, column: 1 }), offset: 9, end: 9 };
      return { ...made, fix: { safety: "safe", edits: [{ span, text }] } };
    };
    const made = mend(source, insert(" + 2"), insert(" + 3"), insert(" + 2"));
    deepStrictEqual(made, { text: "first = 1 + 2 + 3\nsecond = 2\n", other: undefined, mended: 3, left: 0 });
  });

  test("all of a fix or nothing of it, over several files too", () => {
    const whole = mending(source, ["1", "11"], ["2", "22", "b.py"]);
    deepStrictEqual(mend(source, whole), {
      text: "first = 11\nsecond = 2\n",
      other: "first = 1\nsecond = 22\n",
      mended: 1,
      left: 0,
    });
    const missing = mending(source, ["1", "11"], ["2", "22", "nowhere.py"]);
    deepStrictEqual(mend(source, missing), { text: undefined, other: undefined, mended: 0, left: 1 });
  });

  test("nothing that is no Python afterwards, though what was broken before may stay so", () => {
    strictEqual(mend(source, mending(source, ["= 1", "= ("])).left, 1);
    const broken = "def f(:\nx = 1\n";
    strictEqual(mend(broken, mending(broken, ["1", "2"])).text, "def f(:\nx = 2\n");
  });

  test("every other byte stays: marks, line ends, comments, tabs", () => {
    const odd = "\ufeffx = 1 \t# é\r\n\r\ny = 2\r\n";
    strictEqual(
      mend(odd, mending(odd, ["y = 2", "y = 2\nz = 3"])).text,
      "\ufeffx = 1 \t# é\r\n\r\ny = 2\r\nz = 3\r\n",
    );
  });

  test("only what may be mended", () => {
    const finding = mending(source, ["1", "11"]);
    strictEqual(mendFiles(new Map([["a.py", source]]), [finding], () => false).texts.size, 0);
  });
});

import { deepStrictEqual, strictEqual } from "node:assert";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { classNameText, identifierText } from "#python";
import { harmlessFor, printEverywhere } from "./sample.ts";
import { anyText, nastyTexts, seed } from "./texts.ts";

const python = process.env["KEELBACK_PYTHON"] ?? "python3";
const script = fileURLToPath(new URL("read-back.py", import.meta.url));

interface ReadBack {
  readonly string: string;
  readonly table: Readonly<Record<string, unknown>>;
  readonly docstrings: readonly string[];
  readonly path: readonly string[];
  readonly form: string;
}

function ask(requests: readonly object[]): readonly unknown[] {
  const input = requests.map((request) => JSON.stringify(request)).join("\n");
  const run = spawnSync(python, ["-I", script], { input, encoding: "utf8", maxBuffer: 2 ** 30 });
  strictEqual(run.status, 0, `${run.error?.message ?? ""}${run.stderr}`);
  return run.stdout
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
}

function isReadBack(answer: unknown): answer is ReadBack {
  return typeof answer === "object" && answer !== null && "form" in answer;
}

function readBack(texts: readonly string[]): readonly ReadBack[] {
  return ask(texts.map((text) => ({ module: printEverywhere(text) }))).filter(isReadBack);
}

/** What a docstring must keep of a text: its letters and digits, in order. */
function lettersOf(text: string): string {
  return text.replace(/\p{Default_Ignorable_Code_Point}|[^\p{L}\p{N}]/gu, "").toLowerCase();
}

test(`CPython reads every text back where it was put (seed ${seed})`, () => {
  const texts = [...nastyTexts, ...fc.sample(anyText, { seed, numRuns: 4000 })];
  const answers = readBack(texts);
  const [harmless, empty] = readBack(["harmless", ""]);
  strictEqual(answers.length, texts.length);
  texts.forEach((text, index) => {
    const answer = answers[index];
    const shown = JSON.stringify(text);
    strictEqual(answer?.string, text, shown);
    deepStrictEqual(
      answer.table,
      { key: text, value: [[text, { key: text }]], spread: "", "spread value": { [text]: 1 } },
      shown,
    );
    deepStrictEqual(answer.path, text === "" ? [] : [text, text], shown);
    strictEqual(answer.form, (harmlessFor(text) === "" ? empty : harmless)?.form, shown);
    for (const docstring of answer.docstrings) strictEqual(lettersOf(docstring), lettersOf(text), shown);
  });
});

test("every character in a name gives a name that CPython accepts", () => {
  const names = new Set<string>();
  for (let point = 0; point <= 0x10ffff; point += 1) {
    const character = String.fromCodePoint(point);
    const texts = point > 0xffff ? [character] : [character, `a${character}`, `a ${character}b`];
    for (const text of texts) {
      names.add(identifierText(text)).add(classNameText(text));
    }
  }
  deepStrictEqual(ask([{ names: [...names] }]), [{ wrong: [] }]);
});

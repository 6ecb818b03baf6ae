import { matchesPattern } from "../example/match-pattern.ts";
import { isInSet, type Pattern, parsePattern } from "../example/pattern.ts";
import type { Effect } from "./effects.ts";

const mostTexts = 40;

/**
 * Which of two patterns is the wider, by texts that each was made for: one that the other refuses is a proof. Undefined where
 * neither refuses what the other takes, or where they cannot be read.
 */
export function patternEffect(before: string | undefined, after: string | undefined): Effect | undefined {
  if (before === undefined || after === undefined) return undefined;
  const lost = textsFor(before).some((text) => matchesPattern(after, text) === false);
  const won = textsFor(after).some((text) => matchesPattern(before, text) === false);
  if (lost) return won ? "otherwise" : "tightened";
  return won ? "more-values" : undefined;
}

function textsFor(source: string): readonly string[] {
  const pattern = parsePattern(source);
  if (pattern === undefined) return [];
  return make(pattern).filter((text) => matchesPattern(source, text) === true);
}

/** Texts that go through each part of the pattern at least once. */
function make(pattern: Pattern): readonly string[] {
  switch (pattern.kind) {
    case "start":
    case "end":
      return [""];
    case "set":
      return makeSigns(pattern);
    case "choice":
      return few(pattern.options.flatMap(make));
    case "sequence":
      return makeSequence(pattern.parts.map(make));
    case "repeat":
      return makeRepeated(make(pattern.part), pattern.min, pattern.max);
  }
}

function makeSigns(pattern: Pattern & { kind: "set" }): readonly string[] {
  const codes = pattern.isNegated
    ? [..."a0-_ ~"].map((sign) => sign.charCodeAt(0))
    : pattern.ranges.slice(0, 4).map(([from]) => from);
  return codes.filter((code) => isInSet(pattern, code)).map((code) => String.fromCharCode(code));
}

/** The first of each part, and one part at a time varied. */
function makeSequence(parts: readonly (readonly string[])[]): readonly string[] {
  if (parts.some((texts) => texts.length === 0)) return [];
  const plain = parts.map(([first = ""]) => first);
  const varied = parts.flatMap((texts, index) =>
    texts.slice(1).map((text) => plain.with(index, text).join("")),
  );
  return few([plain.join(""), ...varied]);
}

function makeRepeated(texts: readonly string[], min: number, max: number): readonly string[] {
  const [first] = texts;
  if (first === undefined) return min === 0 ? [""] : [];
  const least = Math.max(1, min);
  const counts = [least, min, least + 1].filter((count) => count <= max && count <= 200);
  const others = max === 0 ? [] : texts.slice(1).map((text) => text.repeat(Math.min(least, 200)));
  return few([...counts.map((count) => first.repeat(count)), ...others]);
}

function few(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].slice(0, mostTexts);
}

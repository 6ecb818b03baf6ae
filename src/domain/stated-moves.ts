import type { Operation } from "#contract";
import type { AllowedMove } from "./behaviour.ts";
import type { ScalarValue } from "./domain.ts";

/** From which values a contract lets a field become another, in its own words. */
export interface StatedMoves {
  readonly from: readonly ScalarValue[];
  readonly says: string;
}

/** What the texts of an operation say of the values before: as arrows, or in a sentence that names them. */
export function readMoves(
  operation: Operation,
  values: readonly ScalarValue[],
  target: ScalarValue,
): StatedMoves | undefined {
  const refusals = operation.responses.filter(({ status }) => /^4/.test(status));
  const texts = [operation.summary, operation.description, ...refusals.map(({ description }) => description)];
  const text = texts.join("\n");
  return readArrows(text, values, target) ?? readSentences(text, values, target);
}

/** `Any status can become CANCELLED` */
const anyText =
  /\bany (?:status|state|stage|value) (?:can|may) (?:also )?(?:transition|change|move|become|go|turn)(?: directly)?(?: to| into)? [`'"*]*([\w-]+)/i;

/** `PENDING → PAID, any -> CANCELLED` */
function readArrows(
  text: string,
  values: readonly ScalarValue[],
  target: ScalarValue,
): StatedMoves | undefined {
  const from = new Set<ScalarValue>();
  for (const [, before = "", after = ""] of text.matchAll(arrow)) {
    if (!isSame(after, target)) continue;
    if (/^any$/i.test(before)) for (const value of values) if (value !== target) from.add(value);
    const known = values.find((value) => isSame(before, value));
    if (known !== undefined) from.add(known);
  }
  for (const [, after = ""] of text.matchAll(new RegExp(anyText, "gi")))
    if (isSame(after, target)) for (const value of values) if (value !== target) from.add(value);
  return from.size === 0
    ? undefined
    : { from: values.filter((value) => from.has(value)), says: `its text says from which values as arrows` };
}

const arrow = /([\w-]+)[`'"*]*\s*(?:→|⇒|->|=>|-->)\s*[`'"*]*([\w-]+)/g;
const conditions = /\b(?:only|unless|except|if|provided|must)\b/i;

/**
 * All moves that the text of a change lets a field make, where it draws them as arrows between values that there are, each
 * without a condition; undefined where it draws none, or says more.
 */
export function readAllMoves(
  { description }: Operation,
  values: readonly ScalarValue[],
): readonly AllowedMove[] | undefined {
  const lines = description.split("\n").filter((line) => line.search(arrow) >= 0 || anyText.test(line));
  const drawn = lines.flatMap((line) => [...line.matchAll(arrow)]);
  const isKnown = (word: string): boolean => values.some((value) => isSame(word, value));
  const isPlain =
    drawn.every(
      ([, before = "", after = ""]) => (isKnown(before) || /^any$/i.test(before)) && isKnown(after),
    ) && !lines.some((line) => conditions.test(line));
  if (drawn.length === 0 || !isPlain) return undefined;
  return values.flatMap((to) => {
    const found = readArrows(lines.join("\n"), values, to);
    return found ? [{ to, from: found.from }] : [];
  });
}

const limits = /\bonly\b|\bmust (?:be|have)\b|\bfrom\b|\bwhile\b|\bas long as\b/i;
const negations = /\bnot\b|\bcannot\b|n't\b|\balready\b|\bno longer\b|\bunless\b/i;

/** `Only PENDING or CONFIRMED orders can be cancelled.` */
function readSentences(
  text: string,
  values: readonly ScalarValue[],
  target: ScalarValue,
): StatedMoves | undefined {
  const from = new Set<ScalarValue>();
  for (const sentence of text.split(/[.\n;]+/)) {
    if (!limits.test(sentence) || negations.test(sentence)) continue;
    for (const value of values) if (value !== target && names(sentence, value)) from.add(value);
  }
  return from.size === 0
    ? undefined
    : { from: values.filter((value) => from.has(value)), says: "its text names the values before" };
}

/** Whether a sentence names a value, as it is written or as people write it. */
function names(sentence: string, value: ScalarValue): boolean {
  const words = sentence.toLowerCase().split(/[^\p{L}\p{N}_-]+/u);
  const wanted = String(value).toLowerCase();
  return words.includes(wanted) || ` ${words.join(" ")} `.includes(` ${wanted.replace(/[_-]/g, " ")} `);
}

function isSame(text: string, value: ScalarValue): boolean {
  return text.toLowerCase() === String(value).toLowerCase();
}

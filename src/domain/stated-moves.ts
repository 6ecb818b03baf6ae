import type { Operation } from "#contract";
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

/** `PENDING → PAID, any -> CANCELLED` */
function readArrows(
  text: string,
  values: readonly ScalarValue[],
  target: ScalarValue,
): StatedMoves | undefined {
  const from = new Set<ScalarValue>();
  for (const [, before = "", after = ""] of text.matchAll(
    /([\w-]+)[`'"*]*\s*(?:→|⇒|->|=>|-->)\s*[`'"*]*([\w-]+)/g,
  )) {
    if (!isSame(after, target)) continue;
    if (/^any$/i.test(before)) for (const value of values) if (value !== target) from.add(value);
    const known = values.find((value) => isSame(before, value));
    if (known !== undefined) from.add(known);
  }
  return from.size === 0
    ? undefined
    : { from: values.filter((value) => from.has(value)), says: `its text says from which values as arrows` };
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

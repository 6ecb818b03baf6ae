import { splitWords } from "#base";
import type { Filter } from "../behaviour.ts";
import type { OperationShape } from "../shapes.ts";
import { edgeWord } from "./ranges.ts";

const rangeText = /\b(?:ranges?|between|periods?|intervals?|window)\b|диапазон|период|промежут/i;
const dateWords: ReadonlySet<string> = new Set([
  "date",
  "day",
  "time",
  "datetime",
  "at",
  "on",
  "month",
  "year",
]);

/** Two parameters that are the ends of a range and were taken for values of rows: each alone, rows would equal it. */
export function whyNoRange(filters: readonly Filter[], { operation }: OperationShape): string | undefined {
  const equal = filters.filter(({ by }) => by.kind === "field");
  const least = equal.filter(({ parameter }) => edgeWord(parameter)?.edge === "least");
  for (const from of least) {
    const to = equal.find((other) => isOtherEnd(other, from));
    if (!to) continue;
    const text = [operation.summary, operation.description, from.description, to.description].join("\n");
    const isText = from.type === "string" && ![from, to].some(({ parameter }) => isDated(parameter));
    if (isText && !rangeText.test(text)) continue;
    return `whether rows have ${from.parameter} and ${to.parameter} or lie between them is not said`;
  }
  return undefined;
}

function isOtherEnd({ parameter, type }: Filter, from: Filter): boolean {
  return (
    type === from.type && edgeWord(parameter)?.edge === "most" && restOf(parameter) === restOf(from.parameter)
  );
}

/** A name without the word of its end. */
function restOf(name: string): string {
  return splitWords(name)
    .filter((word) => edgeWord(word) === undefined)
    .join("_");
}

function isDated(name: string): boolean {
  return splitWords(name).some((word) => dateWords.has(word));
}

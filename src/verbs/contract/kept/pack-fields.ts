import type { FieldPlace } from "#contract";
import { isTextList, isWhole } from "./are-values.ts";

const numbersOfOne = 9;

/** Fields as one line of JSON: words, each once, and numbers. */
export function packFields(fields: readonly FieldPlace[]): string {
  const words = new Map<string, number>();
  const numberOf = (word: string): number => {
    const number = words.get(word) ?? words.size;
    words.set(word, number);
    return number;
  };
  const numbers = fields.flatMap(({ field, owner, type, required, span }) => {
    const { file, line, column, offset, end } = span;
    return [...[field, owner, type, file].map(numberOf), required ? 1 : 0, line, column, offset, end];
  });
  return JSON.stringify([[...words.keys()], numbers]);
}

/** The same again; undefined where it is something else. */
export function unpackFields(packed: unknown): readonly FieldPlace[] | undefined {
  if (!Array.isArray(packed)) return undefined;
  const [words, numbers] = packed as unknown[];
  if (!isTextList(words) || !Array.isArray(numbers) || !numbers.every(isWhole)) return undefined;
  if (numbers.length % numbersOfOne !== 0) return undefined;
  const fields: FieldPlace[] = [];
  for (let at = 0; at < numbers.length; at += numbersOfOne) {
    const [field, owner, type, file] = [0, 1, 2, 3].map((which) => words[numbers[at + which] ?? -1]);
    if (field === undefined || owner === undefined || type === undefined || file === undefined)
      return undefined;
    const [required = 0, line = 0, column = 0, offset = 0, end = 0] = numbers.slice(
      at + 4,
      at + numbersOfOne,
    );
    fields.push({ field, owner, type, required: required === 1, span: { file, line, column, offset, end } });
  }
  return fields;
}

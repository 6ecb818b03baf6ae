import { snakeCase } from "#base";
import type { Field } from "./domain.ts";

/**
 * Fields whose names are one as soon as only letters, digits and words count (`dueDate` and `due_date`): attributes and columns
 * could not be told apart. The first stays, or the one that must; what speaks of another is left open.
 */
export function markLikeNamed(fields: readonly Field[], mustStay?: string): readonly Field[] {
  const first = new Map<string, string>();
  for (const { name } of fields)
    if (!first.has(wordsOf(name)) || name === mustStay) first.set(wordsOf(name), name);
  return fields.map((field) => {
    const kept = first.get(wordsOf(field.name));
    if (kept === undefined || kept === field.name) return field;
    return { ...field, likeNamed: true, unread: `${field.name} and ${kept} are one name in Python` };
  });
}

/** Without those that another of the same name stands for. */
export function withoutLikeNamed<T extends { readonly fields: readonly Field[] }>(
  rows: readonly T[],
): readonly T[] {
  return rows.map((row) =>
    row.fields.some(({ likeNamed }) => likeNamed)
      ? { ...row, fields: row.fields.filter(({ likeNamed }) => !likeNamed) }
      : row,
  );
}

/** As long as names of columns may be. */
const longest = 60;

function wordsOf(name: string): string {
  return snakeCase(name).slice(0, longest);
}

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
    return { ...field, unkept: true, unread: `${field.name} and ${kept} are one name in Python` };
  });
}

/** What the tables have: without fields that only operations speak of that are left open. */
export function withoutUnkept<T extends { readonly fields: readonly Field[] }>(
  rows: readonly T[],
): readonly T[] {
  return rows.map((row) =>
    row.fields.some(({ unkept }) => unkept)
      ? { ...row, fields: row.fields.filter(({ unkept }) => !unkept) }
      : row,
  );
}

/** As long as names of columns may be. */
const longest = 60;

function wordsOf(name: string): string {
  return snakeCase(name).slice(0, longest);
}

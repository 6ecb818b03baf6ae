import { readModule } from "#python";
import type { WantedFile } from "./wanted-file.ts";

interface WrittenCase {
  /** `tests/books/test_read_book.py::test_answers_the_book`. */
  readonly id: string;
}

/** Marks the tests that do not stand as they were written: what they show counts for nothing. */
export function standingCases<Case extends WrittenCase>(
  cases: readonly Case[],
  written: readonly WantedFile[],
  standing: readonly WantedFile[],
): readonly (Case & { readonly edited?: true })[] {
  const there = new Map(standing.map(({ path, text }) => [path, text]));
  const edited = new Set(
    written
      .filter(({ path, text }) => there.get(path) !== text)
      .flatMap(({ path, text }) => {
        const left = functionsOf(there.get(path) ?? "");
        return [...functionsOf(text)].flatMap(([name, body]) =>
          left.get(name) === body ? [] : [`${path}::${name}`],
        );
      }),
  );
  return cases.map((entry) => (edited.has(entry.id) ? { ...entry, edited: true } : entry));
}

function functionsOf(text: string): ReadonlyMap<string, string> {
  const { items } = readModule(text);
  return new Map(items.map(({ name, start, end }) => [name, text.slice(start, end)]));
}

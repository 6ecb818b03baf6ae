import { readLogicalLines } from "./logical-lines.ts";

/** Every name that stands in a piece of Python, in code or as a word of a text; comments name nothing. */
export function namesIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  readLogicalLines(text, 0, {
    name: (start, end) => names.add(text.slice(start, end)),
    // `__all__` and annotations in quotes name things too.
    literal: (start, end) => {
      for (const [word] of text.slice(start, end).matchAll(/[\p{ID_Start}_][\p{ID_Continue}]*/gu))
        names.add(word);
    },
    broken: () => undefined,
  });
  return names;
}

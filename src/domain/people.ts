import { splitWords } from "#base";
import type { Operation } from "#contract";

const people: ReadonlySet<string> = new Set(
  "user owner account member customer client person author creator maker poster uploader writer reporter requester submitter sender rider driver passenger buyer seller student teacher patient employee tenant guest host subscriber player".split(
    " ",
  ),
);

/** Whether a word is what somebody may be called who has an account. */
export function isPerson(word: string): boolean {
  return people.has(word);
}

/** Whether an operation is told which person's rows are meant. */
export function selectsPerson({ parameters, segments }: Operation): boolean {
  const isAsked = parameters.some(
    ({ in: place, name }) => place === "query" && splitWords(name).some(isPerson),
  );
  return (
    isAsked ||
    segments.some((segment, index) => {
      const above = segments[index - 1];
      const names =
        segment.kind === "parameter" ? [segment.name, above?.kind === "literal" ? above.text : ""] : [];
      return names.some((name) => splitWords(name).some((word) => isPerson(word.replace(/s$/, ""))));
    })
  );
}

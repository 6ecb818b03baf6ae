import { plural, singular, snakeCase } from "#base";
import type { ContractRule } from "../contract-rule.ts";
import { answeredList } from "../lists.ts";
import { stepsOf, waysOf } from "../majority.ts";

/** `/order/{id}` beside `/orders`: one collection under two names. */
export const pathPluralAndSingular: ContractRule = {
  name: "path-plural-and-singular",
  severity: "warning",
  summary: "one collection stands in paths in the plural and in the singular",
  find({ contracts }) {
    return [...contracts.values()].flatMap((contract) => {
      const collections = contract.operations.flatMap((operation) => {
        const { segments, path, method, span } = operation;
        return segments.flatMap((segment, index) => {
          const next = segments[index + 1];
          const isCollection =
            next === undefined
              ? index === 0 || segments[index - 1]?.kind === "parameter"
              : next.kind === "parameter";
          if (segment.kind !== "literal" || !isCollection || !/^[\w-]+$/.test(segment.text)) return [];
          const word = snakeCase(segment.text);
          const hasBoth = singular(word) !== plural(word);
          return hasBoth
            ? [
                {
                  word: segment.text,
                  noun: singular(word),
                  path,
                  method,
                  span,
                  before: parentOf(segments, index),
                  // `/user` may be whoever calls, beside `/users`: it is a collection where one of it is chosen, or a list answered.
                  isSure:
                    next?.kind === "parameter" ||
                    singular(word) !== word ||
                    (method === "get" && answeredList(contract, operation) !== undefined),
                },
              ]
            : [];
        });
      });
      const nouns = waysOf(collections, ({ noun, before }) => `${before} ${noun}`);
      return nouns.flatMap(({ places }) => {
        const ways = waysOf(places, ({ word }) => snakeCase(word)).filter(({ places: its }) =>
          its.some(({ isSure }) => isSure),
        );
        const [usual, rare] = ways;
        const [first] = rare?.places ?? [];
        if (usual === undefined || first === undefined) return [];
        return [
          {
            message: `"${first.word}" in ${first.path} is "${usual.places[0]?.word ?? ""}" elsewhere: one collection has two names`,
            span: first.span,
            mend: `call it "${plural(usual.way)}" in every path`,
            path: stepsOf(ways, ({ method, path }) => `${method.toUpperCase()} ${path}`),
            about: `${contract.file} ${first.noun}`,
          },
        ];
      });
    });
  },
};

/** The literal segment that it hangs below, in singular: `/users/{id}/orders` and `/orders` may be two collections. */
function parentOf(
  segments: readonly { readonly kind: string; readonly text?: string }[],
  index: number,
): string {
  const before = segments.slice(0, index).findLast(({ kind }) => kind === "literal");
  return singular(snakeCase(before?.text ?? ""));
}

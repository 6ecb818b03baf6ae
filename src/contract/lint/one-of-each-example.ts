import type { NormalizedProblem } from "@redocly/openapi-core";

/** A problem of the linter underneath, and how many others it stands for. */
export interface ToldProblem {
  readonly problem: NormalizedProblem;
  /** Further ones of the same example. */
  readonly others: number;
}

/**
 * One problem for each example that does not fit its schema: where no alternative of a `oneOf` fits, the validator tells of each
 * alternative what is missing there, and of every property that it should not be there. That none fits is what is wrong.
 */
export function oneOfEachExample(problems: readonly NormalizedProblem[]): readonly ToldProblem[] {
  const groups = Map.groupBy(problems, (problem) => exampleOf(problem) ?? problem);
  return [...groups.values()].flatMap((group) => {
    const alternative = group.find(({ message }) =>
      /\b(?:exactly one|a) schema in (?:oneOf|anyOf)\b/.test(message),
    );
    const [first] = alternative === undefined ? group : [alternative];
    return first === undefined ? [] : [{ problem: first, others: group.length - 1 }];
  });
}

/** The rule and the place of the example that a problem lies in; undefined where it is about no example. */
function exampleOf({ ruleId, location: [place] }: NormalizedProblem): string | undefined {
  if (!/^no-invalid-.*-examples$/.test(ruleId) || place === undefined) return undefined;
  const root = /^.*?\/(?:example|examples\/[^/]+)(?=\/|$)/.exec(place.pointer ?? "")?.[0];
  return root && `${ruleId} ${place.source.absoluteRef} ${root}`;
}

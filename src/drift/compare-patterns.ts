import { acceptsValue, type Contract, matchesPattern, patternSamples, type Schema } from "#contract";

/** A text that one of two patterns refuses and the other does not. */
export interface PatternWitness {
  readonly text: string;
  readonly refusedBy: "promised" | "kept";
}

/** How a value is told whose texts have no pattern. */
export const noPattern = "no pattern";

export function tellPattern({ pattern }: Schema): string {
  return pattern === undefined ? noPattern : `pattern ${pattern}`;
}

/**
 * A text on which the patterns of two schemas disagree while all else that both say of it allows it. Patterns that are spelled in two
 * ways and mean the same have none; nor have those that are not understood, or where a format says more than a pattern.
 */
export function patternWitness(
  promised: readonly [Contract, Schema],
  kept: readonly [Contract, Schema],
): PatternWitness | undefined {
  const [one, other] = [promised[1], kept[1]];
  const hasOther = ({ format, enum: values, const: only }: Schema): boolean =>
    format !== undefined || values !== undefined || only !== undefined;
  if (one.pattern === other.pattern || hasOther(one) || hasOther(other)) return undefined;
  const sources = [one.pattern, other.pattern].filter((source) => source !== undefined);
  const texts = sources.flatMap(patternSamples);
  for (const text of texts) {
    const [left, right] = [one, other].map(
      ({ pattern }) => pattern === undefined || matchesPattern(pattern, text),
    );
    if (left === undefined || right === undefined) return undefined;
    if (left === right || !isElseAllowed(promised, text) || !isElseAllowed(kept, text)) continue;
    return { text, refusedBy: left ? "kept" : "promised" };
  }
  return undefined;
}

function isElseAllowed(
  [contract, { pattern: _, ...others }]: readonly [Contract, Schema],
  text: string,
): boolean {
  return acceptsValue(contract, others, text);
}

import { matchesPattern } from "#contract";
import type { Filter } from "#domain";

/** Values that the limits of a parameter refuse, each just beyond one of them. */
export function beyondLimits({ bounds = {}, type }: Filter): readonly string[] {
  const { minLength = 0, maxLength, pattern, multipleOf: step = 1 } = bounds;
  if (type === "string")
    return [
      ...(minLength > 0 ? ["x".repeat(minLength - 1)] : []),
      ...(maxLength === undefined ? [] : ["x".repeat(maxLength + 1)]),
      ...(pattern === undefined
        ? []
        : others.filter((text) => matchesPattern(pattern, text) === false).slice(0, 1)),
    ];
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = bounds;
  const beyond = [
    minimum === undefined ? exclusiveMinimum : minimum - step,
    maximum === undefined ? exclusiveMaximum : maximum + step,
  ];
  return beyond.flatMap((value) => (value === undefined ? [] : [String(value)]));
}

/** Whether a parameter takes every text, so that one which nothing matches is a question all the same. */
export function takesAnyText({ bounds = {}, type }: Filter): boolean {
  const { minLength = 0, maxLength = 255, pattern } = bounds;
  return type !== "string" || (minLength === 0 && maxLength >= 255 && pattern === undefined);
}

const others = ["no such value", "0", "?"];

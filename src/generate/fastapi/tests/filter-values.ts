import { matchesPattern } from "#contract";
import type { Filter } from "#domain";
import { numbersBeyond, textsBeyond } from "./wrong-values.ts";

/** Values that the limits of a parameter refuse, each just beyond one of them. */
export function beyondLimits({ bounds = {}, type }: Filter): readonly string[] {
  if (type !== "string") return numbersBeyond(bounds).map(String);
  const { pattern } = bounds;
  const unlike =
    pattern === undefined ? [] : others.filter((text) => matchesPattern(pattern, text) === false);
  return [...textsBeyond(bounds), ...unlike.slice(0, 1)];
}

/** Whether a parameter takes every text, so that one which nothing matches is a question all the same. */
export function takesAnyText({ bounds = {}, type }: Filter): boolean {
  const { minLength = 0, maxLength = 255, pattern } = bounds;
  return type !== "string" || (minLength === 0 && maxLength >= 255 && pattern === undefined);
}

const others = ["no such value", "0", "?"];

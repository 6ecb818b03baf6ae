import type { Schema } from "../contract.ts";
import { makeFormatted } from "./formats.ts";
import { matches, matchesPattern } from "./match-pattern.ts";
import { isInSet, type Pattern, parsePattern } from "./pattern.ts";

/** Longer ones are not made, whatever the schema asks for. */
const longestText = 10_000;

/** A text that the schema allows; where its pattern is beyond us, one that at least has the length. */
export function makeText(schema: Schema, variant: number): string {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = schema;
  const fits = (text: string) =>
    text.length >= minLength &&
    text.length <= maxLength &&
    (pattern === undefined || matchesPattern(pattern, text) !== false);
  const formatted = makeFormatted(schema.format, variant, minLength);
  if (
    formatted !== undefined &&
    fits(formatted) &&
    (pattern === undefined || matchesPattern(pattern, formatted))
  )
    return formatted;
  const made = pattern === undefined ? undefined : makeMatching(pattern, variant, minLength);
  if (made !== undefined && fits(made)) return made;
  return makePlain(minLength, maxLength, variant);
}

function makePlain(minLength: number, maxLength: number, variant: number): string {
  const number = variant === 0 ? "" : variant.toString(36);
  const room = Math.min(maxLength, longestText);
  const word = "text".slice(0, Math.max(0, room - number.length));
  const text = `${word}${number}`.slice(0, room);
  return text.padEnd(Math.min(minLength, room), "x");
}

function makeMatching(source: string, variant: number, minLength: number): string | undefined {
  const pattern = parsePattern(source);
  if (pattern === undefined || minLength > longestText) return undefined;
  const shortest = generate(pattern, { variant, extra: 0 });
  const wanted = Math.max(minLength, 1);
  const text =
    shortest.length >= wanted ? shortest : generate(pattern, { variant, extra: wanted - shortest.length });
  const candidates = [text, text.padEnd(wanted, "a"), text.padStart(wanted, "a")];
  return candidates.find((candidate) => candidate.length >= minLength && matches(pattern, candidate));
}

interface Making {
  /** What is left of the variant after the choices so far: each choice takes a digit of it. */
  variant: number;
  /** Characters that are still wanted beyond the shortest match. */
  extra: number;
}

const niceSigns = [
  ..."abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_. /:@+,;=!#$%&'()*?<>[]{}|~^`\"\\",
];

function generate(pattern: Pattern, making: Making): string {
  switch (pattern.kind) {
    case "start":
    case "end":
      return "";
    case "set": {
      const signs = niceSigns.filter((sign) => isInSet(pattern, sign.charCodeAt(0)));
      const [first] = pattern.ranges;
      if (signs.length === 0)
        return first === undefined || pattern.isNegated ? "" : String.fromCharCode(first[0]);
      return signs[choose(making, signs.length)] ?? "";
    }
    case "sequence":
      return pattern.parts.map((part) => generate(part, making)).join("");
    case "choice": {
      const option = pattern.options[choose(making, pattern.options.length)];
      return option === undefined ? "" : generate(option, making);
    }
    case "repeat":
      return generateRepeated(pattern, making);
  }
}

function generateRepeated(pattern: Pattern & { kind: "repeat" }, making: Making): string {
  let text = "";
  for (let count = 0; count < pattern.max; count += 1) {
    const isExtra = count >= pattern.min;
    if (isExtra && making.extra <= 0) break;
    const part = generate(pattern.part, isExtra ? { ...making, extra: 0 } : making);
    if (isExtra && part === "") break;
    if (isExtra) making.extra -= part.length;
    text += part;
    if (text.length > longestText) break;
  }
  return text;
}

function choose(making: Making, size: number): number {
  const choice = making.variant % size;
  making.variant = Math.floor(making.variant / size);
  return choice;
}

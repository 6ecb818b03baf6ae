import { isInSet, type Pattern, parsePattern } from "./pattern.ts";

/** Most texts that are made of one pattern, and how long each may be. */
const most = 60;
const longest = 300;

/** How often a part is repeated that may be repeated without end. */
const beyond = 3;

/** Signs of every sort that people write, and of which patterns say whether they may stand somewhere. */
const probes = [..."a0Z_-. @/", "\n"];

/**
 * Texts at the edges of what a pattern matches, each changed in one place: fewest and most repetitions, each alternative, signs of
 * every sort, and something more before and behind. They need not all match. Empty where the pattern is not understood.
 */
export function patternSamples(source: string): readonly string[] {
  const pattern = parsePattern(source);
  if (pattern === undefined) return [];
  const texts = samples(pattern);
  const [first = ""] = texts;
  return [...new Set([...texts, `~${first}`, `${first}~`, ""])].filter(({ length }) => length <= longest);
}

/** The first is the shortest; each of the others differs from it in one part. */
function samples(pattern: Pattern): readonly string[] {
  switch (pattern.kind) {
    case "start":
    case "end":
      return [""];
    case "set":
      return signsIn(pattern);
    case "choice":
      return pattern.options.flatMap(samples).slice(0, most);
    case "repeat":
      return repeated(pattern);
    case "sequence":
      return inTurn(pattern.parts.map(samples));
  }
}

function signsIn(set: Pattern & { readonly kind: "set" }): readonly string[] {
  const found = probes.filter((sign) => isInSet(set, sign.charCodeAt(0)));
  const own = set.isNegated ? [] : set.ranges.slice(0, 8).map(([from]) => String.fromCharCode(from));
  return [...new Set([...found, ...own])];
}

function repeated({ part, min, max }: Pattern & { readonly kind: "repeat" }): readonly string[] {
  const inner = samples(part);
  const [first = ""] = inner;
  const high = Math.min(max, Number.isFinite(max) ? longest : min + beyond);
  const counts = [...new Set([min, Math.min(min + 1, high), high])];
  const once = counts.some((count) => count > 0)
    ? inner.map((text) => text + first.repeat(Math.max(min - 1, 0)))
    : [];
  return [...counts.map((count) => first.repeat(count)), ...once].slice(0, most);
}

function inTurn(parts: readonly (readonly string[])[]): readonly string[] {
  const firsts = parts.map(([first = ""]) => first);
  const changed = parts.flatMap((texts, at) =>
    texts.slice(1).map((text) => [...firsts.slice(0, at), text, ...firsts.slice(at + 1)].join("")),
  );
  return [firsts.join(""), ...changed].slice(0, most);
}

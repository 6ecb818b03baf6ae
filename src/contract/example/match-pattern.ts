import { isInSet, type Pattern, parsePattern } from "./pattern.ts";

/**
 * Whether a text has a match of a pattern; `undefined` where that cannot be told within bounds. Never the engine of
 * the platform: pattern and text may both come from a stranger, and backtracking may take for ever.
 */
export function matchesPattern(source: string, text: string): boolean | undefined {
  const pattern = text.length > 500 ? undefined : parsePattern(source);
  return pattern === undefined ? undefined : matches(pattern, text);
}

/** Every place is a start at once, so the work is the size of the pattern times the length of the text. */
export function matches(pattern: Pattern, text: string): boolean {
  return (
    advance(pattern, text, new Set(Array.from({ length: text.length + 1 }, (_, index) => index))).size > 0
  );
}

function advance(pattern: Pattern, text: string, from: ReadonlySet<number>): ReadonlySet<number> {
  switch (pattern.kind) {
    case "start":
      return new Set([...from].filter((at) => at === 0));
    case "end":
      return new Set([...from].filter((at) => at === text.length));
    case "set":
      return new Set(
        [...from]
          .filter((at) => at < text.length && isInSet(pattern, text.charCodeAt(at)))
          .map((at) => at + 1),
      );
    case "sequence":
      return pattern.parts.reduce<ReadonlySet<number>>((places, part) => advance(part, text, places), from);
    case "choice":
      return new Set(pattern.options.flatMap((option) => [...advance(option, text, from)]));
    case "repeat":
      return advanceRepeated(pattern, text, from);
  }
}

function advanceRepeated(
  pattern: Pattern & { kind: "repeat" },
  text: string,
  from: ReadonlySet<number>,
): ReadonlySet<number> {
  let places = from;
  for (let count = 0; count < pattern.min && places.size > 0; count += 1)
    places = advance(pattern.part, text, places);
  const reached = new Set(places);
  for (let count = pattern.min; count < pattern.max && places.size > 0; count += 1) {
    places = new Set([...advance(pattern.part, text, places)].filter((at) => !reached.has(at)));
    for (const at of places) reached.add(at);
  }
  return reached;
}

import { accept, type Cursor, endOf, expect, kindAhead, kindOf, startOf, tell } from "./cursor.ts";
import type { Pattern } from "./statements-tree.ts";
import type { Expression } from "./tree.ts";
import { parseWord } from "./words.ts";

/** The patterns of a `case`: one, or a sequence without brackets. */
export function parsePatterns(cursor: Cursor): Pattern {
  const start = startOf(cursor);
  const first = parseStarOr(cursor, parseAs);
  if (kindOf(cursor) !== ",") return first.kind === "star-pattern" ? alone(first) : first;
  const patterns = [first];
  while (accept(cursor, ",") && kindOf(cursor) !== ":" && kindOf(cursor) !== "if") {
    patterns.push(parseStarOr(cursor, parseAs));
  }
  return { kind: "sequence-pattern", patterns, start, end: endOf(cursor) };
}

function alone(star: Pattern): Pattern {
  return { kind: "sequence-pattern", patterns: [star], start: star.start, end: star.end };
}

function parseStarOr(cursor: Cursor, parse: (cursor: Cursor) => Pattern): Pattern {
  if (kindOf(cursor) !== "*") return parse(cursor);
  const start = startOf(cursor);
  cursor.index += 1;
  const name = parseWord(cursor);
  return { kind: "star-pattern", ...(name === "_" ? {} : { name }), start, end: endOf(cursor) };
}

function parseAs(cursor: Cursor): Pattern {
  const start = startOf(cursor);
  const pattern = parseOr(cursor);
  if (!accept(cursor, "as")) return pattern;
  const name = parseWord(cursor);
  return { kind: "as-pattern", pattern, name, start, end: endOf(cursor) };
}

function parseOr(cursor: Cursor): Pattern {
  const start = startOf(cursor);
  const first = parseClosed(cursor);
  if (kindOf(cursor) !== "|") return first;
  const patterns = [first];
  while (accept(cursor, "|")) patterns.push(parseClosed(cursor));
  return { kind: "or-pattern", patterns, start, end: endOf(cursor) };
}

function parseClosed(cursor: Cursor): Pattern {
  const start = startOf(cursor);
  if (cursor.depth > 200) {
    tell(cursor, "this pattern is nested too deeply to be read");
    return { kind: "broken-pattern", start, end: start };
  }
  cursor.depth += 1;
  const pattern = parseByKind(cursor, start);
  cursor.depth -= 1;
  return pattern;
}

function parseByKind(cursor: Cursor, start: number): Pattern {
  const kind = kindOf(cursor);
  switch (kind) {
    case "(":
      return parseGroup(cursor, start);
    case "[": {
      cursor.index += 1;
      const patterns = parseSequence(cursor, "]");
      return { kind: "sequence-pattern", patterns, start, end: endOf(cursor) };
    }
    case "{":
      return parseMapping(cursor, start);
    case "True":
    case "False":
    case "None":
      cursor.index += 1;
      return { kind: "singleton-pattern", value: kind, start, end: endOf(cursor) };
    case "NAME":
      return parseNamed(cursor, start);
    case "NUMBER":
    case "STRING":
    case "FSTART":
    case "-": {
      const value = cursor.grammar.operators(cursor, 9);
      return { kind: "value-pattern", value, start, end: value.end };
    }
    default:
      tell(cursor, "a pattern is missing here");
      return { kind: "broken-pattern", start, end: start };
  }
}

/** A name that takes the value, a dotted name that is compared with it, or a class with patterns. */
function parseNamed(cursor: Cursor, start: number): Pattern {
  if (kindAhead(cursor, 1) !== "." && kindAhead(cursor, 1) !== "(") {
    const name = parseWord(cursor);
    return { kind: "as-pattern", ...(name === "_" ? {} : { name }), start, end: endOf(cursor) };
  }
  let value: Expression = { kind: "name", id: parseWord(cursor), start, end: endOf(cursor) };
  while (accept(cursor, ".")) {
    value = { kind: "attribute", value, name: parseWord(cursor), start, end: endOf(cursor) };
  }
  if (kindOf(cursor) === "(") return parseClassPattern(cursor, value);
  return { kind: "value-pattern", value, start, end: value.end };
}

function parseClassPattern(cursor: Cursor, value: Expression): Pattern {
  cursor.index += 1;
  const patterns: Pattern[] = [];
  const keywords: { readonly name: string; readonly pattern: Pattern }[] = [];
  while (kindOf(cursor) !== ")" && !cursor.broken) {
    if (kindOf(cursor) === "NAME" && kindAhead(cursor, 1) === "=") {
      const name = parseWord(cursor);
      cursor.index += 1;
      keywords.push({ name, pattern: parseAs(cursor) });
    } else patterns.push(parseAs(cursor));
    if (!accept(cursor, ",")) break;
  }
  expect(cursor, ")");
  return { kind: "class-pattern", class: value, patterns, keywords, start: value.start, end: endOf(cursor) };
}

function parseGroup(cursor: Cursor, start: number): Pattern {
  cursor.index += 1;
  if (accept(cursor, ")")) return { kind: "sequence-pattern", patterns: [], start, end: endOf(cursor) };
  const first = parseStarOr(cursor, parseAs);
  if (kindOf(cursor) !== "," && first.kind !== "star-pattern") {
    expect(cursor, ")");
    return first;
  }
  accept(cursor, ",");
  const patterns = [first, ...parseSequence(cursor, ")")];
  return { kind: "sequence-pattern", patterns, start, end: endOf(cursor) };
}

function parseSequence(cursor: Cursor, close: string): readonly Pattern[] {
  const patterns: Pattern[] = [];
  while (kindOf(cursor) !== close && !cursor.broken) {
    patterns.push(parseStarOr(cursor, parseAs));
    if (!accept(cursor, ",")) break;
  }
  expect(cursor, close);
  return patterns;
}

function parseMapping(cursor: Cursor, start: number): Pattern {
  cursor.index += 1;
  const entries: { readonly key: Expression; readonly pattern: Pattern }[] = [];
  let rest: string | undefined;
  while (kindOf(cursor) !== "}" && !cursor.broken) {
    if (accept(cursor, "**")) rest = parseWord(cursor);
    else {
      const key = cursor.grammar.operators(cursor, 9);
      if (!expect(cursor, ":")) break;
      entries.push({ key, pattern: parseAs(cursor) });
    }
    if (!accept(cursor, ",")) break;
  }
  expect(cursor, "}");
  return {
    kind: "mapping-pattern",
    entries,
    ...(rest === undefined ? {} : { rest }),
    start,
    end: endOf(cursor),
  };
}

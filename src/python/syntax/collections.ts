import { parseClauses } from "./comprehensions.ts";
import { accept, type Cursor, endOf, expect, kindOf, startOf } from "./cursor.ts";
import type { Dictionary, Expression, Yield } from "./tree.ts";

function beginsClauses(cursor: Cursor): boolean {
  return kindOf(cursor) === "for" || kindOf(cursor) === "async";
}

/** `()`, `(value)`, a tuple, a generator or a `yield` in parentheses. */
export function parseParentheses(cursor: Cursor): Expression {
  const start = startOf(cursor);
  cursor.index += 1;
  if (accept(cursor, ")")) return { kind: "tuple", items: [], start, end: endOf(cursor) };
  if (kindOf(cursor) === "yield") {
    const value = parseYield(cursor);
    expect(cursor, ")");
    return value;
  }
  const first = cursor.grammar.starredOrNamed(cursor);
  if (beginsClauses(cursor)) {
    const clauses = parseClauses(cursor);
    expect(cursor, ")");
    return { kind: "comprehension", form: "generator", element: first, clauses, start, end: endOf(cursor) };
  }
  if (kindOf(cursor) !== ",") {
    expect(cursor, ")");
    return first;
  }
  const items = parseItems(cursor, first, ")");
  return { kind: "tuple", items, start, end: endOf(cursor) };
}

/** The items after the first one, with what closes them. */
function parseItems(cursor: Cursor, first: Expression, close: string): readonly Expression[] {
  const items = [first];
  while (accept(cursor, ",") && kindOf(cursor) !== close && !cursor.broken) {
    items.push(cursor.grammar.starredOrNamed(cursor));
  }
  expect(cursor, close);
  return items;
}

/** A list, or the comprehension of one. */
export function parseBrackets(cursor: Cursor): Expression {
  const start = startOf(cursor);
  cursor.index += 1;
  if (accept(cursor, "]")) return { kind: "list", items: [], start, end: endOf(cursor) };
  const first = cursor.grammar.starredOrNamed(cursor);
  if (beginsClauses(cursor)) {
    const clauses = parseClauses(cursor);
    expect(cursor, "]");
    return { kind: "comprehension", form: "list", element: first, clauses, start, end: endOf(cursor) };
  }
  const items = parseItems(cursor, first, "]");
  return { kind: "list", items, start, end: endOf(cursor) };
}

/** A dictionary, a set, or the comprehension of one. */
export function parseBraces(cursor: Cursor): Expression {
  const start = startOf(cursor);
  cursor.index += 1;
  if (accept(cursor, "}")) return { kind: "dictionary", entries: [], start, end: endOf(cursor) };
  if (kindOf(cursor) === "**") return parseEntries(cursor, start, []);
  const first = cursor.grammar.starredOrNamed(cursor);
  if (accept(cursor, ":")) return parseDictionary(cursor, start, first);
  if (beginsClauses(cursor)) {
    const clauses = parseClauses(cursor);
    expect(cursor, "}");
    return { kind: "comprehension", form: "set", element: first, clauses, start, end: endOf(cursor) };
  }
  const items = parseItems(cursor, first, "}");
  return { kind: "set", items, start, end: endOf(cursor) };
}

function parseDictionary(cursor: Cursor, start: number, key: Expression): Expression {
  const value = cursor.grammar.expression(cursor);
  if (beginsClauses(cursor)) {
    const clauses = parseClauses(cursor);
    expect(cursor, "}");
    return {
      kind: "comprehension",
      form: "dictionary",
      element: key,
      value,
      clauses,
      start,
      end: endOf(cursor),
    };
  }
  if (accept(cursor, ",")) return parseEntries(cursor, start, [{ key, value }]);
  expect(cursor, "}");
  return { kind: "dictionary", entries: [{ key, value }], start, end: endOf(cursor) };
}

function parseEntries(cursor: Cursor, start: number, before: Dictionary["entries"]): Dictionary {
  const entries = [...before];
  while (kindOf(cursor) !== "}" && !cursor.broken) {
    if (accept(cursor, "**")) entries.push({ value: cursor.grammar.operators(cursor, 5) });
    else {
      const key = cursor.grammar.expression(cursor);
      if (!expect(cursor, ":")) break;
      entries.push({ key, value: cursor.grammar.expression(cursor) });
    }
    if (!accept(cursor, ",")) break;
  }
  expect(cursor, "}");
  return { kind: "dictionary", entries, start, end: endOf(cursor) };
}

/** `yield`, `yield value` or `yield from value`. */
export function parseYield(cursor: Cursor): Yield {
  const start = startOf(cursor);
  cursor.index += 1;
  if (accept(cursor, "from")) {
    const value = cursor.grammar.expression(cursor);
    return { kind: "yield", from: true, value, start, end: endOf(cursor) };
  }
  const kind = kindOf(cursor);
  const isBare =
    kind === ")" || kind === "NEWLINE" || kind === ";" || kind === "]" || kind === "}" || kind === "=";
  if (isBare || kind === ":" || kind === "!" || kind === "END")
    return { kind: "yield", from: false, start, end: endOf(cursor) };
  const value = cursor.grammar.expressions(cursor);
  return { kind: "yield", from: false, value, start, end: endOf(cursor) };
}

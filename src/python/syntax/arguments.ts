import { parseClauses } from "./comprehensions.ts";
import { accept, type Cursor, endOf, expect, kindAhead, kindOf, startOf, textOf } from "./cursor.ts";
import { nameOf } from "./parameters.ts";
import type { Argument, Expression } from "./tree.ts";

/** The arguments of a call or the bases of a class, with their parentheses, in order. */
export function parseArguments(cursor: Cursor): readonly Argument[] {
  const open = startOf(cursor);
  cursor.index += 1;
  const args: Argument[] = [];
  while (kindOf(cursor) !== ")" && !cursor.broken) {
    args.push(parseArgument(cursor, open));
    if (!accept(cursor, ",")) break;
  }
  expect(cursor, ")");
  return args;
}

function parseArgument(cursor: Cursor, open: number): Argument {
  const start = startOf(cursor);
  const kind = kindOf(cursor);
  if (kind === "*" || kind === "**") {
    cursor.index += 1;
    const value = cursor.grammar.expression(cursor);
    return { kind: "argument", spread: kind, value, start, end: endOf(cursor) };
  }
  if (kind === "NAME" && kindAhead(cursor, 1) === "=") {
    const name = nameOf(textOf(cursor));
    cursor.index += 2;
    const value = cursor.grammar.expression(cursor);
    return { kind: "argument", name, value, start, end: endOf(cursor) };
  }
  const value = cursor.grammar.named(cursor);
  const isGenerator = kindOf(cursor) === "for" || kindOf(cursor) === "async";
  if (!isGenerator) return { kind: "argument", value, start, end: Math.max(start, endOf(cursor)) };
  const generator = parseBareGenerator(cursor, value, open);
  return { kind: "argument", value: generator, start: generator.start, end: generator.end };
}

/** A generator that has the call's parentheses for its own: its place includes them, as in CPython's tree. */
function parseBareGenerator(cursor: Cursor, element: Expression, open: number): Expression {
  const clauses = parseClauses(cursor);
  const isAlone = kindOf(cursor) === ")";
  const end = isAlone ? startOf(cursor) + 1 : endOf(cursor);
  return {
    kind: "comprehension",
    form: "generator",
    element,
    clauses,
    start: isAlone ? open : element.start,
    end,
  };
}

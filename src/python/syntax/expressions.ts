import { accept, type Cursor, endOf, expect, kindAhead, kindOf, startOf } from "./cursor.ts";
import { deepest, giveUp, longestChain } from "./depth.ts";
import { parseParameters } from "./parameters.ts";
import { parsePrimary } from "./primaries.ts";
import type {
  Binary,
  BooleanOperation,
  Collection,
  Comparison,
  Expression,
  Lambda,
  Starred,
  Unary,
} from "./tree.ts";

/** `expression`s with commas between them, some starred: one, or a tuple without parentheses. */
export function parseExpressions(cursor: Cursor): Expression {
  return parseListOf(cursor, parseStarredOrNamed);
}

/** What may be assigned to, before `in` or `=`: a tuple without parentheses, or one target. */
export function parseTargets(cursor: Cursor): Expression {
  return parseListOf(cursor, (at) => (kindOf(at) === "*" ? parseStarred(at) : parseOperators(at, 5)));
}

function parseListOf(cursor: Cursor, parseItem: (cursor: Cursor) => Expression): Expression {
  const start = startOf(cursor);
  const first = parseItem(cursor);
  if (kindOf(cursor) !== ",") return first;
  const items = [first];
  while (accept(cursor, ",") && beginsExpression(kindOf(cursor))) items.push(parseItem(cursor));
  return { kind: "tuple", items, start, end: endOf(cursor) } satisfies Collection;
}

/** `*value`, or an expression that may be named by `:=`. */
export function parseStarredOrNamed(cursor: Cursor): Expression {
  return kindOf(cursor) === "*" ? parseStarred(cursor) : parseNamed(cursor);
}

function parseStarred(cursor: Cursor): Starred {
  const start = startOf(cursor);
  cursor.index += 1;
  const value = parseOperators(cursor, 5);
  return { kind: "starred", value, start, end: endOf(cursor) };
}

/** An expression, or `name := expression`. */
export function parseNamed(cursor: Cursor): Expression {
  if (kindOf(cursor) !== "NAME" || kindAhead(cursor, 1) !== ":=") return parseExpression(cursor);
  const target = parsePrimary(cursor);
  cursor.index += 1;
  const value = parseExpression(cursor);
  if (target.kind !== "name") return target;
  return { kind: "named", target, value, start: target.start, end: endOf(cursor) };
}

/** One `expression` of the grammar: no comma, no star, no `:=`. Where none can be read it takes nothing and says so. */
export function parseExpression(cursor: Cursor): Expression {
  if (cursor.depth >= deepest) return giveUp(cursor);
  cursor.depth += 1;
  const value = kindOf(cursor) === "lambda" ? parseLambda(cursor) : parseConditional(cursor);
  cursor.depth -= 1;
  return value;
}

function parseConditional(cursor: Cursor): Expression {
  const start = startOf(cursor);
  const then = parseOperators(cursor, 1);
  if (kindOf(cursor) !== "if") return then;
  cursor.index += 1;
  const test = parseOperators(cursor, 1);
  if (!expect(cursor, "else")) return { kind: "broken-expression", start, end: endOf(cursor) };
  const otherwise = parseExpression(cursor);
  return { kind: "conditional", test, then, otherwise, start, end: endOf(cursor) };
}

function parseLambda(cursor: Cursor): Lambda {
  const start = startOf(cursor);
  cursor.index += 1;
  const parameters = parseParameters(cursor, ":");
  expect(cursor, ":");
  const body = parseExpression(cursor);
  return { kind: "lambda", parameters, body, start, end: endOf(cursor) };
}

/** How tightly each operator of two sides binds; comparisons bind at 4, and `**` is read with its base. */
const binding: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  "<": 4,
  ">": 4,
  "==": 4,
  ">=": 4,
  "<=": 4,
  "!=": 4,
  "<>": 4,
  in: 4,
  not: 4,
  is: 4,
  "|": 5,
  "^": 6,
  "&": 7,
  "<<": 8,
  ">>": 8,
  "+": 9,
  "-": 9,
  "*": 10,
  "/": 10,
  "//": 10,
  "%": 10,
  "@": 10,
};
const bindings: ReadonlyMap<string, number> = new Map(Object.entries(binding));

/** Operators that bind at least as tightly as `least`, by precedence climbing. */
export function parseOperators(cursor: Cursor, least: number): Expression {
  const start = startOf(cursor);
  let left = parseUnary(cursor, least);
  for (let links = 0; ; links += 1) {
    const operator = kindOf(cursor);
    const power = bindings.get(operator);
    if (power === undefined || power < least) return left;
    if (power === 4) {
      if (operator === "not" && kindAhead(cursor, 1) !== "in") return left;
      left = parseComparison(cursor, left, start);
    } else if (power <= 2) left = parseBoolean(cursor, left, start, power);
    else {
      if (links >= longestChain) return giveUp(cursor);
      cursor.index += 1;
      const right = parseOperators(cursor, power + 1);
      left = { kind: "binary", operator, left, right, start, end: endOf(cursor) } satisfies Binary;
    }
  }
}

function parseBoolean(cursor: Cursor, first: Expression, start: number, power: number): BooleanOperation {
  const operator = power === 1 ? "or" : "and";
  const values = [first];
  while (accept(cursor, operator)) values.push(parseOperators(cursor, power + 1));
  return { kind: "boolean", operator, values, start, end: endOf(cursor) };
}

function parseComparison(cursor: Cursor, left: Expression, start: number): Comparison {
  const operators: string[] = [];
  const comparators: Expression[] = [];
  while (bindings.get(kindOf(cursor)) === 4) {
    const operator = kindOf(cursor);
    if (operator === "not" && kindAhead(cursor, 1) !== "in") break;
    cursor.index += 1;
    if (operator === "not") cursor.index += 1;
    const isNot = operator === "is" && accept(cursor, "not");
    operators.push(operator === "not" ? "not in" : isNot ? "is not" : operator);
    comparators.push(parseOperators(cursor, 5));
  }
  return { kind: "comparison", left, operators, comparators, start, end: endOf(cursor) };
}

function parseUnary(cursor: Cursor, least: number): Expression {
  const operator = kindOf(cursor);
  const isNot = operator === "not" && least <= 3;
  if (!isNot && operator !== "-" && operator !== "+" && operator !== "~") return parsePower(cursor);
  if (cursor.depth >= deepest) return giveUp(cursor);
  const start = startOf(cursor);
  cursor.index += 1;
  cursor.depth += 1;
  const operand = isNot ? parseOperators(cursor, 3) : parseUnary(cursor, 11);
  cursor.depth -= 1;
  return { kind: "unary", operator, operand, start, end: endOf(cursor) } satisfies Unary;
}

/** A primary, awaited or not, and what it is raised to. */
function parsePower(cursor: Cursor): Expression {
  const start = startOf(cursor);
  const base = parseAwaited(cursor);
  if (kindOf(cursor) !== "**") return base;
  if (cursor.depth >= deepest) return giveUp(cursor);
  cursor.index += 1;
  cursor.depth += 1;
  const right = parseUnary(cursor, 11);
  cursor.depth -= 1;
  return { kind: "binary", operator: "**", left: base, right, start, end: endOf(cursor) };
}

function parseAwaited(cursor: Cursor): Expression {
  if (kindOf(cursor) !== "await") return parsePrimary(cursor);
  const start = startOf(cursor);
  cursor.index += 1;
  const value = parsePrimary(cursor);
  return { kind: "await", value, start, end: endOf(cursor) };
}

const beginnings: ReadonlySet<string> = new Set(
  "NAME NUMBER STRING FSTART True False None ... ( [ { - + ~ not lambda await * yield".split(" "),
);

/** Whether a token of this kind can begin an expression, starred or not. */
export function beginsExpression(kind: string): boolean {
  return beginnings.has(kind);
}

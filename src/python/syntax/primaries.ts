import { parseArguments } from "./arguments.ts";
import { parseBraces, parseBrackets, parseParentheses } from "./collections.ts";
import { accept, type Cursor, endOf, expect, kindOf, startOf, tell, textOf } from "./cursor.ts";
import { giveUp, longestChain } from "./depth.ts";
import { nameOf } from "./parameters.ts";
import { parseStrings } from "./strings.ts";
import type { Constant, Expression, Slice } from "./tree.ts";

/** An atom with all its attributes, calls and subscripts. */
export function parsePrimary(cursor: Cursor): Expression {
  const start = startOf(cursor);
  let value = parseAtom(cursor);
  for (let links = 0; ; links += 1) {
    const kind = kindOf(cursor);
    if (links > longestChain) return giveUp(cursor);
    if (kind === ".") value = parseAttribute(cursor, value, start);
    else if (kind === "(") {
      const args = parseArguments(cursor);
      value = { kind: "call", callee: value, args, start, end: endOf(cursor) };
    } else if (kind === "[") value = parseSubscript(cursor, value, start);
    else return value;
  }
}

function parseAttribute(cursor: Cursor, value: Expression, start: number): Expression {
  cursor.index += 1;
  const isName = kindOf(cursor) === "NAME";
  if (!isName) tell(cursor, "a name is missing after this dot");
  const name = isName ? nameOf(textOf(cursor)) : "";
  if (isName) cursor.index += 1;
  return { kind: "attribute", value, name, start, end: endOf(cursor) };
}

function parseSubscript(cursor: Cursor, value: Expression, start: number): Expression {
  cursor.index += 1;
  const inner = startOf(cursor);
  const first = parseIndex(cursor);
  const isTuple = kindOf(cursor) === "," || first.kind === "starred";
  const index = isTuple ? parseIndexes(cursor, first, inner) : first;
  expect(cursor, "]");
  return { kind: "subscript", value, index, start, end: endOf(cursor) };
}

function parseIndexes(cursor: Cursor, first: Expression, start: number): Expression {
  const items = [first];
  while (accept(cursor, ",") && kindOf(cursor) !== "]" && !cursor.broken) items.push(parseIndex(cursor));
  return { kind: "tuple", items, start, end: endOf(cursor) };
}

function parseIndex(cursor: Cursor): Expression {
  const start = startOf(cursor);
  const lower = kindOf(cursor) === ":" ? undefined : cursor.grammar.starredOrNamed(cursor);
  if (!accept(cursor, ":")) return lower ?? broken(cursor);
  const upper = parseBound(cursor);
  const step = accept(cursor, ":") ? parseBound(cursor) : undefined;
  return {
    kind: "slice",
    ...(lower === undefined ? {} : { lower }),
    ...(upper === undefined ? {} : { upper }),
    ...(step === undefined ? {} : { step }),
    start,
    end: endOf(cursor),
  } satisfies Slice;
}

function parseBound(cursor: Cursor): Expression | undefined {
  const kind = kindOf(cursor);
  return kind === ":" || kind === "]" || kind === "," ? undefined : cursor.grammar.expression(cursor);
}

function parseAtom(cursor: Cursor): Expression {
  const start = startOf(cursor);
  const kind = kindOf(cursor);
  switch (kind) {
    case "NAME": {
      const id = nameOf(textOf(cursor));
      cursor.index += 1;
      return { kind: "name", id, start, end: endOf(cursor) };
    }
    case "NUMBER": {
      const raw = textOf(cursor);
      cursor.index += 1;
      return { kind: "number", raw, start, end: endOf(cursor) };
    }
    case "STRING":
    case "FSTART":
      return parseStrings(cursor);
    case "True":
    case "False":
    case "None":
    case "...":
      cursor.index += 1;
      return { kind: "constant", value: kind, start, end: endOf(cursor) } satisfies Constant;
    case "(":
      return parseParentheses(cursor);
    case "[":
      return parseBrackets(cursor);
    case "{":
      return parseBraces(cursor);
    default:
      return broken(cursor);
  }
}

function broken(cursor: Cursor): Expression {
  const start = startOf(cursor);
  tell(cursor, "an expression is missing here");
  return { kind: "broken-expression", start, end: start };
}

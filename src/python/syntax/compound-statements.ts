import {
  accept,
  bookmark,
  type Cursor,
  closingIndex,
  endOfContent,
  expect,
  goBack,
  kindOf,
  startOf,
} from "./cursor.ts";
import { parseDefinition } from "./definitions.ts";
import { longestChain } from "./depth.ts";
import type { Body, ExceptClause, If, Statement, Try, With } from "./statements-tree.ts";
import { parseSuite } from "./suite.ts";
import { parseWord } from "./words.ts";

/** A statement that holds others, if one begins here; `match` is read elsewhere, for it is a word like others. */
export function parseCompound(cursor: Cursor): Statement | undefined {
  const start = startOf(cursor);
  switch (kindOf(cursor)) {
    case "if":
      return parseIf(cursor);
    case "while": {
      cursor.index += 1;
      const test = cursor.grammar.named(cursor);
      const body = parseSuite(cursor);
      const otherwise = parseElse(cursor);
      return { kind: "while", test, body, otherwise, start, end: endOfContent(cursor) };
    }
    case "for":
      return parseFor(cursor, start, false);
    case "with":
      return parseWith(cursor, start, false);
    case "try":
      return parseTry(cursor);
    case "async":
      return parseAsync(cursor, start);
    case "def":
    case "class":
    case "@":
      return parseDefinition(cursor);
    default:
      return undefined;
  }
}

function parseElse(cursor: Cursor): Body {
  return accept(cursor, "else") ? parseSuite(cursor) : [];
}

/** A chain of `elif` is read in a loop and nested from its end, so that none is too long. */
function parseIf(cursor: Cursor): If {
  const first = parseBranch(cursor);
  const rest: Branch[] = [];
  while (kindOf(cursor) === "elif" && rest.length < longestChain) rest.push(parseBranch(cursor));
  let otherwise = parseElse(cursor);
  const end = endOfContent(cursor);
  for (const branch of rest.reverse()) otherwise = [{ kind: "if", ...branch, otherwise, end }];
  return { kind: "if", ...first, otherwise, end };
}

type Branch = Pick<If, "start" | "test" | "body">;

function parseBranch(cursor: Cursor): Branch {
  const start = startOf(cursor);
  cursor.index += 1;
  const test = cursor.grammar.named(cursor);
  return { start, test, body: parseSuite(cursor) };
}

function parseFor(cursor: Cursor, start: number, isAsync: boolean): Statement {
  cursor.index += 1;
  const target = cursor.grammar.targets(cursor);
  expect(cursor, "in");
  const iterable = cursor.grammar.expressions(cursor);
  const body = parseSuite(cursor);
  const otherwise = parseElse(cursor);
  return { kind: "for", async: isAsync, target, iterable, body, otherwise, start, end: endOfContent(cursor) };
}

function parseAsync(cursor: Cursor, start: number): Statement | undefined {
  const next = cursor.tokens.kinds[cursor.index + 1];
  if (next === "def") return parseDefinition(cursor);
  if (next !== "for" && next !== "with") return undefined;
  cursor.index += 1;
  return next === "for" ? parseFor(cursor, start, true) : parseWith(cursor, start, true);
}

function parseWith(cursor: Cursor, start: number, isAsync: boolean): With {
  cursor.index += 1;
  const items = parseParenthesisedItems(cursor) ?? parseItems(cursor);
  const body = parseSuite(cursor);
  return { kind: "with", async: isAsync, items, body, start, end: endOfContent(cursor) };
}

/** `(a as b, c)` before a colon is a list of items; where it does not read as one, the parenthesis belongs to an expression. */
function parseParenthesisedItems(cursor: Cursor): With["items"] | undefined {
  if (kindOf(cursor) !== "(") return undefined;
  const close = closingIndex(cursor, cursor.index);
  if (cursor.tokens.kinds[close + 1] !== ":") return undefined;
  const mark = bookmark(cursor);
  cursor.index += 1;
  const items = kindOf(cursor) === ")" ? [] : parseItems(cursor, ")");
  if (items.length > 0 && !(cursor.broken && !mark.broken) && accept(cursor, ")")) return items;
  goBack(cursor, mark);
  return undefined;
}

function parseItems(cursor: Cursor, close?: string): With["items"] {
  const items: With["items"][number][] = [];
  do {
    if (close !== undefined && kindOf(cursor) === close) break;
    const context = cursor.grammar.expression(cursor);
    const target = accept(cursor, "as") ? cursor.grammar.operators(cursor, 5) : undefined;
    items.push({ context, ...(target === undefined ? {} : { target }) });
  } while (accept(cursor, ","));
  return items;
}

function parseTry(cursor: Cursor): Try {
  const start = startOf(cursor);
  cursor.index += 1;
  const body = parseSuite(cursor);
  const handlers: ExceptClause[] = [];
  let group = false;
  while (kindOf(cursor) === "except") {
    group ||= cursor.tokens.kinds[cursor.index + 1] === "*";
    handlers.push(parseExcept(cursor));
  }
  const otherwise = parseElse(cursor);
  const last = accept(cursor, "finally") ? parseSuite(cursor) : [];
  const end = endOfContent(cursor);
  return { kind: "try", group, body, handlers, otherwise, finally: last, start, end };
}

function parseExcept(cursor: Cursor): ExceptClause {
  const start = startOf(cursor);
  cursor.index += 1;
  accept(cursor, "*");
  const type = kindOf(cursor) === ":" ? undefined : cursor.grammar.expressions(cursor);
  const name = accept(cursor, "as") ? parseWord(cursor) : undefined;
  const body = parseSuite(cursor);
  return {
    kind: "except",
    ...(type === undefined ? {} : { type }),
    ...(name === undefined ? {} : { name }),
    body,
    start,
    end: endOfContent(cursor),
  };
}

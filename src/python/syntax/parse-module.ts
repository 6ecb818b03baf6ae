import { assert } from "#base";
import { parseCompound } from "./compound-statements.ts";
import { accept, type Cursor, endOf, type Grammar, kindOf, startOf, tell } from "./cursor.ts";
import {
  parseExpression,
  parseExpressions,
  parseNamed,
  parseOperators,
  parseStarredOrNamed,
  parseTargets,
} from "./expressions.ts";
import { tokenize } from "./lexer.ts";
import { parseMatch } from "./match-statement.ts";
import { parseSimple } from "./simple-statements.ts";
import type { Body, Statement } from "./statements-tree.ts";
import type { Comment, SyntaxProblem } from "./tokens.ts";

/** A module read from its source. */
export interface ModuleSyntax {
  readonly text: string;
  readonly body: Body;
  readonly comments: readonly Comment[];
  /** The first hundred, in the order of their places; empty exactly where the text is Python, as far as its grammar goes. */
  readonly problems: readonly SyntaxProblem[];
}

/** More are told of no module: what has so many is no Python. */
const mostProblems = 100;

const grammar: Grammar = {
  expression: parseExpression,
  named: parseNamed,
  starredOrNamed: parseStarredOrNamed,
  expressions: parseExpressions,
  targets: parseTargets,
  operators: parseOperators,
  block: parseBlock,
};

/**
 * Reads the source of a module, of Python 3.8 to 3.14. Never throws: a line that is no Python becomes a `broken` statement and a
 * problem at its place, and the statements around it are read as if it were not there. Time and memory grow with the text.
 */
export function parseModule(text: string): ModuleSyntax {
  const tokens = tokenize(text);
  const cursor: Cursor = {
    grammar,
    text,
    tokens,
    problems: [...tokens.problems],
    index: 0,
    broken: false,
    depth: 0,
  };
  const body: Statement[] = [];
  while (kindOf(cursor) !== "END") {
    if (accept(cursor, "DEDENT")) continue;
    parseLine(cursor, body);
  }
  const problems = cursor.problems.sort((one, other) => one.start - other.start).slice(0, mostProblems);
  return { text, body, comments: tokens.comments, problems };
}

/** What follows a colon: simple statements on the same line, or an indented block. */
function parseBlock(cursor: Cursor): Body {
  const body: Statement[] = [];
  if (!accept(cursor, "NEWLINE")) {
    parseSimpleLine(cursor, body);
    return body;
  }
  cursor.broken = false;
  if (!accept(cursor, "INDENT")) {
    tell(cursor, "an indented block is missing here");
    cursor.broken = false;
    return body;
  }
  while (kindOf(cursor) !== "DEDENT" && kindOf(cursor) !== "END") parseLine(cursor, body);
  accept(cursor, "DEDENT");
  return body;
}

/** One compound statement, or one line of simple ones. */
function parseLine(cursor: Cursor, body: Statement[]): void {
  const before = cursor.index;
  cursor.broken = false;
  cursor.depth = 0;
  if (accept(cursor, "INDENT")) {
    cursor.problems.push({
      message: "this line is indented without a reason",
      start: startOf(cursor),
      end: startOf(cursor),
    });
    while (kindOf(cursor) !== "DEDENT" && kindOf(cursor) !== "END") parseLine(cursor, body);
    accept(cursor, "DEDENT");
    return;
  }
  const compound = parseCompound(cursor) ?? parseMatch(cursor);
  if (compound === undefined) parseSimpleLine(cursor, body);
  else body.push(compound);
  assert(cursor.index > before, "a line of tokens was not taken");
}

/** Simple statements with semicolons between them, and the end of their line. */
function parseSimpleLine(cursor: Cursor, body: Statement[]): void {
  do {
    if (kindOf(cursor) === "NEWLINE") break;
    const before = cursor.index;
    const statement = parseSimple(cursor);
    const kind = kindOf(cursor);
    if (kind !== "NEWLINE" && kind !== ";" && kind !== "END") tell(cursor, "this is no Python from here on");
    if (!cursor.broken) body.push(statement);
    else {
      body.push(skipBroken(cursor, statement, before));
      break;
    }
  } while (accept(cursor, ";"));
  accept(cursor, "NEWLINE");
}

/** Skips to the end of the logical line, and keeps what was read of it. */
function skipBroken(cursor: Cursor, statement: Statement, before: number): Statement {
  while (kindOf(cursor) !== "NEWLINE" && kindOf(cursor) !== "END") cursor.index += 1;
  if (cursor.index === before && kindOf(cursor) !== "END") cursor.index += 1;
  const values = statement.kind === "expression" || statement.kind === "assign" ? [statement.value] : [];
  return { kind: "broken", values, start: statement.start, end: Math.max(statement.start, endOf(cursor)) };
}

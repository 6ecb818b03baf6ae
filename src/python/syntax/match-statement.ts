import {
  accept,
  bookmark,
  type Cursor,
  endOfContent,
  goBack,
  kindAhead,
  kindOf,
  startOf,
  tell,
  textOf,
} from "./cursor.ts";
import { beginsExpression } from "./expressions.ts";
import { parsePatterns } from "./patterns.ts";
import type { MatchCase, Statement } from "./statements-tree.ts";
import { parseSuite } from "./suite.ts";

/** A `match` statement, if one begins here: `match` and `case` are names everywhere else. */
export function parseMatch(cursor: Cursor): Statement | undefined {
  if (kindOf(cursor) !== "NAME" || textOf(cursor) !== "match" || !beginsExpression(kindAhead(cursor, 1)))
    return undefined;
  const start = startOf(cursor);
  const mark = bookmark(cursor);
  cursor.index += 1;
  const subject = cursor.grammar.expressions(cursor);
  if (!(accept(cursor, ":") && accept(cursor, "NEWLINE") && accept(cursor, "INDENT") && isCase(cursor))) {
    goBack(cursor, mark);
    return undefined;
  }
  const cases: MatchCase[] = [];
  while (isCase(cursor)) cases.push(parseCase(cursor));
  skipToDedent(cursor);
  return { kind: "match", subject, cases, start, end: endOfContent(cursor) };
}

function isCase(cursor: Cursor): boolean {
  return kindOf(cursor) === "NAME" && textOf(cursor) === "case";
}

function parseCase(cursor: Cursor): MatchCase {
  cursor.broken = false;
  cursor.index += 1;
  const pattern = parsePatterns(cursor);
  const guard = accept(cursor, "if") ? cursor.grammar.named(cursor) : undefined;
  const body = parseSuite(cursor);
  return { pattern, ...(guard === undefined ? {} : { guard }), body };
}

/** Leaves the block of cases; what stands in it and is no case is skipped with a problem. */
function skipToDedent(cursor: Cursor): void {
  let depth = 1;
  if (kindOf(cursor) !== "DEDENT" && kindOf(cursor) !== "END") {
    cursor.broken = false;
    tell(cursor, "only cases stand in a match statement");
  }
  while (depth > 0 && kindOf(cursor) !== "END") {
    if (kindOf(cursor) === "INDENT") depth += 1;
    if (kindOf(cursor) === "DEDENT") depth -= 1;
    cursor.index += 1;
  }
}

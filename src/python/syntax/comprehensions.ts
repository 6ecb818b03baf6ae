import { accept, type Cursor, expect, kindOf } from "./cursor.ts";
import type { ComprehensionClause, Expression } from "./tree.ts";

/** The `for … in … if …` clauses of a comprehension, of which at least one begins here. */
export function parseClauses(cursor: Cursor): readonly ComprehensionClause[] {
  const clauses: ComprehensionClause[] = [];
  while (kindOf(cursor) === "for" || kindOf(cursor) === "async") {
    const isAsync = accept(cursor, "async");
    if (!expect(cursor, "for")) break;
    const target = cursor.grammar.targets(cursor);
    expect(cursor, "in");
    const iterable = cursor.grammar.operators(cursor, 1);
    const conditions: Expression[] = [];
    while (accept(cursor, "if")) conditions.push(parseCondition(cursor));
    clauses.push({ async: isAsync, target, iterable, conditions });
  }
  return clauses;
}

/** A condition is no conditional: an `if` after it begins the next one. */
function parseCondition(cursor: Cursor): Expression {
  return kindOf(cursor) === "lambda"
    ? cursor.grammar.expression(cursor)
    : cursor.grammar.operators(cursor, 1);
}

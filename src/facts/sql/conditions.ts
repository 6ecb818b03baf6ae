import { readColumn, type SqlCursor } from "./cursor.ts";
import type { SqlCondition, SqlValue } from "./statement.ts";

/** A condition: comparisons of columns with values, put together by `and`, `or` and `not`. */
export function readCondition(cursor: SqlCursor): SqlCondition {
  return joined(cursor, "or", () => joined(cursor, "and", () => readNegated(cursor)));
}

function joined(cursor: SqlCursor, kind: "and" | "or", read: () => SqlCondition): SqlCondition {
  const first = read();
  const of = [first];
  while (cursor.takes(kind)) of.push(read());
  return of.length === 1 ? first : { kind, of };
}

function readNegated(cursor: SqlCursor): SqlCondition {
  if (cursor.takes("not")) return { kind: "not", of: cursor.within(() => readNegated(cursor)) };
  if (!cursor.takes("(")) return readComparison(cursor);
  const inner = cursor.within(() => readCondition(cursor));
  cursor.expects(")");
  return inner;
}

const operators = ["=", "<>", "!=", "<=", ">=", "<", ">"] as const;

function readComparison(cursor: SqlCursor): SqlCondition {
  const column = readColumn(cursor);
  if (cursor.takes("is", "not", "null")) return { kind: "null", column, negated: true };
  if (cursor.takes("is", "null")) return { kind: "null", column, negated: false };
  if (cursor.takes("between")) {
    const low = readValue(cursor);
    cursor.expects("and");
    return { kind: "between", column, low, high: readValue(cursor) };
  }
  const negated = cursor.takes("not");
  if (cursor.takes("in")) return { kind: "in", column, values: readList(cursor), negated };
  if (cursor.takes("like"))
    return { kind: "like", column, pattern: readValue(cursor), anyCase: false, negated };
  if (cursor.takes("ilike"))
    return { kind: "like", column, pattern: readValue(cursor), anyCase: true, negated };
  if (negated) cursor.fail();
  if (cursor.takes("=", "any", "(")) {
    const values = readParameter(cursor);
    cursor.expects(")");
    if (values === undefined) cursor.fail();
    return { kind: "in", column, values: values ?? [], negated };
  }
  const operator = operators.find((each) => cursor.takes(each));
  if (operator === undefined) return { kind: "flag", column };
  const value = readValue(cursor);
  // Nothing is ever equal to nothing.
  if (value.kind === "null") cursor.fail();
  return { kind: "compare", column, operator: operator === "!=" ? "<>" : operator, value };
}

function readList(cursor: SqlCursor): (SqlCondition & { kind: "in" })["values"] {
  const alone = readParameter(cursor);
  if (alone !== undefined) return alone;
  cursor.expects("(");
  const values = [readValue(cursor)];
  while (cursor.takes(",")) values.push(readValue(cursor));
  cursor.expects(")");
  return values;
}

/** A value, or two with a sign of arithmetic between them. */
export function readValue(cursor: SqlCursor): SqlValue {
  const left = readSingle(cursor);
  const operator = (["+", "-", "*"] as const).find((each) => cursor.takes(each));
  return operator === undefined ? left : { kind: "binary", operator, left, right: readSingle(cursor) };
}

export function readParameter(cursor: SqlCursor): (SqlValue & { kind: "parameter" }) | undefined {
  const token = cursor.take("parameter");
  if (token === undefined) return undefined;
  if (/^\d+$/.test(token.text)) return { kind: "parameter", of: Number(token.text) - 1 };
  return { kind: "parameter", of: token.text === "" ? cursor.nextParameter() : token.text };
}

function readSingle(cursor: SqlCursor): SqlValue {
  const parameter = readParameter(cursor);
  if (parameter !== undefined) return parameter;
  const number = cursor.take("number");
  if (number !== undefined) return { kind: "number", raw: number.text };
  const text = cursor.take("text");
  if (text !== undefined) return { kind: "text", text: text.text };
  if (cursor.takes("-")) {
    const negative = cursor.take("number");
    if (negative === undefined) cursor.fail();
    return { kind: "number", raw: `-${negative?.text ?? ""}` };
  }
  if (cursor.takes("null")) return { kind: "null" };
  if (cursor.takes("true")) return { kind: "truth", value: true };
  if (cursor.takes("false")) return { kind: "truth", value: false };
  if (cursor.takes("now", "(", ")") || cursor.takes("current_timestamp")) return { kind: "now" };
  return { kind: "column", name: readColumn(cursor) };
}

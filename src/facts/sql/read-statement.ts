import { readCondition, readValue } from "./conditions.ts";
import { openCursor, readColumn, readName, type SqlCursor } from "./cursor.ts";
import type { SqlAssignment, SqlItem, SqlOrder, SqlStatement } from "./statement.ts";
import { readTokens } from "./tokens.ts";

/** Longer statements are never plain. */
const longest = 4_000;

/**
 * Reads a statement about one table: rows by conditions, counted, summed, sorted, cut and locked, or written. Undefined for all else:
 * joins, subqueries, functions, casts, what one database alone understands. Never throws.
 */
export function readStatement(text: string): SqlStatement | undefined {
  const tokens = text.length > longest ? undefined : readTokens(text);
  if (tokens === undefined) return undefined;
  const cursor = openCursor(tokens);
  const statement = readWhole(cursor);
  cursor.takes(";");
  return cursor.isDone() ? statement : undefined;
}

function readWhole(cursor: SqlCursor): SqlStatement {
  if (cursor.takes("select", "exists", "(", "select")) {
    const inner = readSelect(cursor);
    cursor.expects(")");
    return { ...inner, items: [{ kind: "one" }] };
  }
  if (cursor.takes("select")) return readSelect(cursor);
  if (cursor.takes("update")) return readUpdate(cursor);
  if (cursor.takes("delete", "from")) {
    const table = readTable(cursor);
    return { kind: "delete", table, ...readWhere(cursor) };
  }
  cursor.expects("insert", "into");
  return readInsert(cursor);
}

function readSelect(cursor: SqlCursor): SqlStatement & { kind: "select" } {
  const distinct = cursor.takes("distinct");
  // What the table is called is told only after the columns.
  cursor.prefixes = prefixesAhead(cursor);
  const items = [readItem(cursor)];
  while (cursor.takes(",")) items.push(readItem(cursor));
  cursor.expects("from");
  const table = readTable(cursor);
  const where = readWhere(cursor);
  const groups = cursor.takes("group", "by") ? readMany(cursor, readColumn) : [];
  const order = cursor.takes("order", "by") ? readMany(cursor, readOrder) : [];
  const limit = cursor.takes("limit") ? readValue(cursor) : undefined;
  const offset = cursor.takes("offset") ? readValue(cursor) : undefined;
  const lock = cursor.takes("for", "update") ? readLock(cursor) : undefined;
  return {
    kind: "select",
    table,
    items,
    distinct,
    ...where,
    groups,
    order,
    ...(limit === undefined ? {} : { limit }),
    ...(offset === undefined ? {} : { offset }),
    ...(lock === undefined ? {} : { lock }),
  };
}

/** The names after the next `from`. */
function prefixesAhead(cursor: SqlCursor): readonly string[] {
  for (let ahead = 0; cursor.peek(ahead) !== undefined; ahead += 1) {
    const token = cursor.peek(ahead);
    if (token?.kind !== "word" || token.text !== "from") continue;
    return [1, 2, 3].flatMap((after) => cursor.peek(ahead + after)?.text ?? []);
  }
  return [];
}

function readItem(cursor: SqlCursor): SqlItem {
  const item = readBareItem(cursor);
  // What a column is called in the answer makes no other answer of it.
  if (cursor.takes("as")) readName(cursor);
  return item;
}

function readBareItem(cursor: SqlCursor): SqlItem {
  if (cursor.takes("*")) return { kind: "all" };
  if (cursor.peek()?.kind === "number" && cursor.peek()?.text === "1") {
    cursor.take("number");
    return { kind: "one" };
  }
  const name = (["count", "sum", "avg", "min", "max"] as const).find((each) => cursor.takes(each, "("));
  if (name !== undefined) {
    const distinct = cursor.takes("distinct");
    const isAll = cursor.takes("*");
    if (isAll && (distinct || name !== "count")) cursor.fail();
    const column = isAll ? undefined : readColumn(cursor);
    cursor.expects(")");
    return { kind: "aggregate", name, column, distinct };
  }
  const first = readName(cursor);
  if (!cursor.takes(".")) return { kind: "column", name: first };
  if (!cursor.prefixes.includes(first)) cursor.fail();
  return cursor.takes("*") ? { kind: "all" } : { kind: "column", name: readName(cursor) };
}

/** A table, and what it is called in the statement; of a schema that is named nobody knows whether a model means it. */
function readTable(cursor: SqlCursor): string {
  const table = readName(cursor);
  const isCalled = cursor.takes("as");
  const next = cursor.peek();
  const alias = isCalled || (next?.kind === "word" && /^[a-z]\w?$/.test(next.text)) ? nameAhead(cursor) : [];
  cursor.prefixes = [table, ...alias];
  return table;
}

/** `as`, `by`, `in` and the like are too short for a table's other name. */
function nameAhead(cursor: SqlCursor): readonly string[] {
  const next = cursor.peek();
  return next?.kind === "word" && /^(?:as|by|in|is|on|or)$/.test(next.text) ? [] : [readName(cursor)];
}

function readWhere(cursor: SqlCursor): Pick<SqlStatement & { kind: "delete" }, "where"> {
  return cursor.takes("where") ? { where: readCondition(cursor) } : {};
}

function readMany<T>(cursor: SqlCursor, read: (cursor: SqlCursor) => T): readonly T[] {
  const all = [read(cursor)];
  while (cursor.takes(",")) all.push(read(cursor));
  return all;
}

function readOrder(cursor: SqlCursor): SqlOrder {
  const column = readColumn(cursor);
  const descending = cursor.takes("desc");
  if (!descending) cursor.takes("asc");
  return { column, descending };
}

function readLock(cursor: SqlCursor): "wait" | "skip" | "fail" {
  if (cursor.takes("skip", "locked")) return "skip";
  return cursor.takes("nowait") ? "fail" : "wait";
}

function readUpdate(cursor: SqlCursor): SqlStatement {
  const table = readTable(cursor);
  cursor.expects("set");
  const set = readMany(cursor, (): SqlAssignment => {
    const column = readColumn(cursor);
    cursor.expects("=");
    return { column, value: readValue(cursor) };
  });
  return { kind: "update", table, set, ...readWhere(cursor) };
}

function readInsert(cursor: SqlCursor): SqlStatement {
  const table = readName(cursor);
  cursor.expects("(");
  const columns = readMany(cursor, readName);
  cursor.expects(")", "values", "(");
  const values = readMany(cursor, readValue);
  cursor.expects(")");
  if (values.length !== columns.length) cursor.fail();
  return {
    kind: "insert",
    table,
    set: columns.flatMap((column, place): readonly SqlAssignment[] => {
      const value = values[place];
      return value === undefined ? [] : [{ column, value }];
    }),
  };
}

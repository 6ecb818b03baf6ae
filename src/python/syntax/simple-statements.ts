import { parseYield } from "./collections.ts";
import { accept, type Cursor, endOf, expect, kindAhead, kindOf, startOf, tell, textOf } from "./cursor.ts";
import { parseImport, parseImportFrom } from "./import-statements.ts";
import { nameOf, parseTypeParameters } from "./parameters.ts";
import type { Statement } from "./statements-tree.ts";
import type { Expression } from "./tree.ts";

/** A statement that ends with its line or a semicolon, neither of which is taken. */
export function parseSimple(cursor: Cursor): Statement {
  const start = startOf(cursor);
  const kind = kindOf(cursor);
  switch (kind) {
    case "pass":
    case "break":
    case "continue":
      cursor.index += 1;
      return { kind, start, end: endOf(cursor) };
    case "return":
      return parseReturn(cursor, start);
    case "raise":
      return parseRaise(cursor, start);
    case "import":
      return parseImport(cursor);
    case "from":
      return parseImportFrom(cursor);
    case "global":
    case "nonlocal":
      return parseScope(cursor, kind, start);
    case "del":
      return parseDelete(cursor, start);
    case "assert":
      return parseAssert(cursor, start);
    default:
      return isTypeAlias(cursor) ? parseTypeAlias(cursor, start) : parseExpressionStatement(cursor, start);
  }
}

function endsStatement(cursor: Cursor): boolean {
  const kind = kindOf(cursor);
  return kind === "NEWLINE" || kind === ";" || kind === "END";
}

function parseReturn(cursor: Cursor, start: number): Statement {
  cursor.index += 1;
  if (endsStatement(cursor)) return { kind: "return", start, end: endOf(cursor) };
  const value = cursor.grammar.expressions(cursor);
  return { kind: "return", value, start, end: endOf(cursor) };
}

function parseRaise(cursor: Cursor, start: number): Statement {
  cursor.index += 1;
  if (endsStatement(cursor)) return { kind: "raise", start, end: endOf(cursor) };
  const error = cursor.grammar.expression(cursor);
  const cause = accept(cursor, "from") ? cursor.grammar.expression(cursor) : undefined;
  return { kind: "raise", error, ...(cause === undefined ? {} : { cause }), start, end: endOf(cursor) };
}

function parseScope(cursor: Cursor, kind: "global" | "nonlocal", start: number): Statement {
  const names: string[] = [];
  do {
    cursor.index += 1;
    if (kindOf(cursor) !== "NAME") {
      tell(cursor, "a name is missing here");
      break;
    }
    names.push(nameOf(textOf(cursor)));
    cursor.index += 1;
  } while (kindOf(cursor) === ",");
  return { kind, names, start, end: endOf(cursor) };
}

function parseDelete(cursor: Cursor, start: number): Statement {
  const targets: Expression[] = [];
  do {
    cursor.index += 1;
    if (targets.length > 0 && endsStatement(cursor)) break;
    targets.push(cursor.grammar.operators(cursor, 5));
  } while (kindOf(cursor) === ",");
  return { kind: "delete", targets, start, end: endOf(cursor) };
}

function parseAssert(cursor: Cursor, start: number): Statement {
  cursor.index += 1;
  const test = cursor.grammar.named(cursor);
  const message = accept(cursor, ",") ? cursor.grammar.named(cursor) : undefined;
  return { kind: "assert", test, ...(message === undefined ? {} : { message }), start, end: endOf(cursor) };
}

/** `type` is a word of its own only before a name and then `=` or `[`. */
function isTypeAlias(cursor: Cursor): boolean {
  if (kindOf(cursor) !== "NAME" || kindAhead(cursor, 1) !== "NAME" || textOf(cursor) !== "type") return false;
  return kindAhead(cursor, 2) === "=" || kindAhead(cursor, 2) === "[";
}

function parseTypeAlias(cursor: Cursor, start: number): Statement {
  cursor.index += 1;
  const nameStart = startOf(cursor);
  const id = nameOf(textOf(cursor));
  cursor.index += 1;
  const name = { kind: "name", id, start: nameStart, end: endOf(cursor) } as const;
  const typeParameters = parseTypeParameters(cursor);
  expect(cursor, "=");
  const value = cursor.grammar.expression(cursor);
  return { kind: "type-alias", name, typeParameters, value, start, end: endOf(cursor) };
}

const augmented: ReadonlySet<string> = new Set("+= -= *= /= //= %= @= &= |= ^= >>= <<= **=".split(" "));

function parseExpressionStatement(cursor: Cursor, start: number): Statement {
  const first = parseAssigned(cursor);
  const kind = kindOf(cursor);
  if (kind === "=") return parseAssignment(cursor, first, start);
  if (augmented.has(kind)) {
    cursor.index += 1;
    const value = parseAssigned(cursor);
    return {
      kind: "augmented",
      operator: kind.slice(0, -1),
      target: first,
      value,
      start,
      end: endOf(cursor),
    };
  }
  if (kind !== ":") return { kind: "expression", value: first, start, end: Math.max(start, endOf(cursor)) };
  cursor.index += 1;
  const annotation = cursor.grammar.expression(cursor);
  const value = accept(cursor, "=") ? parseAssigned(cursor) : undefined;
  const rest = value === undefined ? {} : { value };
  return { kind: "annotated", target: first, annotation, ...rest, start, end: endOf(cursor) };
}

function parseAssignment(cursor: Cursor, first: Expression, start: number): Statement {
  const values = [first];
  while (accept(cursor, "=")) values.push(parseAssigned(cursor));
  const value = values.pop() ?? first;
  return { kind: "assign", targets: values, value, start, end: endOf(cursor) };
}

function parseAssigned(cursor: Cursor): Expression {
  return kindOf(cursor) === "yield" ? parseYield(cursor) : cursor.grammar.expressions(cursor);
}

import type { Binary, Expression, FormattedPart } from "#python";
import { readScope } from "../symbols.ts";
import { type Arguments, type Frame, placeOf } from "./flow.ts";
import type { BuiltText, FlowValue, Hole } from "./values.ts";

/** How texts begin that a database is asked with. */
const statement =
  /^\s*(?:--[^\n]*\n\s*)*\(?\s*(?:select|insert\s+into|update|delete\s+from|with|merge|truncate|create|alter|drop|call|explain|replace\s+into|copy|grant|vacuum|analyze|refresh)\b/i;

function isStatement(text: string): boolean {
  return statement.test(text);
}

/** A part of a text that is put together: written out, or worked out by an expression. */
type TextPart = string | { readonly expression: Expression; readonly value: FlowValue | undefined };

/**
 * Puts a text together. Where it asks a database and some part of it is not known, what is known and what is not; undefined for
 * other texts with parts that are not known.
 */
export function joinText(frame: Frame, parts: readonly TextPart[]): FlowValue | undefined {
  let text = "";
  const holes: Hole[] = [];
  let isKnown = true;
  for (const part of parts) {
    if (typeof part === "string") text += part;
    else if (part.value?.kind === "text") text += part.value.text;
    else if (part.value?.kind === "built") {
      text += part.value.text;
      holes.push(...part.value.holes);
      isKnown = false;
    } else {
      text += "…";
      isKnown = false;
      holes.push(...holesOf(frame, part.expression, part.value));
    }
    // What begins otherwise asks no database, whatever follows.
    if (!isKnown && !isStatement(text)) return undefined;
  }
  if (isKnown) return { kind: "text", text };
  return { kind: "built", text: text.slice(0, 400), holes: holes.slice(0, 6) };
}

/** What of an expression somebody may choose: what the function that is followed was handed, or what that leads to. */
function holesOf(frame: Frame, expression: Expression, value: FlowValue | undefined): readonly Hole[] {
  if (frame.calls.length > 1 || isHarmless(frame, expression, value)) return [];
  if (expression.kind === "binary")
    return [expression.left, expression.right].flatMap((side) => holesOf(frame, side, undefined));
  return isOutside(frame, expression) ? [holeOf(frame, expression)] : [];
}

function holeOf(frame: Frame, expression: Expression): Hole {
  const place = placeOf(frame, expression);
  return { place, shown: frame.module.syntax.text.slice(place.start, place.end).slice(0, 60) };
}

const quoting = /quote|escape|identifier|literal|placeholder|adapt|mogrify|compile|as_sql|get_db_prep|qn$/i;
const counting = new Set([
  "int",
  "float",
  "len",
  "bool",
  "abs",
  "round",
  "min",
  "max",
  "sum",
  "Decimal",
  "UUID",
  "Identifier",
  "Literal",
  "Placeholder",
  "SQL",
]);
const named =
  /^(?:_meta|db_table|table_name|__tablename__|__table__|column|attname|schema|schema_name|placeholder|db_schema)s?$/;

/** Whether a part of a statement is nothing that somebody outside could choose: a number, a constant, a quoted name, a table of a model. */
function isHarmless(frame: Frame, expression: Expression, value: FlowValue | undefined): boolean {
  if (value !== undefined && value.kind !== "method" && value.kind !== "union") return true;
  switch (expression.kind) {
    case "number":
    case "constant":
    case "string":
      return true;
    case "name":
      return (
        /^[A-Z][A-Z0-9_]+$/.test(expression.id) ||
        named.test(expression.id) ||
        !frame.names.own.has(expression.id)
      );
    case "attribute":
      return (
        /^[A-Z][A-Z0-9_]+$/.test(expression.name) ||
        named.test(expression.name) ||
        mentions(expression, named)
      );
    case "call": {
      const { callee } = expression;
      const name = callee.kind === "name" ? callee.id : callee.kind === "attribute" ? callee.name : "";
      if (counting.has(name) || quoting.test(name)) return true;
      if (name === "join") return expression.args.every((argument) => isHarmlessList(frame, argument.value));
      return callee.kind !== "attribute" || mentions(expression, named);
    }
    case "binary":
      return [expression.left, expression.right].every((side) => isHarmless(frame, side, undefined));
    case "conditional":
      return [expression.then, expression.otherwise].every((side) => isHarmless(frame, side, undefined));
    default:
      // What comes out of anything else is followed no further, so that nobody is accused.
      return expression.kind !== "subscript";
  }
}

const harmlessTypes =
  /^(?:int|float|bool|complex|Decimal|UUID\d?|date|datetime|time|timedelta|Enum|Literal|range)$/;
const textMethods =
  /^(?:strip|lstrip|rstrip|lower|upper|title|replace|get|getlist|decode|encode|format|pop|split|rsplit|partition|capitalize)$/;

/** Whether an expression is, or is taken out of, what the function was handed by whoever calls it. */
function isOutside(frame: Frame, expression: Expression, depth = 0): boolean {
  if (depth > 5) return false;
  switch (expression.kind) {
    case "name":
      return isHandedIn(frame, expression.id, depth);
    case "attribute":
      return !/^(?:id|pk|.*_id)$/.test(expression.name) && isOutside(frame, expression.value, depth + 1);
    case "subscript":
    case "await":
    case "starred":
      return isOutside(frame, expression.value, depth + 1);
    case "call": {
      const { callee, args } = expression;
      if (callee.kind === "name" && callee.id === "str")
        return args.some(({ value }) => isOutside(frame, value, depth + 1));
      return (
        callee.kind === "attribute" &&
        textMethods.test(callee.name) &&
        isOutside(frame, callee.value, depth + 1)
      );
    }
    case "binary":
      return isOutside(frame, expression.left, depth + 1) || isOutside(frame, expression.right, depth + 1);
    default:
      return false;
  }
}

function isHandedIn(frame: Frame, name: string, depth: number): boolean {
  const { node, names, self } = frame;
  if (node === undefined || node.kind === "lambda" || names.own.get(name) !== undefined) return false;
  const [first] = node.parameters;
  if (self !== undefined && first?.name === name) return false;
  const binding = readScope(node.body).names.get(name);
  if (binding !== undefined)
    return (
      binding.kind === "value" && binding.value !== undefined && isOutside(frame, binding.value, depth + 1)
    );
  const parameter = node.parameters.find((each) => each.name === name);
  return parameter !== undefined && !hasHarmlessType(parameter.annotation);
}

function hasHarmlessType(annotation: Expression | undefined): boolean {
  switch (annotation?.kind) {
    case "name":
      return harmlessTypes.test(annotation.id);
    case "attribute":
      return harmlessTypes.test(annotation.name);
    case "subscript":
      return hasHarmlessType(annotation.value);
    case "binary":
      return hasHarmlessType(annotation.left);
    default:
      return false;
  }
}

/** What a call makes of whatever it is given, where that can be put into a statement: a number, a quoted name, a row of placeholders. */
export function quoted(frame: Frame, callee: FlowValue, { call }: Arguments): FlowValue | undefined {
  const name = calledName(callee);
  const isList = name === "join" && call.args.every(({ value }) => isHarmlessList(frame, value));
  return isList || counting.has(name) || quoting.test(name)
    ? { kind: "built", text: "…", holes: [] }
    : undefined;
}

function calledName(callee: FlowValue): string {
  if (callee.kind === "method") return callee.name;
  return callee.kind === "external" ? callee.path.slice(callee.path.lastIndexOf(".") + 1) : "";
}

/** `", ".join(["%s"] * len(ids))`, and lists of what is harmless itself. */
function isHarmlessList(frame: Frame, list: Expression): boolean {
  switch (list.kind) {
    case "list":
    case "tuple":
      return list.items.every((item) => isHarmless(frame, item, undefined));
    case "binary":
      return list.operator === "*";
    case "comprehension":
      return list.element.kind === "string" || isHarmless(frame, list.element, undefined);
    default:
      return true;
  }
}

function mentions(expression: Expression, names: RegExp): boolean {
  switch (expression.kind) {
    case "attribute":
      return names.test(expression.name) || mentions(expression.value, names);
    case "call":
      return mentions(expression.callee, names);
    case "subscript":
      return mentions(expression.value, names);
    case "name":
      return names.test(expression.id);
    default:
      return false;
  }
}

/** The parts of an f-string, each followed once. */
export function formattedParts(
  frame: Frame,
  parts: readonly FormattedPart[],
  follow: (part: Expression) => FlowValue | undefined,
): readonly TextPart[] {
  return parts.map((part) => {
    if (part.kind === "string") return part.value;
    if (part.format !== undefined) formattedParts(frame, part.format, follow);
    return { expression: part.value, value: follow(part.value) };
  });
}

/** `"… %s" % name` and `"… " + name` */
export function joinBinary(
  frame: Frame,
  { operator, left, right }: Binary,
  one: FlowValue | undefined,
  other: FlowValue | undefined,
): FlowValue | undefined {
  if (operator === "+")
    return joinText(frame, [
      { expression: left, value: one },
      { expression: right, value: other },
    ]);
  const text = one?.kind === "text" || one?.kind === "built" ? one.text : undefined;
  if (operator !== "%" || text === undefined || !isStatement(text)) return undefined;
  const items =
    right.kind === "tuple"
      ? right.items
      : right.kind === "dictionary"
        ? right.entries.map(({ value }) => value)
        : [right];
  return fill(frame, text, items, one?.kind === "built" ? one.holes : []);
}

/** `"…{}".format(name)` */
export function formatText(frame: Frame, of: FlowValue, { call }: Arguments): FlowValue | undefined {
  if ((of.kind !== "text" && of.kind !== "built") || !isStatement(of.text)) return undefined;
  return fill(
    frame,
    of.text,
    call.args.map(({ value }) => value),
    of.kind === "built" ? of.holes : [],
  );
}

function fill(frame: Frame, text: string, items: readonly Expression[], before: readonly Hole[]): BuiltText {
  const open = items.filter((item) => {
    const value = item.kind === "name" ? frame.names.own.get(item.id) : undefined;
    return !isHarmless(frame, item, value);
  });
  return {
    kind: "built",
    text,
    holes: [...before, ...open.flatMap((item) => holesOf(frame, item, undefined))].slice(0, 6),
  };
}

const asking =
  /^(?:execute|executemany|executescript|raw|execute_sql|fetch|fetchrow|fetchval|fetch_all|fetch_one|fetch_val|iterate|read_sql|read_sql_query|text|RawSQL|prepare)$/;

/** Notes that a database is asked with a text that was put together. */
export function noteStatement(
  frame: Frame,
  callee: FlowValue,
  { positional, named: given, call }: Arguments,
): void {
  const name = calledName(callee);
  if (!asking.test(name)) return;
  const asked = positional[0] ?? given.get("sql") ?? given.get("query") ?? given.get("statement");
  const { calls, root } = frame;
  for (const value of asked?.kind === "union" ? asked.of : [asked]) {
    // Who hands in a text that is written out has nothing to fear.
    const isWhole = value?.kind === "text" && calls.length > 1 && isStatement(value.text);
    if (value?.kind !== "built" && !isWhole) continue;
    const holes = value.kind === "built" ? value.holes : [];
    frame.flow.emit({ kind: "statement", text: value.text, holes, place: placeOf(frame, call), calls, root });
  }
}

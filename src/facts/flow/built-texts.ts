import type { Binary, Expression, FormattedPart } from "#python";
import { textOf } from "../literals.ts";
import { broughtIn } from "./brought.ts";
import { type Arguments, type Frame, placeOf } from "./flow.ts";
import { isOutside } from "./handed-in.ts";
import { isPlaceOfName, placeholders } from "./statement-places.ts";
import type { Brought, BuiltText, FlowValue, Hole } from "./values.ts";

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
  for (const [index, part] of parts.entries()) {
    if (typeof part === "string") text += part;
    else if (part.value?.kind === "text") text += part.value.text;
    else if (part.value?.kind === "built") {
      text += part.value.text;
      holes.push(...part.value.holes);
      isKnown = false;
    } else {
      const after = parts[index + 1];
      if (isFromRequest(part.value) || !isPlaceOfName(text, typeof after === "string" ? after : ""))
        holes.push(...holesOf(frame, part.expression, part.value));
      text += "…";
      isKnown = false;
    }
    // What begins otherwise asks no database by itself; as part of a statement it may, where somebody outside brought it.
    if (!isKnown && holes.length === 0 && !isStatement(text)) return undefined;
  }
  if (isKnown) return { kind: "text", text };
  if (!isStatement(text) && !parts.some(isBroughtPart)) return undefined;
  return { kind: "built", text: text.slice(0, 400), holes: holes.slice(0, 6) };
}

/** Whether a part was brought from outside, and is not only handed to the function that is followed. */
function isBroughtPart(part: TextPart): boolean {
  if (typeof part === "string") return false;
  return part.value?.kind === "built" ? !isStatement(part.value.text) : broughtIn(part.value) !== undefined;
}

/** What a table or a column is called, the program says as a rule; a request may say it all the same. */
function isFromRequest(value: FlowValue | undefined): boolean {
  return broughtIn(value)?.by === "request";
}

/** What of an expression somebody may choose: what the function that is followed was handed, or what that leads to. */
function holesOf(frame: Frame, expression: Expression, value: FlowValue | undefined): readonly Hole[] {
  const brought = broughtIn(value);
  if (brought !== undefined) return [holeIn(frame, expression, brought)];
  if (frame.calls.length > 1 || isHarmless(frame, expression, value)) return [];
  if (expression.kind === "binary")
    return [expression.left, expression.right].flatMap((side) => holesOf(frame, side, undefined));
  return isOutside(frame, expression) ? [holeOf(frame, expression)] : [];
}

function holeOf(frame: Frame, expression: Expression): Hole {
  const place = placeOf(frame, expression);
  return { place, shown: frame.module.syntax.text.slice(place.start, place.end).slice(0, 60) };
}

/** What was brought, where it is put into the text; a text of another place is shown by where it was taken. */
function holeIn(frame: Frame, expression: Expression, { shown }: Brought): Hole {
  const here = holeOf(frame, expression);
  return expression.kind === "name" && here.shown !== shown ? { ...here, brought: shown } : here;
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
  if (broughtIn(value) !== undefined) return false;
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
  if (operator !== "%" || text === undefined) return undefined;
  const known = other?.kind === "list" ? other.items : [];
  const items =
    right.kind === "tuple"
      ? right.items.map((expression, index) => ({ expression, value: known[index], name: String(index) }))
      : right.kind === "dictionary"
        ? right.entries.map(({ key, value: expression }) => ({
            expression,
            value: entryOf(other, textOf(key)),
            name: textOf(key),
          }))
        : [{ expression: right, value: other, name: "0" }];
  return fill(frame, text, items, one?.kind === "built" ? one.holes : []);
}

/** `"…{}".format(name)` */
export function formatText(
  frame: Frame,
  of: FlowValue,
  { call, positional, named: given }: Arguments,
): FlowValue | undefined {
  if (of.kind !== "text" && of.kind !== "built") return undefined;
  return fill(
    frame,
    of.text,
    call.args.map(({ value: expression, name }, index) => ({
      expression,
      value: name === undefined ? positional[index] : given.get(name),
      name: name ?? String(index),
    })),
    of.kind === "built" ? of.holes : [],
  );
}

function entryOf(of: FlowValue | undefined, key: string | undefined): FlowValue | undefined {
  return of?.kind === "mapping" && key !== undefined ? of.entries.get(key) : undefined;
}

type Item = Exclude<TextPart, string> & {
  /** The name of its place, or its turn. */
  readonly name: string | undefined;
};

function fill(
  frame: Frame,
  text: string,
  items: readonly Item[],
  before: readonly Hole[],
): BuiltText | undefined {
  if (!isStatement(text) && before.length === 0 && !items.some(isBroughtPart)) return undefined;
  const places = Map.groupBy(placeholders(text), ({ name }) => name);
  const open = items.filter(({ expression, value, name }) => {
    const own = places.get(name ?? "") ?? [];
    if (
      own.length > 0 &&
      !isFromRequest(value) &&
      own.every((each) => isPlaceOfName(each.before, each.after))
    )
      return false;
    const known =
      expression.kind === "name" && value === undefined ? frame.names.own.get(expression.id) : value;
    return !isHarmless(frame, expression, known);
  });
  return {
    kind: "built",
    text,
    holes: [
      ...before,
      ...open.flatMap(({ expression, value }) => holesOf(frame, expression, broughtIn(value))),
    ].slice(0, 6),
  };
}

/** What takes a part of a statement, or several. */
const takingParts = /^(?:RawSQL|extra)$/;

const asking =
  /^(?:extra|execute|executemany|executescript|raw|execute_sql|fetch|fetchrow|fetchval|fetch_all|fetch_one|fetch_val|iterate|read_sql|read_sql_query|text|RawSQL|prepare)$/;

/** Notes that a database is asked with a text that was put together. */
export function noteStatement(
  frame: Frame,
  callee: FlowValue,
  { positional, named: given, call }: Arguments,
): void {
  const name = calledName(callee);
  if (!asking.test(name)) return;
  const takesParts = takingParts.test(name);
  // What is handed over beside a text, under names of their own, is never part of it.
  const parts = [...given].flatMap(([part, value]) => (/params$/.test(part) ? [] : [value]));
  const asked = name === "extra" ? parts : [positional[0] ?? givenAs(given)];
  const { calls, root } = frame;
  for (const value of asked.flatMap(textsIn)) {
    const isWhole = value.kind === "text" && isStatement(value.text);
    if (value.kind !== "built" && !isWhole) continue;
    if (!takesParts && !isStatement(value.text)) continue;
    const holes = value.kind === "built" ? value.holes : [];
    const place = placeOf(frame, call);
    frame.flow.emit({ kind: "statement", text: value.text, whole: isWhole, holes, place, calls, root });
  }
}

function givenAs(given: Arguments["named"]): FlowValue | undefined {
  return given.get("sql") ?? given.get("query") ?? given.get("statement");
}

/** The texts of a value: one, or those of a list or of a dictionary. */
function textsIn(value: FlowValue | undefined): readonly (BuiltText | (FlowValue & { kind: "text" }))[] {
  switch (value?.kind) {
    case "text":
    case "built":
      return [value];
    case "union":
      return value.of.flatMap(textsIn);
    case "list":
      return value.items.flatMap(textsIn);
    case "mapping":
      return [...value.entries.values()].flatMap(textsIn);
    default:
      return [];
  }
}

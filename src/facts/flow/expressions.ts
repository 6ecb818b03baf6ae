import type { Call, Comprehension, Dictionary, Expression, FormattedPart, Slice, Subscript } from "#python";
import { textOf } from "../literals.ts";
import { assign } from "./assign.ts";
import { putUnder, spreadOf, takeBrought } from "./brought.ts";
import { formattedParts, joinBinary, joinText } from "./built-texts.ts";
import { compareWithNone, constantOf, evaluateBoolean, evaluateConditional, numberOf } from "./conditions.ts";
import { type Arguments, type Frame, placeOf, writtenAt } from "./flow.ts";
import { lookUp } from "./lookup.ts";
import { addTargets } from "./loop-names.ts";
import { extendMapping } from "./mappings.ts";
import { setName } from "./names.ts";
import { withQuery } from "./queries.ts";
import { frameOfArguments } from "./reports.ts";
import { compareGiven } from "./surely-given.ts";
import { tellUnknown } from "./tell-doubt.ts";
import { unionOf } from "./union.ts";
import type { Brought, FlowValue, Mapping, Row, Rows, Written } from "./values.ts";

/** Follows an expression, with all that happens on the way. */
export function evaluate(frame: Frame, expression: Expression): FlowValue | undefined {
  const { flow } = frame;
  flow.budget.left -= 1;
  if (flow.budget.left <= 0) return undefined;
  switch (expression.kind) {
    case "name":
      return lookUp(frame, expression.id);
    case "string":
      return expression.bytes ? undefined : { kind: "text", text: expression.value };
    case "constant":
      return constantOf(expression.value);
    case "number":
      return numberOf(expression.raw);
    case "formatted":
      return evaluateFormatted(frame, expression.parts);
    case "attribute": {
      const of = evaluate(frame, expression.value);
      if (of === undefined)
        flow.doubt?.(placeOf(frame, expression), () => tellUnknown(frame, expression.value));
      return of && flow.attribute(frame, of, expression.name, placeOf(frame, expression));
    }
    case "call":
      return evaluateCall(frame, expression);
    case "subscript":
      return evaluateSubscript(frame, expression);
    case "await":
      return expression.value.kind === "call"
        ? evaluateCall(frame, expression.value, true)
        : evaluate(frame, expression.value);
    case "starred":
      return evaluate(frame, expression.value);
    case "named": {
      const value = evaluate(frame, expression.value);
      assign(frame, expression.target, value);
      return value;
    }
    case "lambda":
      return { kind: "function", module: frame.module, node: expression, outer: frame.names };
    case "conditional":
      return evaluateConditional(frame, expression);
    case "yield": {
      const value = expression.value && evaluate(frame, expression.value);
      frame.result.yields.push(
        expression.from ? flow.iterate(frame, value, placeOf(frame, expression)) : value,
      );
      return undefined;
    }
    case "comprehension":
      return evaluateComprehension(frame, expression);
    default:
      return evaluateCompound(frame, expression);
  }
}

function evaluateCompound(frame: Frame, expression: Expression): FlowValue | undefined {
  switch (expression.kind) {
    case "boolean":
      return evaluateBoolean(frame, expression);
    case "comparison": {
      let left = evaluate(frame, expression.left);
      let result: FlowValue | undefined;
      expression.comparators.forEach((comparator, index) => {
        const right = evaluate(frame, comparator);
        const operator = expression.operators[index] ?? "";
        if (operator.endsWith("in")) frame.flow.iterate(frame, right, placeOf(frame, comparator));
        result = combine(frame, left, operator, right, expression) ?? compareWithNone(left, operator, right);
        left = right;
      });
      return result ?? compareGiven(frame, expression);
    }
    case "binary":
      return evaluateBinary(frame, expression);
    case "unary": {
      const value = evaluate(frame, expression.operand);
      if (expression.operator === "not" && value?.kind === "truth")
        return { kind: "truth", value: !value.value };
      return expression.operator === "~" ? value : undefined;
    }
    case "tuple":
    case "list":
    case "set": {
      const items = expression.items.map((item) =>
        item.kind === "starred" ? { spread: evaluate(frame, item.value) } : { value: evaluate(frame, item) },
      );
      return listOf(frame, items, expression);
    }
    case "dictionary":
      return evaluateDictionary(frame, expression);
    default:
      return undefined;
  }
}

function evaluateDictionary(frame: Frame, node: Dictionary): FlowValue {
  const { entries: parts } = node;
  let made: Mapping = { kind: "mapping", entries: new Map(), place: placeOf(frame, node) };
  const others: (FlowValue | undefined)[] = [];
  // Those that stand one after another are put into it at once.
  let entries: (readonly [string, FlowValue | undefined])[] = [];
  let written: (readonly [string, Written])[] = [];
  const putIn = (): void => {
    if (entries.length > 0) made = extendMapping(made, entries, undefined, undefined, written);
    [entries, written] = [[], []];
  };
  for (const { key, value } of parts) {
    const under = key === undefined ? undefined : evaluate(frame, key);
    const name = textOf(key);
    const followed = evaluate(frame, value);
    if (name !== undefined) {
      entries.push([name, followed]);
      written.push([name, writtenAt(frame, value)]);
    } else if (key === undefined && followed?.kind === "mapping") {
      putIn();
      made = extendMapping(made, followed.entries, undefined, followed.maybe, followed.written);
      if (followed.others !== undefined) others.push(followed.others);
    } else others.push(key === undefined ? followed : putUnder(followed, under));
  }
  putIn();
  const other = unionOf(others);
  if (other !== undefined) return extendMapping(made, [], other);
  return others.length === 0 ? made : { kind: "collection", of: undefined };
}

interface Item {
  readonly value?: FlowValue | undefined;
  readonly spread?: FlowValue | undefined;
}

function listOf(
  frame: Frame,
  items: readonly Item[],
  node: { readonly start: number; readonly end: number },
): FlowValue {
  if (items.every((item) => !("spread" in item)))
    return { kind: "list", items: items.map(({ value }) => value) };
  const spread = items.map((item) => ("spread" in item ? item.spread : item.value));
  const isKnown = items.every((item) => !("spread" in item) || item.spread?.kind === "list");
  if (isKnown)
    return {
      kind: "list",
      items: items.flatMap(({ value, spread: list }) => (list?.kind === "list" ? list.items : [value])),
    };
  const parts = spread.map((value, index) =>
    items[index] && "spread" in items[index] ? frame.flow.iterate(frame, value, placeOf(frame, node)) : value,
  );
  return { kind: "collection", of: unionOf(parts) };
}

function isText(value: FlowValue | undefined): boolean {
  return value?.kind === "text" || value?.kind === "built";
}

function evaluateBinary(frame: Frame, node: Expression & { readonly kind: "binary" }): FlowValue | undefined {
  const { left, operator, right } = node;
  const sides = [evaluate(frame, left), evaluate(frame, right)] as const;
  const [one, other] = sides;
  if (operator === "+" && one?.kind === "text" && other?.kind === "text")
    return { kind: "text", text: one.text + other.text };
  const built = isText(one) || isText(other) ? joinBinary(frame, node, one, other) : undefined;
  // A text and what is not known are no text that is known.
  if (built !== undefined || (operator === "+" && (isText(one) || isText(other)))) return built;
  if (operator === "+" && one?.kind === "list" && other?.kind === "list")
    return { kind: "list", items: [...one.items, ...other.items] };
  if (operator === "|" || operator === "&") {
    const combined = combine(frame, one, operator, other, node);
    if (combined !== undefined) return combined;
  }
  return operator === "|" || operator === "+" || operator === "&" ? unionOf([one, other]) : undefined;
}

/** What frameworks make of two values. */
function combine(
  frame: Frame,
  left: FlowValue | undefined,
  operator: string,
  right: FlowValue | undefined,
  node: Expression,
): FlowValue | undefined {
  if (left === undefined && right === undefined) return undefined;
  for (const compare of frame.flow.answerers.compare) {
    const result = compare(frame, left, operator, right, placeOf(frame, node));
    if (result !== undefined) return result;
  }
  return undefined;
}

function evaluateFormatted(frame: Frame, parts: readonly FormattedPart[]): FlowValue | undefined {
  const follow = (part: Expression): FlowValue | undefined => {
    const value = evaluate(frame, part);
    if (value?.kind === "row") showRow(frame, value, part);
    return value;
  };
  return joinText(frame, formattedParts(frame, parts, follow));
}

/** A row as text is what its class makes of it. */
export function showRow(
  frame: Frame,
  row: FlowValue,
  node: { readonly start: number; readonly end: number },
): void {
  const method = frame.flow.attribute(frame, row, "__str__", placeOf(frame, node));
  const call: Call = { kind: "call", callee: { kind: "name", id: "str", ...node }, args: [], ...node };
  if (method?.kind === "function")
    frame.flow.enter(frame, method, { positional: [], named: new Map(), open: false, call });
}

function evaluateCall(frame: Frame, call: Call, awaited = false): FlowValue | undefined {
  const callee = evaluate(frame, call.callee);
  const given = evaluateArguments(frameOfArguments(frame, call), call);
  if (callee === undefined) return callUnknown(frame, call, awaited ? { ...given, awaited } : given);
  const called = frame.flow.call(frame, callee, awaited ? { ...given, awaited } : given);
  return called ?? gather(frame, call, given);
}

/** A method of what nobody knows here: what it is given may say what it does. */
function callUnknown(frame: Frame, call: Call, given: Arguments): FlowValue | undefined {
  const { callee } = call;
  const gathered = gather(frame, call, given);
  if (gathered !== undefined || callee.kind !== "attribute") return gathered;
  return frame.flow.call(frame, { kind: "method", of: unknownObject, name: callee.name }, given);
}

const unknownObject: FlowValue = { kind: "object", of: "", attributes: new Map() };

/** `names.append(row)`: what is put into a list stands for all that it holds. */
function gather(frame: Frame, { callee }: Call, { positional, named }: Arguments): FlowValue | undefined {
  if (callee.kind !== "attribute" || callee.value.kind !== "name") return undefined;
  const isMany = callee.name === "extend" || callee.name === "update";
  if (!isMany && callee.name !== "append" && callee.name !== "add" && callee.name !== "appendleft")
    return undefined;
  const before = lookUp(frame, callee.value.id);
  if (before?.kind === "mapping" && callee.name === "update") {
    const [given] = positional;
    const more = given?.kind === "mapping" ? given : undefined;
    const entries = [...(more?.entries ?? []), ...named];
    const others = unionOf([before.others, more?.others]);
    setName(frame.names, callee.value.id, extendMapping(before, entries, others, more?.maybe, more?.written));
    return { kind: "none" };
  }
  if (before?.kind !== "list" && before?.kind !== "collection") return undefined;
  const [value] = positional;
  const added = isMany ? frame.flow.iterate(frame, value, placeOf(frame, callee)) : value;
  const held = before.kind === "list" ? before.items : [before.of];
  setName(frame.names, callee.value.id, { kind: "collection", of: unionOf([...held, added]) });
  return { kind: "none" };
}

/** The arguments of a call; what is spread is spread where it is known. */
function evaluateArguments(frame: Frame, call: Call): Arguments {
  const positional: (FlowValue | undefined)[] = [];
  const named = new Map<string, FlowValue | undefined>();
  let open = false;
  let brought: Brought | undefined;
  for (const { name, spread, value } of call.args) {
    const followed = evaluate(frame, value);
    if (spread === "**") brought ??= spreadOf(followed);
    if (name !== undefined) named.set(name, followed);
    else if (spread === undefined) positional.push(followed);
    else if (spread === "*" && followed?.kind === "list") positional.push(...followed.items);
    else if (spread === "**" && followed?.kind === "mapping") {
      for (const [key, each] of followed.entries) if (!followed.maybe?.has(key)) named.set(key, each);
    } else open = true;
    if (followed?.kind === "mapping" && (followed.others ?? followed.maybe) !== undefined) open = true;
  }
  return { positional, named, open, call, ...(brought && { brought }) };
}

function evaluateSubscript(frame: Frame, node: Subscript): FlowValue | undefined {
  const { value, index } = node;
  const of = evaluate(frame, value);
  if (index.kind !== "slice") evaluate(frame, index);
  else
    for (const part of [index.lower, index.upper, index.step]) if (part !== undefined) evaluate(frame, part);
  switch (of?.kind) {
    case "class":
    case "external":
      return of;
    case "list":
      return index.kind === "number" ? of.items[Number(index.raw)] : unionOf(of.items);
    case "collection":
      // The first or the last of them is one.
      if (index.kind === "number" || index.kind === "unary")
        return of.of?.kind === "row" ? { ...of.of, each: false } : of.of;
      if (index.kind !== "slice") return of.of;
      return of.of?.kind === "row" && isFew(frame, index)
        ? { ...of, of: { ...withFew(of.of), each: false } }
        : of;
    case "mapping":
      return index.kind === "string"
        ? (of.entries.get(index.value) ?? of.others)
        : unionOf([...of.entries.values(), of.others]);
    case "brought":
      return index.kind === "slice" ? of : takeBrought(frame, of, node, index);
    case "rows":
      return slice(frame, of, index, value);
    default:
      return undefined;
  }
}

/** `rows[:5]` are a few, `rows[0]` is one. */
function slice(frame: Frame, rows: Rows, index: Expression, node: Expression): FlowValue | undefined {
  if (index.kind === "slice") return isFew(frame, index) ? withFew(rows) : rows;
  const row = frame.flow.iterate(frame, rows, placeOf(frame, node));
  return row?.kind === "row" ? { ...row, each: rows.each } : undefined;
}

/** Whether a slice ends after a handful. */
function isFew(frame: Frame, { upper }: Slice): boolean {
  const end = upper && evaluate(frame, upper);
  return end?.kind === "truth" && end.number !== undefined && end.number <= 5;
}

function withFew<Taken extends Row | Rows>(value: Taken): Taken {
  return { ...value, query: withQuery(value.query, { few: true }) };
}

function evaluateComprehension(frame: Frame, node: Comprehension): FlowValue | undefined {
  let inner: Frame = { ...frame, names: { own: new Map(), outer: frame.names } };
  for (const { async, target, iterable, conditions } of node.clauses) {
    const value = evaluate(inner, iterable);
    assign(inner, target, frame.flow.iterate({ ...inner, async }, value, placeOf(frame, iterable)));
    const names = new Set<string>();
    addTargets(names, target);
    inner = { ...inner, loops: [...inner.loops, { place: placeOf(frame, iterable), names }] };
    for (const condition of conditions) evaluate(inner, condition);
  }
  const element = evaluate(inner, node.element);
  const value = node.value && evaluate(inner, node.value);
  return { kind: "collection", of: node.form === "dictionary" ? value : element };
}

import type { JsonPathQuery } from "jsonpath-rfc9535/parser";
import type { JsonValue } from "../contract.ts";
import { equalValues, jsonValueOf } from "../document/json-value.ts";
import type { Node } from "../document/node.ts";
import { matchesPattern } from "../example/match-pattern.ts";
import { type Budget, spend } from "./budget.ts";
import { type Cursor, childOf, cursorAt } from "./cursor.ts";

type Bracketed = Extract<
  JsonPathQuery["segments"][number]["node"],
  { readonly type: "BracketedSelection" }
>["selectors"][number];
export type Condition = Extract<Bracketed, { readonly type: "FilterSelector" }>["value"];
type Test = Extract<Condition, { readonly type: "TestExpr" }>["expression"];
type Call = Extract<Test, { readonly type: "FunctionExpr" }>;
type Query = Extract<Test, { readonly type: "FilterQuery" }>;
type Comparison = Extract<Condition, { readonly type: "ComparisonExpr" }>;
type Comparable = Comparison["left"];
type Argument = Call["arguments"][number];

/** What a filter is asked with: what may be spent, and how queries below it are followed. */
export interface Asking {
  readonly budget: Budget;
  select(start: Cursor, segments: JsonPathQuery["segments"], budget: Budget): readonly Cursor[];
}

/** Whether a filter of RFC 9535 holds for a place. What cannot be told is noted in the budget, and holds for nothing. */
export function isChosen(place: Cursor, condition: Condition, asking: Asking): boolean {
  const { budget } = asking;
  if (!spend(budget) || budget.problem !== undefined) return false;
  switch (condition.type) {
    case "LogicalOrExpr":
      return isChosen(place, condition.left, asking) || isChosen(place, condition.right, asking);
    case "LogicalAndExpr":
      return isChosen(place, condition.left, asking) && isChosen(place, condition.right, asking);
    case "LogicalNotExpr":
      return !isChosen(place, condition.expression, asking);
    case "ComparisonExpr":
      return compare(place, condition, asking);
    case "TestExpr":
      return condition.expression.type === "FilterQuery"
        ? run(place, condition.expression, asking).length > 0
        : call(place, condition.expression, asking) === true;
  }
}

function run(place: Cursor, { value }: Query, asking: Asking): readonly Cursor[] {
  // What a query below a filter walks through has places of its own, so that its keys do not count as the outer ones.
  const start = value.type === "RelQuery" ? { ...place, below: new Map() } : cursorAt(place.root);
  return asking.select(start, value.segments, asking.budget);
}

function compare(place: Cursor, { left, right, op }: Comparison, asking: Asking): boolean {
  const [one, other] = [comparedValue(place, left, asking), comparedValue(place, right, asking)];
  switch (op) {
    case "==":
      return isEqual(one, other);
    case "!=":
      return !isEqual(one, other);
    case "<":
      return isLess(one, other);
    case ">":
      return isLess(other, one);
    case "<=":
      return isLess(one, other) || isEqual(one, other);
    case ">=":
      return isLess(other, one) || isEqual(one, other);
  }
}

function isEqual(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  return one === undefined || other === undefined ? one === other : equalValues(one, other);
}

function isLess(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (typeof one === "number" && typeof other === "number") return one < other;
  return typeof one === "string" && typeof other === "string" && isBefore([...one], [...other]);
}

/** By code points, as the standard asks for. */
function isBefore(one: readonly string[], other: readonly string[]): boolean {
  for (const [index, character] of one.entries()) {
    const its = other[index];
    if (its === undefined) return false;
    if (character !== its) return (character.codePointAt(0) ?? 0) < (its.codePointAt(0) ?? 0);
  }
  return one.length < other.length;
}

/** Undefined: nothing, which equals nothing else. */
function comparedValue(place: Cursor, comparable: Comparable, asking: Asking): JsonValue | undefined {
  switch (comparable.type) {
    case "Literal":
      return comparable.value;
    case "FunctionExpr": {
      const value = call(place, comparable, asking);
      return typeof value === "boolean" ? undefined : value;
    }
    default: {
      let at: Cursor | undefined = comparable.type === "RelSingularQuery" ? place : cursorAt(place.root);
      for (const { node } of comparable.segments) {
        if (at === undefined || !spend(asking.budget)) return undefined;
        const length: number = at.node.kind === "list" ? at.node.items.length : 0;
        const key = keyOf(node);
        at = childOf(at, typeof key === "number" && key < 0 ? length + key : key);
      }
      return at && plain(at.node, asking.budget);
    }
  }
}

/** The parser wraps an index of a singular query once more than its types say. */
function keyOf(
  node: { readonly value: string | number } | { readonly selector: { readonly value: number } },
): string | number {
  return "selector" in node ? node.selector.value : node.value;
}

function plain(node: Node, budget: Budget): JsonValue | undefined {
  return spend(budget, weightOf(node, budget)) ? jsonValueOf(node) : undefined;
}

/** Counted no further than there is left to spend. */
function weightOf(node: Node, { steps }: Budget): number {
  let weight = 0;
  const open: Node[] = [node];
  for (let at = open.pop(); at !== undefined && weight <= steps; at = open.pop()) {
    weight += 1;
    if (at.kind === "list") open.push(...at.items.slice(0, steps));
    else if (at.kind === "map") for (const entry of at.entries.values()) open.push(entry.value);
  }
  return weight;
}

function call(place: Cursor, { name, arguments: given }: Call, asking: Asking): JsonValue | undefined {
  const [first, second] = given;
  const value = (argument: Argument | undefined) => argument && argumentValue(place, argument, asking);
  if (name === "count" && first?.type === "FilterQuery" && given.length === 1)
    return run(place, first, asking).length;
  if (name === "value" && first?.type === "FilterQuery" && given.length === 1) return value(first);
  if (name === "length" && given.length === 1) return lengthOf(value(first));
  if ((name === "match" || name === "search") && given.length === 2)
    return isMatch(name, value(first), value(second), asking.budget);
  asking.budget.problem ??= `calls ${name}() in a way that RFC 9535 does not know`;
  return undefined;
}

function argumentValue(place: Cursor, argument: Argument, asking: Asking): JsonValue | undefined {
  if (argument.type === "Literal") return argument.value;
  if (argument.type === "FunctionExpr") return call(place, argument, asking);
  if (argument.type !== "FilterQuery") return undefined;
  const [only, ...others] = run(place, argument, asking);
  return only === undefined || others.length > 0 ? undefined : plain(only.node, asking.budget);
}

function lengthOf(value: JsonValue | undefined): number | undefined {
  if (typeof value === "string") return [...value].length;
  if (typeof value !== "object" || value === null) return undefined;
  return Array.isArray(value) ? value.length : Object.keys(value).length;
}

/** Never the engine of the platform, which may take for ever. */
function isMatch(
  name: "match" | "search",
  text: JsonValue | undefined,
  pattern: JsonValue | undefined,
  budget: Budget,
): boolean {
  if (typeof text !== "string" || typeof pattern !== "string") return false;
  if (!spend(budget, text.length * (pattern.length + 1))) return false;
  const found = matchesPattern(name === "match" ? `^(?:${pattern})$` : pattern, text);
  if (found === undefined)
    budget.problem ??= `asks for the pattern ${JSON.stringify(pattern.slice(0, 60))}, which is not understood here`;
  return found === true;
}

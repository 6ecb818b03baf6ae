import type { Body, Call, Expression, FunctionDefinition } from "#python";
import { findMember } from "../classes.ts";
import { argumentOf, keyword, positional, superMember } from "../literals.ts";
import type { Instance } from "../values.ts";

/** A path, and whether the class leaves it out of the description of the interface. */
export interface OwnPath {
  readonly path: string;
  readonly isHidden: boolean;
}

/** What names stand for within the method of a router class; undefined where that is not known. */
type Texts = Map<string, string | undefined>;

/** Methods through which a decorator of a router goes, in the order of the calls. */
const ways = ["api_route", "add_api_route"] as const;

/**
 * The paths under which a class of the project that extends the router hangs what is hung on one: it may hang everything a second time,
 * with a slash after it. The path itself where the class says nothing of it, or nothing that can be followed.
 */
export function pathsOf({ of }: Instance, path: string): readonly OwnPath[] {
  if (typeof of === "string") return [{ path, isHidden: false }];
  let paths: readonly OwnPath[] = [{ path, isHidden: false }];
  for (const way of ways) {
    const member = findMember(of, way);
    if (member?.binding.kind !== "function") continue;
    const { node } = member.binding;
    const next = paths.map((each) =>
      handedUp(node, way, each.path)?.map((own) => ({ ...own, isHidden: own.isHidden || each.isHidden })),
    );
    if (!next.every((each) => each !== undefined)) return [{ path, isHidden: false }];
    paths = next.flat();
  }
  const seen = new Map<string, OwnPath>();
  for (const each of paths) if (seen.get(each.path)?.isHidden !== false) seen.set(each.path, each);
  return [...seen.values()];
}

/** The paths with which a method calls that of the class above; undefined where it calls none or one of them is not known. */
function handedUp(node: FunctionDefinition, way: string, path: string): readonly OwnPath[] | undefined {
  const parameter = node.parameters.find(({ name }) => name !== "self")?.name;
  if (parameter === undefined) return undefined;
  const found: (OwnPath | undefined)[] = [];
  const isKnown = run(node.body, way, new Map([[parameter, path]]), found);
  return isKnown && found.length > 0 && found.every((each) => each !== undefined) ? found : undefined;
}

/** Runs what a body does with texts; false where a test cannot be told. */
function run(body: Body, way: string, texts: Texts, found: (OwnPath | undefined)[]): boolean {
  for (const statement of body) {
    if (statement.kind === "if") {
      const holds = testOf(statement.test, texts);
      if (holds === undefined) return false;
      if (!run(holds ? statement.body : statement.otherwise, way, texts, found)) return false;
    } else if (
      statement.kind === "assign" ||
      statement.kind === "return" ||
      statement.kind === "expression"
    ) {
      const { value } = statement;
      const up = value === undefined ? undefined : callAbove(value, way);
      if (up !== undefined) found.push(ownPath(up, texts));
      const [target] = statement.kind === "assign" ? statement.targets : [];
      if (target?.kind === "name") texts.set(target.id, textOf(value, texts));
    }
  }
  return true;
}

function ownPath(up: Call, texts: Texts): OwnPath | undefined {
  const path = textOf(argumentOf(up, "path", 0), texts);
  const shown = keyword(up, "include_in_schema");
  return path === undefined
    ? undefined
    : { path, isHidden: shown?.kind === "constant" && shown.value === "False" };
}

/** `super().api_route(…)` */
function callAbove(value: Expression, way: string): Call | undefined {
  return value.kind === "call" && superMember(value.callee) === way ? value : undefined;
}

function textOf(value: Expression | undefined, texts: Texts): string | undefined {
  switch (value?.kind) {
    case "string":
      return value.value;
    case "name":
      return texts.get(value.id);
    case "binary": {
      const sides = [value.left, value.right].map((side) => textOf(side, texts));
      return value.operator === "+" && sides.every((side) => side !== undefined) ? sides.join("") : undefined;
    }
    case "formatted": {
      const parts = value.parts.map((part) =>
        part.kind === "string" ? part.value : textOf(part.value, texts),
      );
      return parts.every((part) => part !== undefined) ? parts.join("") : undefined;
    }
    case "subscript": {
      const text = textOf(value.value, texts);
      if (text === undefined || value.index.kind !== "slice" || value.index.step !== undefined)
        return undefined;
      const [lower, upper] = [value.index.lower, value.index.upper].map(
        (bound) => bound && numberOf(bound, texts),
      );
      return text.slice(lower ?? 0, upper);
    }
    case "conditional": {
      const holds = testOf(value.test, texts);
      return holds === undefined ? undefined : textOf(holds ? value.then : value.otherwise, texts);
    }
    case "call":
      return stripped(value, texts);
    default:
      return undefined;
  }
}

/** `path.rstrip("/")` and its like. */
function stripped(call: Call, texts: Texts): string | undefined {
  const { callee } = call;
  const text = callee.kind === "attribute" ? textOf(callee.value, texts) : undefined;
  const [given] = positional(call);
  const signs = textOf(given, texts);
  if (callee.kind !== "attribute" || text === undefined || signs === undefined) return undefined;
  const isSign = (at: number): boolean => at >= 0 && at < text.length && signs.includes(text.charAt(at));
  let [start, end] = [0, text.length];
  if (callee.name === "removesuffix")
    return text.endsWith(signs) ? text.slice(0, text.length - signs.length) : text;
  if (!/^[lr]?strip$/.test(callee.name)) return undefined;
  if (callee.name !== "rstrip") while (start < end && isSign(start)) start += 1;
  if (callee.name !== "lstrip") while (end > start && isSign(end - 1)) end -= 1;
  return text.slice(start, end);
}

function numberOf(value: Expression, texts: Texts): number | undefined {
  if (value.kind === "number") return Number(value.raw);
  if (value.kind === "unary" && value.operator === "-" && value.operand.kind === "number")
    return -Number(value.operand.raw);
  const isLength = value.kind === "call" && value.callee.kind === "name" && value.callee.id === "len";
  return isLength ? textOf(positional(value)[0], texts)?.length : undefined;
}

function testOf(test: Expression, texts: Texts): boolean | undefined {
  switch (test.kind) {
    case "unary": {
      const holds = test.operator === "not" ? testOf(test.operand, texts) : undefined;
      return holds === undefined ? undefined : !holds;
    }
    case "boolean": {
      const all = test.values.map((value) => testOf(value, texts));
      const settles = test.operator === "or";
      if (all.includes(settles)) return settles;
      return all.includes(undefined) ? undefined : !settles;
    }
    case "call": {
      const { callee } = test;
      const text = callee.kind === "attribute" ? textOf(callee.value, texts) : undefined;
      const end = textOf(positional(test)[0], texts);
      if (callee.kind !== "attribute" || text === undefined || end === undefined) return undefined;
      if (callee.name === "endswith") return text.endsWith(end);
      return callee.name === "startswith" ? text.startsWith(end) : undefined;
    }
    case "comparison":
      return compared(test, texts);
    default: {
      const text = textOf(test, texts);
      return text === undefined ? undefined : text !== "";
    }
  }
}

function compared(
  { left, operators, comparators }: Extract<Expression, { kind: "comparison" }>,
  texts: Texts,
): boolean | undefined {
  const [operator] = operators;
  const [right] = comparators;
  if (right === undefined || operators.length > 1) return undefined;
  const numbers = [numberOf(left, texts), numberOf(right, texts)] as const;
  const sides = [textOf(left, texts), textOf(right, texts)] as const;
  if (operator === "==" || operator === "!=") {
    const isSame = sides.every((side) => side !== undefined)
      ? sides[0] === sides[1]
      : numbers.every((side) => side !== undefined)
        ? numbers[0] === numbers[1]
        : undefined;
    return isSame === undefined ? undefined : isSame === (operator === "==");
  }
  const [one, other] = numbers;
  if (one === undefined || other === undefined) return undefined;
  const tests: Readonly<Record<string, boolean>> = {
    ">": one > other,
    ">=": one >= other,
    "<": one < other,
    "<=": one <= other,
  };
  return operator === undefined ? undefined : tests[operator];
}

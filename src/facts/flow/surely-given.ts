import {
  allExpressions,
  type Call,
  type Comparison,
  type Expression,
  type FunctionDefinition,
  type Lambda,
  type Parameter,
  type Statement,
  statementsOf,
} from "#python";
import { findMember } from "../classes.ts";
import type { SourceModule } from "../project.ts";
import type { Arguments, Frame } from "./flow.ts";
import { lookUp } from "./lookup.ts";
import { addTargets } from "./loop-names.ts";
import type { FlowValue, FunctionValue } from "./values.ts";

/**
 * The parameters that a call gives something that is never None, of those that are None where nothing is given and that the function
 * asks about: `if lines is None`.
 */
export function surelyGiven(
  frame: Frame,
  { node, self }: FunctionValue,
  { call }: Arguments,
): ReadonlySet<string> {
  const given = new Set<string>();
  const asked = askedAbout(node);
  if (asked.size === 0) return given;
  const placed = call.args.filter(({ name }) => name === undefined);
  const spread = placed.findIndex((each) => each.spread !== undefined);
  const known = spread < 0 ? placed : placed.slice(0, spread);
  const inPlaces = node.parameters.filter(({ form }) => form !== "keyword-only").slice(self ? 1 : 0);
  for (const name of asked) {
    const argument =
      call.args.find((each) => each.name === name) ?? known[inPlaces.findIndex((each) => each.name === name)];
    if (argument !== undefined && isNeverNone(frame, argument.value)) given.add(name);
  }
  return given;
}

/** `lines is None`, where what was given for `lines` never is. */
export function compareGiven({ given }: Frame, comparison: Comparison): FlowValue | undefined {
  const { left, operators, comparators } = comparison;
  if (left.kind !== "name" || !given?.has(left.id) || !isNone(comparators[0]) || comparators.length > 1)
    return undefined;
  const [operator] = operators;
  if (operator === "is" || operator === "==") return { kind: "truth", value: false };
  return operator === "is not" || operator === "!=" ? { kind: "truth", value: true } : undefined;
}

const asked = new WeakMap<FunctionDefinition | Lambda, ReadonlySet<string>>();

function askedAbout(node: FunctionDefinition | Lambda): ReadonlySet<string> {
  const known = asked.get(node);
  if (known !== undefined) return known;
  const optional = new Set(node.parameters.filter(isOptional).map(({ name }) => name));
  const found = new Set<string>();
  if (optional.size > 0 && node.kind === "function")
    for (const expression of allExpressions(node.body)) {
      if (expression.kind !== "comparison" || expression.left.kind !== "name") continue;
      const { id } = expression.left;
      if (optional.has(id) && isNone(expression.comparators[0])) found.add(id);
    }
  asked.set(node, found);
  return found;
}

function isOptional({ default: unless, form }: Parameter): boolean {
  return form !== "variadic" && form !== "keywords" && isNone(unless);
}

function isNone(expression: Expression | undefined): boolean {
  return expression?.kind === "constant" && expression.value === "None";
}

const deepest = 6;

/** Whether an expression gives something whatever happens. What stands under a key is taken for something. */
function isNeverNone(frame: Frame, expression: Expression, depth = 0): boolean {
  if (depth > deepest) return false;
  switch (expression.kind) {
    case "list":
    case "tuple":
    case "set":
    case "dictionary":
    case "comprehension":
    case "string":
    case "formatted":
    case "number":
    case "lambda":
    case "binary":
    case "comparison":
    case "unary":
    case "subscript":
      return true;
    case "constant":
      return !isNone(expression);
    case "conditional":
      return [expression.then, expression.otherwise].every((each) => isNeverNone(frame, each, depth + 1));
    case "boolean": {
      const last = expression.values.at(-1);
      return expression.operator === "or" && last !== undefined && isNeverNone(frame, last, depth + 1);
    }
    case "await":
      return isNeverNone(frame, expression.value, depth + 1);
    case "call":
      return givesSomething(frame, expression, depth);
    case "name":
      return isSomething(frame, expression.id, depth);
    default:
      return false;
  }
}

const makers = /^builtins\.(?:list|dict|set|frozenset|tuple|str|int|float|bool|sorted|len|range|sum|bytes)$/;
const withDefault = /^(?:get|pop|setdefault)$/;
const ofMany = /^(?:values|items|keys|split|splitlines|fetchall)$/;

/** Whether a call gives something: what a class or a function makes that says so, `known.get(key, [])`. */
function givesSomething(frame: Frame, { callee, args }: Call, depth: number): boolean {
  if (callee.kind === "attribute") {
    const [, fallback] = args;
    if (ofMany.test(callee.name)) return true;
    if (
      withDefault.test(callee.name) &&
      fallback !== undefined &&
      isNeverNone(frame, fallback.value, depth + 1)
    )
      return true;
    return isDeclaredSomething(methodOf(frame, callee.value, callee.name));
  }
  if (callee.kind !== "name") return false;
  const called = lookUp(frame, callee.id);
  if (called?.kind === "external") return makers.test(called.path);
  return called?.kind === "class" || (called?.kind === "function" && isDeclaredSomething(called));
}

interface Declared {
  readonly module: SourceModule;
  readonly node: FunctionDefinition | Lambda;
}

function isDeclaredSomething(declared: Declared | undefined): boolean {
  return declared?.node.kind === "function" && isTypeOfSomething(declared.module, declared.node.returns);
}

function isTypeOfSomething({ syntax }: SourceModule, type: Expression | undefined): boolean {
  return (
    type !== undefined && !/\b(?:None|Optional|Any|object)\b/.test(syntax.text.slice(type.start, type.end))
  );
}

/** A method of what a plain name stands for. */
function methodOf(frame: Frame, of: Expression, name: string): Declared | undefined {
  const object = of.kind === "name" ? lookUp(frame, of.id) : undefined;
  const read =
    object?.kind === "class"
      ? object.class
      : object?.kind === "object" && typeof object.of !== "string"
        ? object.of
        : undefined;
  const member = read && findMember(read, name);
  return member?.binding.kind === "function"
    ? { module: member.owner.module, node: member.binding.node }
    : undefined;
}

/** Whether a variable or a parameter of the function that is followed is something, whichever of its values it has. */
function isSomething(frame: Frame, name: string, depth: number): boolean {
  const { node, given, module } = frame;
  if (node === undefined || node.kind === "lambda") return false;
  const values = valuesOf(node, name);
  if (values === undefined) return false;
  if (values.length > 0) return values.every((value) => isNeverNone(frame, value, depth + 1));
  if (given?.has(name)) return true;
  const parameter = node.parameters.find((each) => each.name === name);
  return parameter !== undefined && !isOptional(parameter) && isTypeOfSomething(module, parameter.annotation);
}

/** What a function gives to a name of its own; nothing where it is given in another way too, or besides a parameter. */
function valuesOf(node: FunctionDefinition, name: string): readonly Expression[] | undefined {
  const known = valuesKnown.get(node) ?? new Map<string, readonly Expression[] | undefined>();
  valuesKnown.set(node, known);
  if (!known.has(name)) known.set(name, findValues(node, name));
  return known.get(name);
}

const valuesKnown = new WeakMap<FunctionDefinition, Map<string, readonly Expression[] | undefined>>();

function findValues(
  { body, parameters }: FunctionDefinition,
  name: string,
): readonly Expression[] | undefined {
  const isName = (target: Expression): boolean => target.kind === "name" && target.id === name;
  const found: Expression[] = [];
  for (const statement of statementsOf(body)) {
    if (statement.kind === "assign" && statement.targets.some(isName)) found.push(statement.value);
    else if (statement.kind === "annotated" && isName(statement.target) && statement.value !== undefined)
      found.push(statement.value);
    else if (unpackedBy(statement).has(name)) return undefined;
  }
  return found.length > 0 && parameters.some((each) => each.name === name) ? undefined : found;
}

/** Names that a statement gives what nobody sees here: what it unpacks, goes over or enters. */
function unpackedBy(statement: Statement): ReadonlySet<string> {
  const names = new Set<string>();
  if (statement.kind === "assign") for (const target of statement.targets) addTargets(names, target);
  else if (statement.kind === "for") addTargets(names, statement.target);
  else if (statement.kind === "with")
    for (const { target } of statement.items) if (target !== undefined) addTargets(names, target);
  return names;
}

import type { Expression } from "#python";
import type { ProjectClass } from "../../classes.ts";
import { textOf } from "../../literals.ts";
import type { PlainValue } from "../../plain-value.ts";
import { textAt, valueAt } from "../schemas/source.ts";
import { namedClass } from "./named-class.ts";
import { methodOf, type RestView } from "./view.ts";

/** What an expression is worth while a request is answered. */
export type RequestValue =
  | { readonly kind: "plain"; readonly value: PlainValue }
  | { readonly kind: "request" };

/** Where expressions stand that are read for a request: in which class, and what local names hold. */
export interface RequestPlace {
  readonly view: RestView;
  /** The class of `self`. */
  readonly self: ProjectClass | undefined;
  readonly locals: ReadonlyMap<string, RequestValue>;
}

const deepest = 8;
const plain = (value: PlainValue): RequestValue => ({ kind: "plain", value });

/** The value of an expression for a request that asks for nothing in particular; undefined where that is not known. */
export function requestValue(
  place: RequestPlace,
  expression: Expression,
  depth = 0,
): RequestValue | undefined {
  if (depth > deepest) return undefined;
  const below = (inner: Expression | undefined): RequestValue | undefined =>
    inner && requestValue(place, inner, depth + 1);
  switch (expression.kind) {
    case "string":
    case "number":
    case "constant":
      return literalValue(place, expression);
    case "name":
      return (
        place.locals.get(expression.id) ?? (expression.id === "request" ? { kind: "request" } : undefined)
      );
    case "attribute":
      if (expression.value.kind === "name" && expression.value.id === "self")
        return expression.name === "request" ? { kind: "request" } : undefined;
      return expression.name === "version" && below(expression.value)?.kind === "request"
        ? versionOf(place.view)
        : undefined;
    case "subscript":
      return settingValue(place.view, expression);
    case "unary": {
      const inner = expression.operator === "not" ? below(expression.operand) : undefined;
      return inner && plain(!isTrue(inner));
    }
    case "conditional": {
      const test = below(expression.test);
      return test && below(isTrue(test) ? expression.then : expression.otherwise);
    }
    case "boolean":
      return joinedValue(expression.operator, expression.values.map(below));
    case "comparison":
      return comparedValue(expression, below);
    case "call":
      return calledValue(place, expression, depth, below);
    default:
      return undefined;
  }
}

/** As the language tells true values from others. */
export function isTrue(value: RequestValue): boolean {
  if (value.kind === "request") return true;
  const told = value.value;
  return typeof told === "object" && told !== null ? Object.keys(told).length > 0 : Boolean(told);
}

function literalValue({ view }: RequestPlace, expression: Expression): RequestValue | undefined {
  const value = valueAt(view.source, { place: { module: view.module }, expression });
  return value === undefined ? undefined : plain(value);
}

/** `a or b` is one of the two, and the first that decides is it whatever comes behind. */
function joinedValue(
  operator: "and" | "or",
  values: readonly (RequestValue | undefined)[],
): RequestValue | undefined {
  for (const value of values.slice(0, -1)) {
    if (value === undefined) return undefined;
    if (isTrue(value) === (operator === "or")) return value;
  }
  return values.at(-1);
}

function comparedValue(
  { left, operators, comparators }: Expression & { readonly kind: "comparison" },
  below: (inner: Expression) => RequestValue | undefined,
): RequestValue | undefined {
  const [operator, ...others] = operators;
  const one = below(left);
  const other = comparators[0] && below(comparators[0]);
  if (others.length > 0 || one?.kind !== "plain" || other?.kind !== "plain") return undefined;
  const [a, b] = [one.value, other.value];
  const isSame = JSON.stringify(a) === JSON.stringify(b);
  if (operator === "==" || operator === "is") return plain(isSame);
  if (operator === "!=" || operator === "is not") return plain(!isSame);
  const isOrdered =
    (typeof a === "number" && typeof b === "number") || (typeof a === "string" && typeof b === "string");
  if (!isOrdered) return undefined;
  switch (operator) {
    case "<":
      return plain(a < b);
    case "<=":
      return plain(a <= b);
    case ">":
      return plain(a > b);
    case ">=":
      return plain(a >= b);
    default:
      return undefined;
  }
}

function calledValue(
  place: RequestPlace,
  { callee, args }: Expression & { readonly kind: "call" },
  depth: number,
  below: (inner: Expression | undefined) => RequestValue | undefined,
): RequestValue | undefined {
  const [first, second] = args;
  if (callee.kind === "name" && callee.id === "getattr") {
    const isOwn = first?.value.kind === "name" && first.value.id === "self";
    return isOwn && textOf(second?.value) === "request" ? { kind: "request" } : undefined;
  }
  if (callee.kind === "name") return convertedValue(callee.id, below(first?.value));
  const isOwn = callee.kind === "attribute" && callee.value.kind === "name" && callee.value.id === "self";
  return isOwn && args.length === 0 ? returnedValue(place, callee.name, depth) : undefined;
}

/** `int("10")` */
function convertedValue(name: string, value: RequestValue | undefined): RequestValue | undefined {
  if (value?.kind !== "plain") return undefined;
  const told = value.value;
  if (name === "bool") return plain(isTrue(value));
  if (name === "str" && typeof told === "string") return value;
  const isNumber =
    typeof told === "number" || (typeof told === "string" && /^\s*-?\d+(?:\.\d+)?\s*$/.test(told));
  if (!isNumber || (name !== "int" && name !== "float")) return undefined;
  const number = Number(told);
  return name === "int" && !Number.isInteger(number) ? undefined : plain(number);
}

/** What a method gives that only puts names on values before it returns one. */
function returnedValue(place: RequestPlace, name: string, depth: number): RequestValue | undefined {
  const own = methodOf(place.self, name);
  if (own === undefined) return undefined;
  const locals = new Map<string, RequestValue>();
  const within: RequestPlace = { ...place, locals };
  for (const statement of own.node.body) {
    if (statement.kind === "return")
      return statement.value && requestValue(within, statement.value, depth + 1);
    if (statement.kind === "expression" && statement.value.kind === "string") continue;
    const [target] = statement.kind === "assign" ? statement.targets : [];
    if (statement.kind !== "assign" || target?.kind !== "name") return undefined;
    const value = requestValue(within, statement.value, depth + 1);
    if (value === undefined) return undefined;
    locals.set(target.id, value);
  }
  return undefined;
}

/** `settings.REST_FRAMEWORK["DEFAULT_VERSION"]` */
function settingValue(
  { source }: RestView,
  { value, index }: Expression & { readonly kind: "subscript" },
): RequestValue | undefined {
  const name = textOf(index);
  if (value.kind !== "attribute" || value.name !== "REST_FRAMEWORK" || name === undefined) return undefined;
  const said = source.settings.get(name);
  const found = said && valueAt(source, said);
  return found === undefined ? undefined : plain(found);
}

/**
 * The version that a request has which names none: https://www.django-rest-framework.org/api-guide/versioning/. Where the path
 * or the namespace of an operation names it, it is not known here.
 */
function versionOf(view: RestView): RequestValue | undefined {
  const { source } = view;
  const given = view.attribute("versioning_class") ?? source.settings.get("DEFAULT_VERSIONING_CLASS");
  const of = given && namedClass(view, given);
  if (given === undefined) return plain(null);
  const bases =
    typeof of === "string" ? [of] : (of?.lineage ?? []).filter((base) => typeof base === "string");
  const parameter = textAt(source, source.settings.get("VERSION_PARAM")) ?? "version";
  const isByPath = bases.some((base) => base.endsWith("URLPathVersioning"));
  const isBySide = bases.some((base) => /(?:AcceptHeader|QueryParameter|HostName)Versioning$/.test(base));
  if (!isBySide && (!isByPath || view.path.includes(`{${parameter}}`))) return undefined;
  const said = source.settings.get("DEFAULT_VERSION");
  const value = said === undefined ? null : valueAt(source, said);
  return value === undefined ? undefined : plain(value);
}

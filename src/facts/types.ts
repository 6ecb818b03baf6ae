import { type Call, type Expression, parseModule } from "#python";
import type { ProjectClass } from "./classes.ts";
import { readConstraints } from "./constraints.ts";
import { type Definition, defineExpression } from "./definitions.ts";
import { isEnumeration } from "./enumerations.ts";
import type { Reading } from "./front-end.ts";
import { positional, textOf } from "./literals.ts";
import { readPlainValue } from "./read-plain-value.ts";
import { refusesNothing } from "./refuses-nothing.ts";
import { bind, substitute, type TypeFact } from "./type.ts";
import { lists, maps, ownName, scalars, uniqueLists } from "./type-names.ts";
import { parametersOf } from "./type-parameters.ts";
import type { TypePlace } from "./type-place.ts";

export type { TypePlace } from "./type-place.ts";

const deepest = 24;
const mostSteps = 500;
const unknown: TypeFact = { kind: "unknown" };

const wrappers = new Set("Final Required NotRequired ReadOnly ClassVar".split(" "));
const typingModules = /^(?:typing|typing_extensions|collections|collections\.abc|builtins)\.(\w+)$/;

/** What an annotation says, reduced to what any framework needs to know of it. */
export function readType(reading: Reading, place: TypePlace, annotation: Expression | undefined): TypeFact {
  return annotation === undefined ? unknown : typeOf({ ...reading, left: mostSteps }, place, annotation, 0);
}

/** One reading of an annotation, and how many steps it may still take: names that double what they stand for would never end. */
interface Walk extends Reading {
  left: number;
}

function typeOf(walk: Walk, place: TypePlace, annotation: Expression, depth: number): TypeFact {
  walk.left -= 1;
  if (depth > deepest || walk.left < 0) return unknown;
  const below = (inner: Expression): TypeFact => typeOf(walk, place, inner, depth + 1);
  switch (annotation.kind) {
    case "string": {
      const inner = expressionIn(annotation.value);
      return inner === undefined || annotation.bytes ? unknown : below(inner);
    }
    case "constant":
      return annotation.value === "None" ? { kind: "none" } : unknown;
    case "binary":
      return annotation.operator === "|" ? unite([below(annotation.left), below(annotation.right)]) : unknown;
    case "name":
    case "attribute":
      return named(walk, place, annotation, [], depth);
    case "subscript":
      return generic(walk, place, annotation.value, annotation.index, depth);
    case "call":
      return made(walk, place, annotation, depth);
    default:
      return unknown;
  }
}

/** The expression that a text is, as annotations in quotes are. */
export function expressionIn(text: string): Expression | undefined {
  const [statement, ...more] = parseModule(text.trim()).body;
  return statement?.kind === "expression" && more.length === 0 ? statement.value : undefined;
}

/** The alternatives of `X | None` and of unions within unions, as one. */
function unite(sides: readonly TypeFact[]): TypeFact {
  const flat = sides.flatMap((side): readonly TypeFact[] =>
    side.kind === "union" ? side.of : side.kind === "optional" ? [{ kind: "none" }, side.of] : [side],
  );
  const some = flat
    .filter(({ kind }) => kind !== "none")
    .flatMap((each) => (each.kind === "union" ? each.of : [each]));
  const [first] = some;
  if (first === undefined) return { kind: "none" };
  const one: TypeFact = some.length === 1 ? first : { kind: "union", of: some };
  return some.length < flat.length ? { kind: "optional", of: one } : one;
}

/** The name by which the language knows what an expression means: `list`, `Optional`; undefined where it is something of others. */
function typingName(path: string): string | undefined {
  return typingModules.exec(path)?.[1];
}

/** `Page[Item]`, `list[int]`, `Annotated[int, …]`. */
function generic(walk: Walk, place: TypePlace, of: Expression, index: Expression, depth: number): TypeFact {
  const outer = outerName(walk, place, of);
  const items = index.kind === "tuple" ? index.items : [index];
  const [first] = items;
  if (first === undefined) return unknown;
  const below = (inner: Expression): TypeFact => typeOf(walk, place, inner, depth + 1);
  if (outer === "Annotated") return beside(walk, place, below(first), items.slice(1));
  if (outer !== undefined && wrappers.has(outer)) return below(first);
  if (outer === "Optional") return unite([below(first), { kind: "none" }]);
  if (outer === "Union") return unite(items.map(below));
  if (outer === "Literal") return literalType(walk, place, items);
  if (outer === "type" || outer === "Type") return unknown;
  if (outer !== undefined && maps.has(outer)) return { kind: "map", of: below(items.at(-1) ?? first) };
  if (outer !== undefined && lists.has(outer)) {
    const isTuple = outer.toLowerCase() === "tuple" && items[1]?.kind !== "constant";
    const unique = uniqueLists.test(outer) ? ({ unique: true } as const) : {};
    const length = isTuple ? { length: items.length } : {};
    return { kind: "list", of: isTuple ? alike(items.map(below)) : below(first), ...unique, ...length };
  }
  return named(walk, place, of, items.map(below), depth);
}

/** What calls beside a type in `Annotated[…]` say of its values. */
function beside(walk: Walk, place: TypePlace, type: TypeFact, metadata: readonly Expression[]): TypeFact {
  const calls = metadata.flatMap((call) => (call.kind === "call" ? [{ place, call }] : []));
  const bound = bind(type, readConstraints(walk, calls.toReversed()));
  return bound.kind === "optional" && calls.some((each) => refusesNothing(walk.project, each))
    ? { ...bound, refused: true }
    : bound;
}

/** A type that a function outside the project makes, within bounds that it is given: `list_of(int, min_length=1)`. */
function made(walk: Walk, place: TypePlace, call: Call, depth: number): TypeFact {
  const maker = defineExpression(walk.project, place.module, call.callee, place.scopes);
  if (maker?.kind !== "external") return unknown;
  const [item] = positional(call);
  const args = item === undefined ? [] : [typeOf(walk, place, item, depth + 1)];
  return bind(externalType(maker.path, args), readConstraints(walk, [{ place, call }]));
}

/** `tuple[int, str]` holds either. */
function alike(items: readonly TypeFact[]): TypeFact {
  const [first, ...others] = items;
  const isOne = others.every((other) => JSON.stringify(other) === JSON.stringify(first));
  return first !== undefined && isOne ? first : unite(items);
}

function literalType(walk: Walk, place: TypePlace, items: readonly Expression[]): TypeFact {
  const plain = items.map((item) => readPlainValue(walk, place, item));
  return {
    kind: "literal",
    values: items.map(literalText),
    ...(plain.every((value) => value !== undefined) ? { plain } : {}),
  };
}

function literalText(expression: Expression): string {
  if (expression.kind === "number") return expression.raw;
  if (expression.kind === "constant") return expression.value;
  if (expression.kind === "attribute") return expression.name;
  return textOf(expression) ?? "?";
}

/** What stands before the brackets, as the language names it. */
export function outerName({ project }: Reading, place: TypePlace, of: Expression): string | undefined {
  if (of.kind !== "name" && of.kind !== "attribute") return undefined;
  const meant = defineExpression(project, place.module, of, place.scopes);
  if (meant === undefined) return of.kind === "name" ? of.id : undefined;
  return meant.kind === "external" ? typingName(meant.path) : undefined;
}

/** A name alone or with what it is given in brackets. */
function named(
  walk: Walk,
  place: TypePlace,
  of: Expression,
  args: readonly TypeFact[],
  depth: number,
): TypeFact {
  if (of.kind === "name" && place.variables?.has(of.id)) return { kind: "variable", name: of.id };
  const meant = defineExpression(walk.project, place.module, of, place.scopes);
  switch (meant?.kind) {
    case undefined:
      return of.kind === "name" ? ownName(of.id) : unknown;
    case "external":
      return externalType(meant.path, args);
    case "class":
      return classType(walk.classes.read(meant), args);
    case "value":
      return aliased(walk, meant, args, depth);
    default:
      return unknown;
  }
}

function externalType(path: string, args: readonly TypeFact[]): TypeFact {
  const scalar = scalars.get(path);
  if (scalar !== undefined) return { kind: "scalar", name: scalar };
  const typing = typingName(path);
  if (typing === "Any") return { kind: "any" };
  if (typing === "LiteralString") return { kind: "scalar", name: "text" };
  if (typing !== undefined) return ownName(typing);
  return { kind: "external", path, ...(args.length === 0 ? {} : { args }) };
}

function classType(found: ProjectClass, args: readonly TypeFact[]): TypeFact {
  const id = `${found.module.path}:${found.node.name.id}`;
  if (isEnumeration(found)) return { kind: "enum", id };
  return { kind: "reference", id, ...(args.length === 0 ? {} : { args }) };
}

/** `Ids = list[int]`, `T = TypeVar("T")`, `UserId = NewType("UserId", int)`. */
function aliased(
  walk: Walk,
  alias: Definition & { readonly kind: "value" },
  args: readonly TypeFact[],
  depth: number,
): TypeFact {
  const { value } = alias.binding;
  const place: TypePlace = { module: alias.module, variables: new Set(alias.binding.parameters) };
  if (value === undefined) return unknown;
  if (value.kind !== "call") {
    const type = typeOf(walk, place, value, depth + 1);
    if (args.length === 0) return type;
    const wanted = parametersOf(walk.project, alias);
    const given = wanted.flatMap((name, at) => (args[at] === undefined ? [] : ([[name, args[at]]] as const)));
    return args.length > wanted.length ? unknown : substitute(type, new Map(given));
  }
  const maker = outerName(walk, place, value.callee);
  const [name, of] = value.args;
  if (maker === "TypeVar") return { kind: "variable", name: textOf(name?.value) ?? "?" };
  if (maker === "NewType" && of !== undefined) return typeOf(walk, place, of.value, depth + 1);
  const own = textOf(name?.value);
  if (maker === "TypedDict" && own !== undefined)
    return { kind: "reference", id: `${alias.module.path}:${own}` };
  if (maker === "TypeAliasType" && of !== undefined) return typeOf(walk, place, of.value, depth + 1);
  return made(walk, place, value, depth);
}

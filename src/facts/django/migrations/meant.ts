import { builtins, type Expression, type Name } from "#python";
import { findMember, type ProjectClass } from "../../classes.ts";
import { type Definition, defineExpression } from "../../definitions.ts";
import type { Binding } from "../../symbols.ts";
import type { Place, PlainReader } from "./plain-reader.ts";
import { unsettledNames } from "./settled-names.ts";

/** What a name or a dotted expression means where it stands, through classes too. */
export type Meant =
  | { readonly kind: "class"; readonly class: ProjectClass }
  | { readonly kind: "function"; readonly path: string }
  | { readonly kind: "value"; readonly value: Expression; readonly place: Place }
  | { readonly kind: "external"; readonly path: string }
  | { readonly kind: "module"; readonly definition: Definition }
  | { readonly kind: "builtin"; readonly name: string };

/** How many dots may follow one another. */
const longestWay = 12;

export function meantBy(
  reader: PlainReader,
  place: Place,
  expression: Expression,
  way = 0,
): Meant | undefined {
  if (way > longestWay) return undefined;
  if (expression.kind === "name") return meantByName(reader, place, expression);
  if (expression.kind !== "attribute") return undefined;
  const base = meantBy(reader, place, expression.value, way + 1);
  switch (base?.kind) {
    case "class":
      return memberOf(reader, base.class, expression.name);
    case "external":
      return fromDefinition(
        reader,
        reader.memberOf(`${base.path}.${expression.name}`, () => lookUp(reader, place, expression)),
      );
    case "module":
      return fromDefinition(reader, lookUp(reader, place, expression));
    default:
      return undefined;
  }
}

function lookUp({ project }: PlainReader, place: Place, expression: Expression): Definition | undefined {
  return defineExpression(project, place.module, expression, place.class ? [place.class.scope] : []);
}

function meantByName(reader: PlainReader, place: Place, { id: name, start }: Name): Meant | undefined {
  if (place.given?.has(name) === true) return undefined;
  const binding = place.class?.scope.names.get(name);
  // What the body of a class binds further down is not there yet.
  if (binding !== undefined && place.class !== undefined && startOf(binding) < start)
    return fromMember(reader, place.class, name, binding);
  const definition = reader.define(place.module, name);
  if (definition !== undefined) return fromDefinition(reader, definition);
  return builtins.has(name) ? { kind: "builtin", name } : undefined;
}

function startOf(binding: Binding): number {
  return binding.kind === "class" || binding.kind === "function" ? binding.node.start : binding.start;
}

export function memberOf(reader: PlainReader, owner: ProjectClass, name: string): Meant | undefined {
  const member = findMember(owner, name);
  return member && fromMember(reader, member.owner, name, member.binding);
}

function fromMember(
  reader: PlainReader,
  owner: ProjectClass,
  name: string,
  binding: Binding,
): Meant | undefined {
  const { module } = owner;
  switch (binding.kind) {
    case "class":
      return { kind: "class", class: reader.classes.read({ kind: "class", module, node: binding.node }) };
    case "function":
      // What a property gives is another thing than what it is.
      return binding.node.decorators.every(isPlainDecorator)
        ? { kind: "function", path: `${module.path}:${owner.node.name.id}.${name}` }
        : undefined;
    case "value":
      return binding.value === undefined || unsettledNames(owner.node.body).has(name)
        ? undefined
        : { kind: "value", value: binding.value, place: { module, class: owner } };
    default:
      return undefined;
  }
}

function isPlainDecorator(decorator: Expression): boolean {
  return decorator.kind === "name" && /^(?:static|class)method$/.test(decorator.id);
}

function fromDefinition(reader: PlainReader, definition: Definition | undefined): Meant | undefined {
  switch (definition?.kind) {
    case "class":
      return { kind: "class", class: reader.classes.read(definition) };
    case "function":
      return { kind: "function", path: `${definition.module.path}:${definition.node.name.id}` };
    case "value":
      return fromValue(definition);
    case "external":
      return { kind: "external", path: definition.path };
    case "module":
      return { kind: "module", definition };
    default:
      return undefined;
  }
}

function fromValue({ module, binding }: Definition & { readonly kind: "value" }): Meant | undefined {
  const { value } = binding;
  if (value === undefined) return undefined;
  const unsettled = unsettledNames(module.syntax.body);
  // A definition does not say by which name it was found: that of the binding with the same value.
  for (const [name, each] of unsettled.size === 0 ? [] : module.scope.names) {
    if (each === binding && unsettled.has(name)) return undefined;
  }
  return { kind: "value", value, place: { module } };
}

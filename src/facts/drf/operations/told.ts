import type { Call, Expression } from "#python";
import type { ProjectClass } from "../../classes.ts";
import { argumentOf, textOf } from "../../literals.ts";
import type { Place, PlaceOf } from "../schemas/place.ts";
import { defineAt, placeIn, type RestSource, textsAt } from "../schemas/source.ts";
import type { RestView } from "./view.ts";

/** What a team says of an operation by a decorator, the outermost of which counts. */
export interface Told {
  readonly place: Place;
  readonly call: Call;
  readonly kind: "spectacular" | "yasg";
}

/** The decorators that speak of the operation of a view, the outermost first: https://drf-spectacular.readthedocs.io/en/latest/customization.html */
export function toldOf(view: RestView): readonly Told[] {
  const found: Told[] = [];
  for (const owner of view.read?.lineage ?? []) {
    if (typeof owner === "string") continue;
    for (const each of owner.node.decorators) found.push(...ofView(view, owner, each));
    const binding = owner.scope.names.get(view.action);
    if (binding === undefined) continue;
    if (binding.kind === "function")
      for (const each of binding.node.decorators) found.push(...toldBy(view.source, placeIn(owner), each));
    break;
  }
  if (view.read === undefined)
    for (const each of view.node?.decorators ?? [])
      found.push(...toldBy(view.source, { module: view.module }, each));
  for (const owner of view.read?.lineage ?? [])
    if (typeof owner !== "string")
      for (const each of owner.node.decorators)
        found.push(...toldBy(view.source, { module: owner.module }, each));
  return found.filter((told) => isMeant(view, told));
}

/** `@extend_schema(…)` and `@swagger_auto_schema(…)` */
function toldBy(source: RestSource, place: Place, decorator: Expression): readonly Told[] {
  if (decorator.kind !== "call") return [];
  const meant = defineAt(source, { place, expression: decorator.callee });
  if (meant?.kind !== "external") return methodDecorator(source, place, decorator);
  if (/^drf_spectacular\.(?:utils\.)?extend_schema$/.test(meant.path))
    return [{ place, call: decorator, kind: "spectacular" }];
  if (/^drf_yasg\.(?:utils\.)?swagger_auto_schema$/.test(meant.path))
    return [{ place, call: decorator, kind: "yasg" }];
  return methodDecorator(source, place, decorator);
}

/** `@method_decorator(swagger_auto_schema(…))` */
function methodDecorator(source: RestSource, place: Place, { callee, args }: Call): readonly Told[] {
  const name = callee.kind === "name" ? callee.id : callee.kind === "attribute" ? callee.name : "";
  const inner = args[0]?.value;
  return name === "method_decorator" && inner?.kind === "call" && !args.some((each) => each.name === "name")
    ? toldBy(source, place, inner)
    : [];
}

/** `@extend_schema_view(list=extend_schema(…))` */
function ofView(view: RestView, owner: ProjectClass, decorator: Expression): readonly Told[] {
  if (decorator.kind !== "call") return [];
  const place = { module: owner.module };
  const meant = defineAt(view.source, { place, expression: decorator.callee });
  if (meant?.kind !== "external") return [];
  const inner = decorator.args.find(({ name }) => name === view.action)?.value;
  const named = decorator.args.find(({ name }) => name === "name")?.value;
  if (/^drf_spectacular\.(?:utils\.)?extend_schema_view$/.test(meant.path)) {
    const spread = decorator.args.find((each) => each.spread === "**")?.value;
    const given = inner === undefined ? entryOf(view, place, spread) : { place, expression: inner };
    return given === undefined ? [] : toldBy(view.source, given.place, given.expression);
  }
  const first = decorator.args[0]?.value;
  return textOf(named) === view.action && first !== undefined ? toldBy(view.source, place, first) : [];
}

/** `@extend_schema_view(**descriptions)`, `@extend_schema_view(**describe(OrderSerializer))` */
function entryOf(view: RestView, place: Place, spread: Expression | undefined): PlaceOf | undefined {
  if (spread === undefined) return undefined;
  if (spread.kind === "call") return returnedEntry(view, place, spread);
  const meant =
    spread.kind === "dictionary" ? undefined : defineAt(view.source, { place, expression: spread });
  const at = meant?.kind === "value" ? { module: meant.module } : place;
  const table =
    spread.kind === "dictionary" ? spread : meant?.kind === "value" ? meant.binding.value : undefined;
  const expression = table?.kind === "dictionary" ? namedEntry(view, table) : undefined;
  return expression && { place: at, expression };
}

function namedEntry(
  { action }: RestView,
  table: Expression & { readonly kind: "dictionary" },
): Expression | undefined {
  return table.entries.find(({ key }) => textOf(key) === action)?.value;
}

/** The entry of what a function of the project returns, with what it was given. */
function returnedEntry(view: RestView, place: Place, call: Call): PlaceOf | undefined {
  const meant = defineAt(view.source, { place, expression: call.callee });
  if (meant?.kind !== "function") return undefined;
  const { node, module } = meant;
  const returned = node.body.find((statement) => statement.kind === "return");
  const value = returned?.kind === "return" ? returned.value : undefined;
  const given = new Map<string, PlaceOf>();
  for (const [index, { name }] of node.parameters.entries()) {
    const expression = argumentOf(call, name, index);
    if (expression !== undefined) given.set(name, { place, expression });
  }
  if (value?.kind === "dictionary") {
    const expression = namedEntry(view, value);
    return expression && { place: { module, handed: given }, expression };
  }
  if (value?.kind !== "comprehension" || value.form !== "dictionary" || value.clauses.length !== 1)
    return undefined;
  const [clause] = value.clauses;
  const { element, value: made } = value;
  const names = clause && textsAt(view.source, { place: { module }, expression: clause.iterable });
  const target = clause?.target;
  const isName = target?.kind === "name" && element.kind === "name" && element.id === target.id;
  if (!isName || made === undefined || clause === undefined || clause.conditions.length > 0) return undefined;
  if (!names?.includes(view.action)) return undefined;
  const { start, end } = element;
  const text: Expression = { kind: "string", value: view.action, bytes: false, start, end };
  given.set(target.id, { place: { module }, expression: text });
  return { place: { module, handed: given }, expression: made };
}

function isMeant({ source, method }: RestView, { place, call }: Told): boolean {
  const given = argumentOf(call, "methods", 99) ?? argumentOf(call, "method", 99);
  const methods = given && textsAt(source, { place, expression: given });
  return methods === undefined || methods.some((each) => each.toUpperCase() === method);
}

/** An argument of the outermost decorator that has it. */
export function toldArgument(all: readonly Told[], name: string): PlaceOf | undefined {
  for (const { place, call } of all) {
    const expression = argumentOf(call, name, name === "operation_id" ? 0 : 99);
    if (expression !== undefined) return { place, expression };
  }
  return undefined;
}

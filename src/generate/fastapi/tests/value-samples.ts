import {
  type Entity,
  elementField,
  type Field,
  type FilterTarget,
  fieldOf,
  type ValueObject,
  type ValueShape,
} from "#domain";
import type { JsonLike } from "#python";
import type { Kit } from "./kit.ts";
import { ordinalOf, sampleScalar } from "./scalar-samples.ts";

/** What a sample says: another number says something else; a small one says no more than it must. */
export interface SampleStyle {
  readonly number: number;
  readonly isSmall: boolean;
  /** How deep in the value this is: one that contains itself comes to an end. */
  readonly depth: number;
  /** The objects that it stands in, by name. */
  readonly around?: readonly string[];
}

/** A value of a form, as a body may bring it. */
export function sampleShape(kit: Kit, shape: ValueShape, what: string, style: SampleStyle): JsonLike {
  const { number } = style;
  switch (shape.kind) {
    case "scalar":
      return sampleScalar(kit, shape.type, shape.bounds, number, () => `${ordinalOf(number)} ${what}`);
    case "choice":
      return shape.values[number % shape.values.length] ?? null;
    case "object":
      return sampleObject(kit, objectNamed(kit, shape.value), style);
    case "list": {
      const count = countOf(style, shape.bounds.minItems, shape.bounds.maxItems);
      const inner = shape.of.shape;
      return several(count, (index) =>
        sampleShape(kit, inner, what, deeper(style, number + count - 1 - index)),
      );
    }
    case "map": {
      const count = countOf(style, shape.bounds.minProperties, shape.bounds.maxProperties);
      const inner = shape.of.shape;
      return Object.fromEntries(
        several(count, (index) => [
          ordinalOf(index),
          sampleShape(kit, inner, what, deeper(style, number + index)),
        ]),
      );
    }
    case "union":
      return sampleShape(kit, shape.of[number % shape.of.length] ?? { kind: "any" }, what, style);
    case "any":
      return style.isSmall ? number : { [ordinalOf(number)]: [number, true, null, 0.5] };
  }
}

/** As often as an object comes again within itself through lists, which end at their depth. */
const mostAround = 3;

/** An object of those that belong to rows. */
export function sampleObject(kit: Kit, value: ValueObject, style: SampleStyle): { [key: string]: JsonLike } {
  // One that must contain itself has no end: nobody could send it, and no test can.
  const around = style.around ?? [];
  if (around.filter((name) => name === value.name).length > mostAround) return {};
  const skips = style.isSmall || style.depth > 2;
  const given = value.given.flatMap(({ field, required }) => {
    const member = memberOf(value, field);
    return member && (required || !skips) ? [member] : [];
  });
  const inner = { ...deeper(style, style.number), around: [...around, value.name] };
  return Object.fromEntries(given.map((member) => [member.name, sampleMember(kit, member, inner)]));
}

/** A member of such an object. */
export function sampleMember(kit: Kit, field: Field, style: SampleStyle): JsonLike {
  const { meaning, bounds, name } = field;
  const words = name.replace(/_/g, " ");
  switch (meaning.kind) {
    case "scalar":
      return sampleShape(kit, { kind: "scalar", type: meaning.type, bounds }, words, style);
    case "enum":
      return sampleShape(kit, { kind: "choice", values: meaning.values }, words, style);
    case "constant":
      return meaning.value;
    case "json":
      return sampleShape(kit, meaning.shape, words, style);
    case "objects":
      return sampleShape(kit, objectList(field), words, style);
    default:
      return null;
  }
}

/** A list of objects as the form that it has. */
export function objectList({ meaning, bounds }: Field): ValueShape {
  const value = meaning.kind === "objects" ? meaning.value : "";
  return { kind: "list", of: { shape: { kind: "object", value }, nullable: false }, bounds };
}

/** The form of a field that is kept whole, or as objects in a table of their own. */
export function shapeOf(field: Field): ValueShape | undefined {
  if (field.meaning.kind === "json") return field.meaning.shape;
  return field.meaning.kind === "objects" ? objectList(field) : undefined;
}

/** What an answer shows of a value that a body brought; undefined where it adds what no test can know. */
export function shownShape(kit: Kit, shape: ValueShape, value: JsonLike): JsonLike | undefined {
  if (value === null) return null;
  if (shape.kind === "object" && isMap(value)) return shownObject(kit, objectNamed(kit, shape.value), value);
  if (shape.kind === "list" && isList(value))
    return allKnown(value.map((each) => shownShape(kit, shape.of.shape, each)));
  if (shape.kind === "map" && isMap(value)) {
    const entries = Object.entries(value).map(
      ([key, each]) => [key, shownShape(kit, shape.of.shape, each)] as const,
    );
    return entries.every(([, each]) => each !== undefined)
      ? (Object.fromEntries(entries) as JsonLike)
      : undefined;
  }
  return value;
}

function shownObject(
  kit: Kit,
  value: ValueObject,
  given: { readonly [key: string]: JsonLike },
): JsonLike | undefined {
  const entries: [string, JsonLike][] = [];
  for (const { field: memberName } of value.shown) {
    const member = memberOf(value, memberName);
    if (!member) continue;
    const shown = shownMember(kit, member, Object.hasOwn(given, memberName) ? given[memberName] : undefined);
    if (shown === undefined) return undefined;
    if (shown !== "absent") entries.push([memberName, shown.value]);
  }
  return Object.fromEntries(entries);
}

function shownMember(
  kit: Kit,
  member: Field,
  given: JsonLike | undefined,
): { readonly value: JsonLike } | "absent" | undefined {
  if (member.meaning.kind === "identity") return undefined;
  if (member.meaning.kind === "constant") return { value: member.meaning.value };
  if (given !== undefined) {
    const shape = shapeOf(member);
    const value = shape ? shownShape(kit, shape, given) : given;
    return value === undefined ? undefined : { value };
  }
  if (member.default !== undefined) return { value: member.default };
  return member.missing === "absent" ? "absent" : { value: null };
}

function allKnown(values: readonly (JsonLike | undefined)[]): JsonLike | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? known : undefined;
}

export function objectNamed(kit: Kit, name: string): ValueObject {
  const found = kit.domain.values.find((value) => value.name === name);
  if (!found) throw new Error(`keelback is broken here: no value ${name}`);
  return found;
}

export function memberOf(value: ValueObject, name: string): Field | undefined {
  return fieldOf(value, name);
}

function countOf({ isSmall, depth }: SampleStyle, least = 0, most = 2): number {
  // What contains itself comes to an end, though a small one would show one of each.
  const wanted = depth > 2 ? 0 : isSmall ? 1 : 2;
  return Math.max(least, Math.min(wanted, most));
}

function deeper(style: SampleStyle, number: number): SampleStyle {
  return { ...style, number, depth: style.depth + 1 };
}

function several<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

export function isList(value: JsonLike): value is readonly JsonLike[] {
  return Array.isArray(value);
}

export function isMap(value: JsonLike): value is { readonly [key: string]: JsonLike } {
  return typeof value === "object" && value !== null && !isList(value);
}

/** An object of a list, and what a filter by one of its members asks for to find it. */
export function sampleCalled(
  kit: Kit,
  entity: Entity,
  by: FilterTarget & { readonly kind: "contains" },
  number: number,
): { readonly object: JsonLike; readonly called: JsonLike } | undefined {
  const field = fieldOf(entity, by.field);
  const member = elementField(kit.domain, entity, by);
  if (field?.meaning.kind !== "objects" || !member) return undefined;
  const style = { number, isSmall: true, depth: 0 };
  const called = sampleMember(kit, member, style);
  const object = sampleObject(kit, objectNamed(kit, field.meaning.value), style);
  return { object: { ...object, [member.name]: called }, called };
}

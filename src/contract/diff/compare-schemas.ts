import type { Contract } from "../contract.ts";
import { flattenSchema } from "../flatten.ts";
import { resolveSchema } from "../resolve.ts";
import type { Property, Schema, SchemaNode } from "../schema.ts";
import { compareValues } from "./compare-values.ts";
import type { Effect } from "./effects.ts";
import { pairAlternatives } from "./pair-alternatives.ts";
import type { SchemaDifference } from "./schema-difference.ts";

/** A schema, and the contract whose names it uses. */
export interface PlacedSchema {
  readonly contract: Contract;
  readonly node: SchemaNode;
}

/** Pairs of schemas that are looked at, and differences that are told; enough for any document that a person reads. */
const mostPairs = 100_000;
const mostDifferences = 2_000;
const mostDepth = 100;

interface Comparison {
  readonly before: Contract;
  readonly after: Contract;
  readonly found: SchemaDifference[];
  /** Pairs that were compared already: what they differ in is told where they were met first. */
  readonly seen: Map<Schema, Set<Schema>>;
  left: number;
}

/** How the values of two versions of a schema differ, read by somebody to whom they are given. Ends where schemas contain themselves. */
export function compareSchemas(before: PlacedSchema, after: PlacedSchema): readonly SchemaDifference[] {
  const comparison: Comparison = {
    before: before.contract,
    after: after.contract,
    found: [],
    seen: new Map(),
    left: mostPairs,
  };
  compareNodes(comparison, before.node, after.node, []);
  return comparison.found;
}

function compareNodes(
  comparison: Comparison,
  before: SchemaNode,
  after: SchemaNode,
  path: readonly string[],
): void {
  const was = flattenSchema(comparison.before, before);
  const is = flattenSchema(comparison.after, after);
  if (path.length > mostDepth || !isNew(comparison, was, is)) return;
  const values = compareValues(was, is);
  for (const { kind, says, effect } of values)
    tell(comparison, { path, kind, says, effect, before: before.span, after: after.span });
  if (values.some(({ kind }) => kind === "type-changed")) return;
  compareProperties(comparison, was, is, path);
  compareOthers(comparison, was, is, path);
  if (was.items !== undefined && is.items !== undefined)
    compareNodes(comparison, was.items, is.items, [...path, "[]"]);
  else if (was.items !== is.items)
    tell(comparison, {
      path: [...path, "[]"],
      kind: is.items === undefined ? "items-untyped" : "items-typed",
      says: is.items === undefined ? "may be anything now" : "has a type now",
      effect: is.items === undefined ? "loosened" : "tightened",
      before: was.span,
      after: is.span,
    });
  compareAlternatives(comparison, was, is, path);
}

function isNew(comparison: Comparison, was: Schema, is: Schema): boolean {
  const others = comparison.seen.get(was) ?? new Set();
  if (others.has(is) || comparison.left <= 0) return false;
  comparison.left--;
  comparison.seen.set(was, others.add(is));
  return true;
}

function tell({ found }: Comparison, difference: SchemaDifference): void {
  if (found.length < mostDifferences) found.push(difference);
}

function compareProperties(comparison: Comparison, was: Schema, is: Schema, path: readonly string[]): void {
  const before = readable(comparison.before, was);
  const after = readable(comparison.after, is);
  for (const [name, property] of before) {
    const other = after.get(name);
    const place = [...path, name];
    if (other === undefined) {
      const effect: Effect = is.additionalProperties === false ? "taken-from-closed" : "taken-away";
      const says = property.required ? "is gone, and was always there" : "is gone";
      tell(comparison, {
        path: place,
        kind: "property-removed",
        says,
        effect,
        before: property.span,
        after: is.span,
      });
      continue;
    }
    const spans = { before: property.span, after: other.span };
    if (property.required && !other.required)
      tell(comparison, {
        path: place,
        kind: "became-optional",
        says: "may be left out now",
        effect: "loosened",
        ...spans,
      });
    if (!property.required && other.required)
      tell(comparison, {
        path: place,
        kind: "became-required",
        says: "is always there now",
        effect: "tightened",
        ...spans,
      });
    compareNodes(comparison, property.schema, other.schema, place);
  }
  for (const [name, property] of after)
    if (!before.has(name)) tell(comparison, addedProperty(property, was, [...path, name]));
}

function addedProperty(property: Property, was: Schema, path: readonly string[]): SchemaDifference {
  const closed = was.additionalProperties === false;
  const { required } = property;
  const effect: Effect = required
    ? closed
      ? "required-in-closed"
      : "tightened"
    : closed
      ? "added-to-closed"
      : "added";
  const says = `${required ? "is new, and always there" : "is new"}${closed ? ", where nothing else was allowed" : ""}`;
  return { path, kind: "property-added", says, effect, before: was.span, after: property.span };
}

/** What a reader is given: not what is only written. */
function readable(contract: Contract, schema: Schema): ReadonlyMap<string, Property> {
  const shown = schema.properties.filter((property) => !resolveSchema(contract, property.schema).writeOnly);
  return new Map(shown.map((property) => [property.name, property]));
}

/** Properties that no name is given for. */
function compareOthers(comparison: Comparison, was: Schema, is: Schema, path: readonly string[]): void {
  const before = was.additionalProperties ?? true;
  const after = is.additionalProperties ?? true;
  if (before === after) return;
  if (typeof before === "object" && typeof after === "object") {
    compareNodes(comparison, before, after, [...path, "{}"]);
    return;
  }
  tell(comparison, { path, ...tellOthers(before, after), before: was.span, after: is.span });
}

type Others = boolean | SchemaNode;

function tellOthers(before: Others, after: Others): Pick<SchemaDifference, "kind" | "says" | "effect"> {
  if (before === false)
    return {
      kind: "closed-opened",
      says: "may have properties that are not documented",
      effect: "added-to-closed",
    };
  if (after === false)
    return {
      kind: "opened-closed",
      says: "may have no property that is not documented",
      effect: "closed",
    };
  return typeof after === "object"
    ? { kind: "others-typed", says: "has a type for other properties now", effect: "tightened" }
    : { kind: "others-untyped", says: "no longer has a type for other properties", effect: "loosened" };
}

function compareAlternatives(comparison: Comparison, was: Schema, is: Schema, path: readonly string[]): void {
  const before = [...was.oneOf, ...was.anyOf];
  const after = [...is.oneOf, ...is.anyOf];
  if (before.length === 0 && after.length === 0) return;
  const spans = { before: was.span, after: is.span };
  if (before.length === 0 || after.length === 0) {
    const kind = before.length === 0 ? "alternatives-added" : "alternatives-removed";
    const says = before.length === 0 ? "is one of several forms now" : "no longer names its forms";
    const effect = before.length === 0 ? "tightened" : "loosened";
    tell(comparison, { path, kind, says, effect, ...spans });
    return;
  }
  const { pairs, gone, come } = pairAlternatives(comparison, before, after);
  for (const [one, other] of pairs) compareNodes(comparison, one, other, path);
  for (const { node, name } of gone)
    tell(comparison, {
      path,
      kind: "alternative-removed",
      says: `can no longer be ${name}`,
      effect: "tightened",
      before: node.span,
      after: is.span,
    });
  for (const { node, name } of come)
    tell(comparison, {
      path,
      kind: "alternative-added",
      says: `can be ${name} now`,
      effect: "loosened",
      before: was.span,
      after: node.span,
    });
  if (was.discriminator?.property !== is.discriminator?.property)
    tell(comparison, {
      path,
      kind: "discriminator-changed",
      says: "tells its forms apart otherwise",
      effect: "otherwise",
      ...spans,
    });
}

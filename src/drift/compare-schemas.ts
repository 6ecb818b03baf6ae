import { type Span, splitWords } from "#base";
import {
  type Contract,
  flattenSchema,
  type JsonValue,
  type Property,
  type Schema,
  type SchemaNode,
  sharedNameOf,
  tellType,
} from "#contract";
import { boundsOf } from "./bounds.ts";
import { patternWitness, tellPattern } from "./compare-patterns.ts";
import { type Aspect, type Drift, noDefault, type Side } from "./drift.ts";
import { matchNames } from "./match-names.ts";

/** One schema of each side, with the contract that it belongs to. */
export interface Sides {
  readonly promised: Contract;
  readonly kept: Contract;
}

/** What is the same for all differences within one value. */
export interface Place {
  readonly item: string;
  readonly side: Side;
  /** `parameter` or `field`: what the value itself is. */
  readonly what: "parameter" | "field";
  /** Whether the answer leaves out what has nothing to say. */
  readonly isTrimmed?: boolean;
}

const deepest = 12;

/**
 * Where two schemas differ, down to the fields of fields. Silent where the source is not known to say what it allows, and where one side
 * has alternatives: which of them is meant cannot be told.
 */
export function compareSchemas(
  sides: Sides,
  place: Place,
  at: string,
  promised: SchemaNode,
  kept: SchemaNode,
): readonly Drift[] {
  const seen = new Set<string>();
  const compare = (path: string, one: SchemaNode, other: SchemaNode, depth: number): readonly Drift[] => {
    const names = [sharedNameOf(one), sharedNameOf(other)];
    const pair = JSON.stringify(names);
    if (depth > deepest || (names.every((name) => name !== undefined) && seen.has(pair))) return [];
    seen.add(pair);
    const left = flattenSchema(sides.promised, one);
    const right = flattenSchema(sides.kept, other);
    if (isOpen(left) || isOpen(right)) return [];
    const own = [
      ...compareValues(place, path, left, right),
      ...comparePatterns(sides, place, path, [left, right]),
    ];
    if (own.some(({ aspect }) => aspect === "type")) return own;
    const items =
      left.items === undefined || right.items === undefined
        ? []
        : compare(`${path}[]`, left.items, right.items, depth + 1);
    return [...own, ...items, ...compareProperties(path, left, right, depth)];
  };
  const compareProperties = (path: string, left: Schema, right: Schema, depth: number): readonly Drift[] => {
    if (left.properties.length === 0 || right.properties.length === 0) return [];
    const { both, renamed, missing, surplus } = matchNames(
      left.properties.filter(({ schema }) => travels(sides.promised, place.side, schema)),
      right.properties,
    );
    const inner = (name: string): string => (path === "" ? name : `${path}.${name}`);
    const field = (kind: Drift["kind"], name: string, one?: Property, other?: Property): Drift => ({
      kind,
      item: place.item,
      at: inner(name),
      side: place.side,
      promised: one === undefined ? "" : `${one.name}: ${tellType(one.schema)}`,
      kept: other === undefined ? "" : `${other.name}: ${tellType(other.schema)}`,
      document: one?.span ?? left.span,
      source: other?.span ?? right.span,
    });
    return [
      ...both.flatMap(([one, other]) => [
        ...compareRequired(place, inner(one.name), one, other),
        ...compare(inner(one.name), one.schema, other.schema, depth + 1),
      ]),
      ...renamed.map(([one, other]) => field("field-renamed", one.name, one, other)),
      ...missing
        .filter(({ name }) => !isSecret(place.side, name))
        .map((one) => field("field-missing", one.name, one)),
      ...surplus
        .filter(({ name }) => isUntold(place.side, left, name))
        .map((other) => field("field-undocumented", other.name, undefined, other)),
    ];
  };
  return compare(at, promised, kept, 0);
}

/** Which texts an answer gives, its pattern in the source does not say: it need not be looked at on the way out. */
function comparePatterns(
  sides: Sides,
  place: Place,
  at: string,
  [left, right]: readonly [Schema, Schema],
): readonly Drift[] {
  if (place.side === "answer" || ordersRows(place, at, left)) return [];
  const witness = patternWitness([sides.promised, left], [sides.kept, right]);
  // What a path may not hold is answered as something that is not there: it selects nothing, pattern or not.
  const isKey = at.startsWith("path ") && witness?.refusedBy === "promised";
  return witness === undefined || isKey
    ? []
    : [differs(place, at, "pattern", tellPattern(left), tellPattern(right), left.span, right.span)];
}

/** What is only read is in no request, what is only written in no answer, though both sides of an operation may share its type. */
function travels(contract: Contract, side: Side, node: SchemaNode): boolean {
  const { readOnly, writeOnly } = flattenSchema(contract, node);
  return side === "request" ? !readOnly : !writeOnly;
}

/** Whether a document has no place for a field. What is only read may be sent back by who read it: a source that takes it does nobody wrong. */
function isUntold(side: Side, { properties, additionalProperties: more }: Schema, field: string): boolean {
  if (more !== undefined && more !== false) return false;
  return side === "answer" || !properties.some(({ name }) => name === field);
}

/** A secret that a document would answer and the source does not is no promise that anybody should keep. */
function isSecret(side: Side, name: string): boolean {
  return (
    side === "answer" && splitWords(name).some((word) => /^(?:password|passwd|passphrase|secret)$/.test(word))
  );
}

/** Whether a schema allows what cannot be compared: anything, alternatives, or more than is known. */
function isOpen({
  unknown,
  oneOf,
  anyOf,
  allOf,
  types,
  properties,
  enum: values,
  const: one,
}: Schema): boolean {
  if (unknown !== undefined || oneOf.length + anyOf.length + allOf.length > 0) return true;
  return types.length === 0 && properties.length === 0 && values === undefined && one === undefined;
}

/** An answer may always give what it need not. */
function compareRequired(place: Place, at: string, one: Property, other: Property): readonly Drift[] {
  const isGiven = other.required || (other.alwaysGiven === true && !place.isTrimmed);
  if (one.required === other.required || (place.side === "answer" && isGiven)) return [];
  const tell = (required: boolean): string => (required ? "required" : "may be absent");
  return [differs(place, at, "required", tell(one.required), tell(other.required), one.span, other.span)];
}

/** What one value allows on both sides, without its fields. */
export function compareValues(place: Place, at: string, one: Schema, other: Schema): readonly Drift[] {
  const tell = (aspect: Aspect, promised: string, kept: string): readonly Drift[] =>
    promised === kept ? [] : [differs(place, at, aspect, promised, kept, one.span, other.span)];
  // Outside a body everything travels as text: an object there was made of it.
  if (place.what === "parameter" && typesOf(one) === "string" && typesOf(other) === "object") return [];
  // Who takes a list of texts takes one text as well.
  if (place.what === "parameter" && typesOf(one) === "string" && isListOfTexts(other)) return [];
  const type = tell("type", typesOf(one), typesOf(other));
  if (type.length > 0) return type;
  // An answer keeps a promise too where it is narrower than that; and a text that it gives may have been written in any format.
  const isWritten = place.side === "answer" && formatOf(other) === "plain";
  // Who takes null beside a value that may be absent turns nobody away.
  const isWider = place.side === "request" && other.nullable;
  const isNarrower = place.side === "answer" && isWithin(other, one);
  return [
    ...(isWritten ? [] : tell("format", formatOf(one), formatOf(other))),
    ...(isNarrower || ordersRows(place, at, one) ? [] : tell("values", valuesOf(one), valuesOf(other))),
    ...(isWider || (isNarrower && one.nullable) ? [] : tell("null", nullOf(one), nullOf(other))),
    ...(place.side === "request" ? tell("bounds", boundsOf(one, at), boundsOf(other, at)) : []),
    ...(place.side === "request" && other.default !== undefined && !standsForNothing(one, other)
      ? tell("default", presetOf(one), presetOf(other))
      : []),
  ];
}

function isListOfTexts({ types, items }: Schema): boolean {
  return (
    types.length === 1 && types[0] === "array" && items?.kind === "schema" && typesOf(items) === "string"
  );
}

/** What rows can be ordered by, prose says where a text of any kind is promised: no source can take more than it knows. */
function ordersRows({ what }: Place, at: string, promised: Schema): boolean {
  const words = splitWords(at.replace(/^\S+ /, ""));
  const isFree = promised.enum === undefined && promised.const === undefined;
  return what === "parameter" && isFree && words.some((word) => /^(?:sort|order|ordering)$/.test(word));
}

function nullOf({ nullable }: Schema): string {
  return nullable ? "may be null" : "never null";
}

/** Whether each value that the first may have is one that the other may have, as far as lists of values and null say it. */
function isWithin(inner: Schema, outer: Schema): boolean {
  const all = (schema: Schema): readonly string[] | undefined =>
    (schema.const === undefined ? schema.enum : [schema.const])?.map((value) => JSON.stringify(value));
  const [few, many] = [all(inner), all(outer)];
  const isFewer = many === undefined || few?.every((value) => many.includes(value)) === true;
  return isFewer && (outer.nullable || !inner.nullable);
}

function differs(
  { item, side, what }: Place,
  at: string,
  aspect: Aspect,
  promised: string,
  kept: string,
  document: Span,
  source: Span,
): Drift {
  return { kind: `${what}-differs`, item, at, aspect, side, promised, kept, document, source };
}

/** An object may be said by its fields alone, a value by what it may be. */
function typesOf({ types, properties, enum: values, const: one }: Schema): string {
  if (types.length > 0) return types.toSorted().join(" or ");
  if (properties.length > 0) return "object";
  const told = [...(values ?? []), ...(one === undefined ? [] : [one])];
  return [...new Set(told.map((value) => (Number.isInteger(value) ? "integer" : typeof value)))]
    .toSorted()
    .join(" or ");
}

/** Formats that make another value of a text; those that only say how large a number is do not. */
const formats = new Set(["date-time", "date", "time", "duration", "uuid", "binary"]);

function formatOf({ format }: Schema): string {
  return format !== undefined && formats.has(format) ? format : "plain";
}

function valuesOf({ enum: values, const: one }: Schema): string {
  const told: readonly JsonValue[] | undefined = one === undefined ? values : [one];
  return told === undefined
    ? "any value"
    : `one of ${told
        .map((value) => JSON.stringify(value))
        .toSorted()
        .join(" ")}`;
}

/** Whether a document names no default, and the source takes what its type has for nothing: that is how absent values are kept. */
function standsForNothing({ default: promised }: Schema, { default: kept }: Schema): boolean {
  if (promised !== undefined) return false;
  return typeof kept === "object" ? Object.keys(kept ?? {}).length === 0 : !kept;
}

/** Absent and `null` are one for a value that need not be there; one that is worked out as it runs is not known. */
function presetOf({ default: preset }: Schema): string {
  return preset === undefined || preset === null ? noDefault : `default ${JSON.stringify(preset)}`;
}

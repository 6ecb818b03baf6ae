import { localName, pascalCase } from "#base";
import type { Contract, Property, Schema } from "#contract";
import type { BodyField } from "./behaviour.ts";
import type { Field, FieldMeaning, RepresentationField, ValueObject } from "./domain.ts";
import { evidence, step } from "./evidence.ts";
import { readBounds, readChoices, scalarType } from "./field-values.ts";
import { markLikeNamed } from "./like-named.ts";
import { describeMissing, isNullable, type Sighting } from "./missing.ts";
import { givenProperties, propertySchema, shownProperties } from "./schemas.ts";
import { isSame, objectsIn, readShape, type ShapeContext, type Sides } from "./value-shapes.ts";

/** Objects that belong to rows, found as fields are read: each pair of schemas once, each under a name of its own. */
export interface ValueBook {
  readonly contract: Contract;
  readonly values: Map<string, ValueObject>;
  readonly names: Map<Schema | undefined, Map<Schema | undefined, string>>;
  /** Names that mean something else: entities and their forms. */
  readonly taken: ReadonlySet<string>;
}

export function openBook(contract: Contract, taken: readonly string[]): ValueBook {
  return { contract, values: new Map(), names: new Map(), taken: new Set(taken) };
}

/** What reading the form of a value needs; `name`: what an object without a name of its own is called. */
export function shapeContext(book: ValueBook, name: string): ShapeContext {
  return {
    contract: book.contract,
    objectOf: (sides, wanted) => findValue(book, sides, wanted),
    name,
    around: [],
  };
}

/** The object of two schemas: what bodies give of it, and what answers show. */
function findValue(book: ValueBook, sides: Sides, wanted: string): string {
  const pairs = book.names.get(sides.given) ?? new Map<Schema | undefined, string>();
  book.names.set(sides.given, pairs);
  const known = pairs.get(sides.shown);
  if (known !== undefined) return known;
  const name = freeName(book, localName(sides.shown?.name ?? sides.given?.name ?? wanted));
  // Known before it is read: an object may contain itself.
  pairs.set(sides.shown, name);
  book.values.set(name, emptyValue(name, sides));
  book.values.set(name, describe(book, name, sides));
  return name;
}

function freeName(book: ValueBook, wanted: string): string {
  const base = pascalCase(wanted) || "Value";
  const isFree = (name: string): boolean => !book.taken.has(name) && !book.values.has(name);
  let name = base;
  for (let count = 2; !isFree(name); count++) name = `${base}${count}`;
  return name;
}

function emptyValue(name: string, { given, shown }: Sides): ValueObject {
  const span = (given ?? shown)?.span;
  return {
    name,
    fields: [],
    given: [],
    shown: [],
    others: othersOf(given ?? shown),
    ...(given && { givenSchema: given }),
    ...(shown && { shownSchema: shown }),
    evidence: evidence(
      `${name} has no path of its own: it belongs to the row`,
      ...(span ? [step("object among the fields", span)] : []),
    ),
  };
}

function othersOf(schema: Schema | undefined): ValueObject["others"] {
  if (schema?.additionalProperties === false) return "refused";
  return schema?.additionalProperties === undefined ? "ignored" : "kept";
}

function describe(book: ValueBook, name: string, sides: Sides): ValueObject {
  const { contract } = book;
  const given = sides.given ? givenProperties(contract, sides.given) : [];
  const shown = sides.shown ? shownProperties(contract, sides.shown) : [];
  const names = [...new Set([...shown, ...given].map((property) => property.name))];
  return {
    ...emptyValue(name, sides),
    fields: markLikeNamed(
      names.map((member) =>
        describeMember(book, name, sightMember(contract, sides, { given, shown }, member)),
      ),
    ),
    given: given.map(({ name: field, required }): BodyField => ({ field, required })),
    shown: shown.map(({ name: field, required }): RepresentationField => ({ field, required })),
  };
}

function sightMember(
  contract: Contract,
  sides: Sides,
  { given, shown }: { readonly given: readonly Property[]; readonly shown: readonly Property[] },
  name: string,
): Sighting {
  const inBody = given.find((property) => property.name === name);
  const inAnswer = shown.find((property) => property.name === name);
  const property = inBody ?? inAnswer;
  if (!property) throw new Error(`no property ${name}`);
  return {
    property,
    schema: propertySchema(contract, property.schema),
    ...(inAnswer && { answered: propertySchema(contract, inAnswer.schema) }),
    requiredInAnswers: inAnswer?.required ?? false,
    given: inBody !== undefined,
    givenOnCreate: inBody !== undefined,
    requiredOnCreate: inBody?.required ?? false,
    made: sides.given !== undefined,
  };
}

function describeMember(book: ValueBook, owner: string, sighting: Sighting): Field {
  const { property, schema } = sighting;
  const meaning = memberMeaning(book, owner, sighting);
  const nullable = isNullable(sighting);
  const unread = `bodies and answers do not speak of the same ${property.name}`;
  return {
    name: property.name,
    meaning: meaning ?? { kind: "json", shape: { kind: "any" } },
    nullable,
    optional: !sighting.requiredOnCreate,
    unique: false,
    ...describeMissing(book.contract, sighting, meaning, { nullable }),
    ...(!meaning && { unread }),
    bounds: readBounds(schema),
    evidence: evidence(`${property.name} of ${owner}`, step("property", property.span)),
  };
}

function memberMeaning(book: ValueBook, owner: string, sighting: Sighting): FieldMeaning | undefined {
  const { property, schema, answered, given } = sighting;
  const isNumber = schema.types.length === 1 && schema.types.includes("integer");
  if (given && answered && !isSame(book.contract, schema, answered)) return undefined;
  // Rows of their own can number themselves; others cannot.
  if (property.name === "id" && !given && isNumber) return { kind: "identity", type: "integer" };
  const plain = plainMeaning(sighting);
  if (plain) return plain;
  const shape = readShape(shapeContext(book, `${owner} ${property.name}`), {
    ...(given && { given: schema }),
    ...(answered && { shown: answered }),
  });
  return shape && { kind: "json", shape };
}

/** One of a few values, or a scalar; undefined for what is more. */
export function plainMeaning(sighting: Sighting): FieldMeaning | undefined {
  const { schema, requiredInAnswers, requiredOnCreate } = sighting;
  if (schema.oneOf.length + schema.anyOf.length > 1) return undefined;
  const choices = readChoices(schema);
  if (choices) {
    const [only] = choices;
    // One that may be left out says something by being there.
    const always = requiredInAnswers || requiredOnCreate || schema.readOnly;
    return only !== undefined && choices.length === 1 && always && !schema.nullable
      ? { kind: "constant", value: only }
      : { kind: "enum", values: choices };
  }
  if (schema.enum !== undefined || schema.const !== undefined || schema.types.length !== 1) return undefined;
  const [type] = schema.types;
  return type === "array" || type === "object" || type === "null"
    ? undefined
    : { kind: "scalar", type: scalarType(schema) };
}

/** Whether rows of a table can be such objects: what may hold more than it declares, or itself, is kept whole. */
export function isTabular({ values }: ValueBook, name: string): boolean {
  const value = values.get(name);
  return value !== undefined && value.others !== "kept" && !contains(values, value, name, new Set());
}

function contains(
  values: ReadonlyMap<string, ValueObject>,
  value: ValueObject,
  name: string,
  seen: Set<string>,
): boolean {
  if (seen.has(value.name)) return false;
  seen.add(value.name);
  return value.fields.some(({ meaning }) =>
    objectsIn(meaning).some((inner) => {
      const found = values.get(inner);
      return inner === name || (found !== undefined && contains(values, found, name, seen));
    }),
  );
}

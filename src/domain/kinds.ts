import {
  anySchema,
  type Contract,
  flattenSchema,
  type Property,
  type Schema,
  type SchemaNode,
} from "#contract";
import { readChoices } from "./field-values.ts";
import { isObject } from "./schemas.ts";

/** What objects of several kinds are told apart by, and the schema of each kind. */
export interface KindSchemas {
  /** The property that holds the kind, in the contract's spelling. */
  readonly property: string;
  readonly of: readonly { readonly value: string; readonly schema: Schema }[];
}

interface Joined {
  readonly schema: Schema;
  readonly kinds: KindSchemas;
}

const joinedSchemas = new WeakMap<Contract, WeakMap<Schema, Joined | "none">>();
const kindsOfJoined = new WeakMap<Schema, KindSchemas>();

/**
 * The schema of an object. Where it is one of several kinds (`oneOf`, `anyOf`) that one property tells apart, that is a
 * schema with the properties of all of them, each once: those of some kinds only are not required.
 */
export function objectSchema(contract: Contract, node: SchemaNode): Schema {
  const flat = flattenSchema(contract, node);
  let known = joinedSchemas.get(contract);
  if (known === undefined) {
    known = new WeakMap();
    joinedSchemas.set(contract, known);
  }
  const joined = known.get(flat) ?? join(contract, flat) ?? "none";
  known.set(flat, joined);
  if (joined === "none") return flat;
  kindsOfJoined.set(joined.schema, joined.kinds);
  return joined.schema;
}

/** The kinds that an object's schema was joined from. */
export function kindsOf(schema: Schema): KindSchemas | undefined {
  return kindsOfJoined.get(schema);
}

/** The schema without some of its properties, and its kinds without them. */
export function withoutProperties(schema: Schema, names: ReadonlySet<string>): Schema {
  if (names.size === 0) return schema;
  const cut = (whole: Schema): Schema => ({
    ...whole,
    properties: whole.properties.filter(({ name }) => !names.has(name)),
  });
  const kinds = kindsOf(schema);
  const rest = cut(schema);
  if (kinds)
    kindsOfJoined.set(rest, {
      ...kinds,
      of: kinds.of.map(({ value, schema: kind }) => ({ value, schema: cut(kind) })),
    });
  return rest;
}

function join(contract: Contract, flat: Schema): Joined | undefined {
  const nodes = flat.oneOf.length > 0 ? flat.oneOf : flat.anyOf;
  if (nodes.length < 2) return undefined;
  const alternatives = nodes.map((node) => ({ node, schema: withCommon(contract, flat, node) }));
  const schemas = alternatives.map(({ schema }) => schema);
  if (!schemas.every(isObject)) return undefined;
  const property = flat.discriminator?.property ?? tellingProperty(contract, schemas);
  if (property === undefined) return undefined;
  const values = alternatives.map(({ node, schema }) =>
    kindValue(contract, flat, { property, node, schema }),
  );
  const known = values.filter((value) => value !== undefined);
  if (new Set(known).size < nodes.length) return undefined;
  const properties = joinProperties(contract, schemas, property, known);
  if (!properties) return undefined;
  const closed = schemas.every(({ additionalProperties }) => additionalProperties === false);
  const { discriminator: _, ...rest } = flat;
  return {
    schema: {
      ...rest,
      types: ["object"],
      properties,
      oneOf: [],
      anyOf: [],
      ...(closed && { additionalProperties: false }),
    },
    kinds: {
      property,
      of: schemas.map((schema, index) => ({ value: known[index] ?? "", schema })),
    },
  };
}

/** One alternative, with what is said of all of them. */
function withCommon(contract: Contract, flat: Schema, node: SchemaNode): Schema {
  const alternative = flattenSchema(contract, node);
  if (flat.properties.length + (flat.alsoRequired?.length ?? 0) === 0) return alternative;
  const { discriminator: _, name: __, ...common } = flat;
  const both: Schema = {
    ...anySchema(alternative.span),
    allOf: [alternative, { ...common, oneOf: [], anyOf: [] }],
    ...(alternative.name !== undefined && { name: alternative.name }),
  };
  return flattenSchema(contract, both);
}

/** The one property that has one value in each alternative, and another in each. */
function tellingProperty(contract: Contract, schemas: readonly Schema[]): string | undefined {
  const [first] = schemas;
  const names = (first?.properties ?? [])
    .map(({ name }) => name)
    .filter((name) => {
      const values = schemas.map((schema) => onlyText(contract, propertyOf(schema, name)));
      return values.every((value) => value !== undefined) && new Set(values).size === schemas.length;
    });
  return names.length === 1 ? names[0] : undefined;
}

function onlyText(contract: Contract, property: Property | undefined): string | undefined {
  const choices = property && readChoices(flattenSchema(contract, property.schema));
  const [only] = choices ?? [];
  return choices?.length === 1 && typeof only === "string" ? only : undefined;
}

/** The value that tells an alternative: its own, or that which leads to it, or its name. */
function kindValue(
  contract: Contract,
  { discriminator }: Schema,
  {
    property,
    node,
    schema,
  }: { readonly property: string; readonly node: SchemaNode; readonly schema: Schema },
): string | undefined {
  const held = propertyOf(schema, property);
  const own = onlyText(contract, held);
  if (own !== undefined || !held?.required || !discriminator) return own;
  const { name } = node;
  const mapped = [...discriminator.mapping].filter(([, target]) => target === name);
  if (mapped.length > 1) return undefined;
  return mapped[0]?.[0] ?? (discriminator.mapping.size === 0 ? name : undefined);
}

function propertyOf({ properties }: Schema, name: string): Property | undefined {
  return properties.find((property) => property.name === name);
}

/** Properties of all alternatives, each once; undefined where two alternatives do not speak of the same. */
function joinProperties(
  contract: Contract,
  schemas: readonly Schema[],
  kind: string,
  values: readonly string[],
): readonly Property[] | undefined {
  const names = new Set(schemas.flatMap(({ properties }) => properties.map(({ name }) => name)));
  const joined: Property[] = [];
  for (const name of names) {
    const seen = schemas.flatMap((schema) => propertyOf(schema, name) ?? []);
    const [first, ...others] = seen;
    if (!first) continue;
    if (name === kind) {
      joined.push({ ...first, required: true, schema: choiceOf(contract, first, values) });
      continue;
    }
    if (!others.every((other) => isAlike(contract, first, other))) return undefined;
    const always = seen.length === schemas.length && seen.every(({ required }) => required);
    joined.push({ ...first, required: always });
  }
  return joined;
}

function choiceOf(contract: Contract, { schema }: Property, values: readonly string[]): Schema {
  const { const: _, default: __, ...flat } = flattenSchema(contract, schema);
  return { ...flat, types: ["string"], enum: values };
}

const words: ReadonlySet<string> = new Set(["span", "description", "examples", "title", "name"]);

/** Whether two properties say the same of their values; in which words they say it does not matter. */
function isAlike(contract: Contract, one: Property, other: Property): boolean {
  const [left, right] = [one, other].map(({ schema }) => flattenSchema(contract, schema));
  return left === right || printed(left) === printed(right);
}

function printed(schema: Schema | undefined): string {
  return JSON.stringify(schema, (key, value: unknown) => (words.has(key) ? undefined : value));
}

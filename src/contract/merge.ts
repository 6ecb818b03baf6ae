import type { JsonType, JsonValue, Property, Schema, SchemaNode } from "./contract.ts";
import { definedFields } from "./defined.ts";
import { equalValues } from "./document/json-value.ts";
import { anySchema } from "./empty-schema.ts";

/**
 * What holds where both hold. Words for people come from the first that has them. Neither has members of its own; what
 * cannot be said in one schema (two patterns, two sets of alternatives) stays as a member.
 */
export function mergeSchemas(left: Schema, right: Schema): Schema {
  const types = mergeTypes(left.types, right.types);
  return {
    ...left,
    description: left.description || right.description,
    types: types ?? left.types,
    examples: left.examples.length > 0 ? left.examples : right.examples,
    uniqueItems: left.uniqueItems || right.uniqueItems,
    properties: mergeProperties(left.properties, right.properties),
    allOf: [...left.allOf, ...right.allOf, ...leftOver(left, right)],
    oneOf: left.oneOf.length > 0 ? left.oneOf : right.oneOf,
    anyOf: left.anyOf.length > 0 ? left.anyOf : right.anyOf,
    // What a later member opens again is open.
    readOnly: right.readOnly || (left.readOnly && !right.reopened),
    writeOnly: left.writeOnly || right.writeOnly,
    deprecated: left.deprecated || right.deprecated,
    ...mergeBounds(left, right),
    ...definedFields({
      title: left.title ?? right.title,
      xml: left.xml ?? right.xml,
      reopened: right.reopened ?? (right.readOnly ? undefined : left.reopened),
      format: left.format ?? right.format,
      enum: types === undefined ? [] : mergeEnums(left, right),
      const: left.const === undefined ? right.const : left.const,
      default: left.default === undefined ? right.default : left.default,
      pattern: left.pattern ?? right.pattern,
      multipleOf: left.multipleOf ?? right.multipleOf,
      discriminator: left.discriminator ?? right.discriminator,
      items: mergeNodes(left.items, right.items),
      additionalProperties: mergeAdditional(left.additionalProperties, right.additionalProperties),
      alsoRequired: mergeNames(left.alsoRequired, right.alsoRequired),
    }),
  };
}

/** The types that both allow; `undefined` where there is none. */
function mergeTypes(left: readonly JsonType[], right: readonly JsonType[]): readonly JsonType[] | undefined {
  if (left.length === 0) return right;
  if (right.length === 0) return left;
  const allows = (types: readonly JsonType[], type: JsonType) =>
    types.includes(type) || (type === "integer" && types.includes("number"));
  const both = [
    ...left.filter((type) => allows(right, type)),
    ...right.filter((type) => type === "integer" && !left.includes(type) && allows(left, type)),
  ];
  return both.length === 0 ? undefined : both;
}

function mergeEnums(left: Schema, right: Schema): readonly JsonValue[] | undefined {
  if (left.const !== undefined && right.const !== undefined && !equalValues(left.const, right.const))
    return [];
  if (left.enum === undefined || right.enum === undefined) return left.enum ?? right.enum;
  const allowed = new Set(right.enum);
  // Equal texts and numbers are found at once; only lists and maps need to be compared one by one.
  return left.enum.filter(
    (value) =>
      allowed.has(value) ||
      (typeof value === "object" && right.enum?.some((other) => equalValues(value, other)) === true),
  );
}

function mergeBounds(left: Schema, right: Schema): Partial<Schema> {
  return definedFields({
    minLength: pick(Math.max, left.minLength, right.minLength),
    maxLength: pick(Math.min, left.maxLength, right.maxLength),
    minimum: pick(Math.max, left.minimum, right.minimum),
    maximum: pick(Math.min, left.maximum, right.maximum),
    exclusiveMinimum: pick(Math.max, left.exclusiveMinimum, right.exclusiveMinimum),
    exclusiveMaximum: pick(Math.min, left.exclusiveMaximum, right.exclusiveMaximum),
    minItems: pick(Math.max, left.minItems, right.minItems),
    maxItems: pick(Math.min, left.maxItems, right.maxItems),
    minProperties: pick(Math.max, left.minProperties, right.minProperties),
    maxProperties: pick(Math.min, left.maxProperties, right.maxProperties),
  });
}

function pick(
  choose: (left: number, right: number) => number,
  left: number | undefined,
  right: number | undefined,
): number | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return choose(left, right);
}

function mergeProperties(left: readonly Property[], right: readonly Property[]): readonly Property[] {
  if (left.length === 0 || right.length === 0) return left.length === 0 ? right : left;
  const merged = new Map(left.map((property) => [property.name, property]));
  for (const property of right) {
    const known = merged.get(property.name);
    merged.set(
      property.name,
      known === undefined
        ? property
        : {
            ...known,
            required: known.required || property.required,
            schema: mergeNodes(known.schema, property.schema) ?? known.schema,
          },
    );
  }
  return [...merged.values()];
}

// Left as they are: names behind them are followed when somebody asks.
function mergeNodes(left: SchemaNode | undefined, right: SchemaNode | undefined): SchemaNode | undefined {
  if (left === undefined || right === undefined || left === right) return left ?? right;
  if (left.kind === "ref" && right.kind === "ref" && left.name === right.name) return left;
  // A mere place for anything, which another member fills, keeps nothing from being what it is there.
  if (isMerePlace(left)) return right;
  if (isMerePlace(right)) return left;
  return { ...anySchema(hasMembers(left) ? left.span : right.span), allOf: [left, right] };
}

const wordFields: ReadonlySet<string> = new Set(["title", "description", "examples", "span"]);

/** Nothing but words for people. */
function isMerePlace(node: SchemaNode): boolean {
  if (node.kind === "ref") return false;
  const anything = new Map<string, unknown>(Object.entries(anySchema(node.span)));
  return Object.entries(node).every(
    ([key, value]) =>
      wordFields.has(key) ||
      value === anything.get(key) ||
      (Array.isArray(value) && value.length === 0 && anything.has(key)),
  );
}

/** Where a schema is told by its place, the one counts that has members. */
function hasMembers(node: SchemaNode): boolean {
  if (node.kind === "ref") return true;
  const { properties, allOf, oneOf, anyOf } = node;
  return properties.length + allOf.length + oneOf.length + anyOf.length > 0 || node.items !== undefined;
}

// `false` closes the whole: taken to the letter it would forbid what the other members declare.
function mergeAdditional(
  left: Schema["additionalProperties"],
  right: Schema["additionalProperties"],
): Schema["additionalProperties"] {
  if (left === false || right === false) return false;
  if (typeof left !== "object" || typeof right !== "object")
    return typeof left === "object" ? left : (right ?? left);
  return mergeNodes(left, right);
}

function mergeNames(
  left: readonly string[] | undefined,
  right: readonly string[] | undefined,
): readonly string[] | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return [...new Set([...left, ...right])];
}

function leftOver(left: Schema, right: Schema): readonly Schema[] {
  const rest: Partial<Schema> = definedFields({
    pattern: left.pattern !== undefined && left.pattern !== right.pattern ? right.pattern : undefined,
    multipleOf:
      left.multipleOf !== undefined && left.multipleOf !== right.multipleOf ? right.multipleOf : undefined,
    oneOf: left.oneOf.length > 0 && right.oneOf.length > 0 ? right.oneOf : undefined,
    anyOf: left.anyOf.length > 0 && right.anyOf.length > 0 ? right.anyOf : undefined,
  });
  return Object.keys(rest).length === 0 ? [] : [{ ...anySchema(right.span), ...rest }];
}

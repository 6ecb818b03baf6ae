import { acceptsValue, type Contract, type JsonType, type JsonValue, type Schema } from "#contract";
import type { Bounds, ScalarType, ScalarValue } from "./domain.ts";

/** The type of a value that is neither object nor list. */
export function scalarType(schema: Schema): ScalarType {
  if (schema.types.includes("integer")) return "integer";
  if (schema.types.includes("number")) return schema.format === "decimal" ? "decimal" : "number";
  if (schema.types.includes("boolean")) return "boolean";
  if (schema.format === "date-time" || schema.format === "date" || schema.format === "uuid")
    return schema.format;
  return schema.format === "decimal" ? "decimal-text" : "string";
}

/** Bounds that hold a value up, and those that hold it down: the wider of two is the lower, and the higher. */
export const lowerBounds = ["minLength", "minimum", "exclusiveMinimum", "minItems"] as const;
export const upperBounds = ["maxLength", "maximum", "exclusiveMaximum", "maxItems"] as const;

const boundNames = [
  "minLength",
  "maxLength",
  "pattern",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
  "format",
] as const;

/** The limits a schema sets to a value. */
export function readBounds(schema: Schema): Bounds {
  const entries = boundNames.flatMap((name) =>
    schema[name] === undefined ? [] : [[name, schema[name]] as const],
  );
  return { ...Object.fromEntries(entries), ...(schema.uniqueItems && { uniqueItems: true }) };
}

/** The only values that a schema allows, where it counts them, each once; undefined also where some are no scalars. */
export function readChoices(schema: Schema): readonly ScalarValue[] | undefined {
  const listed = schema.const === undefined ? schema.enum : [schema.const];
  const values = listed?.filter((value) => value !== null);
  if (!values || values.length === 0 || !values.every(isScalar)) return undefined;
  return [...new Set(values)];
}

function isScalar(value: JsonValue): value is ScalarValue {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** What the schema says a value is that nobody gives; nothing where the schema itself forbids it. */
export function declaredDefault(contract: Contract, schema: Schema): JsonValue | undefined {
  const declared = schema.default;
  if (declared === undefined || (declared === null && !schema.nullable)) return undefined;
  return acceptsValue(contract, schema, declared) ? declared : undefined;
}

/** The value of a type that says nothing, where the schema allows it. */
export function emptyValue(contract: Contract, schema: Schema): JsonValue | undefined {
  const [type, ...others] = schema.types;
  if (type === undefined || others.length > 0 || (type === "string" && schema.format !== undefined))
    return undefined;
  const value = emptyValues.get(type);
  return value !== undefined && acceptsValue(contract, schema, value) ? value : undefined;
}

const emptyValues: ReadonlyMap<JsonType, JsonValue> = new Map<JsonType, JsonValue>([
  ["string", ""],
  ["integer", 0],
  ["number", 0],
  ["boolean", false],
  ["array", []],
  ["object", {}],
]);

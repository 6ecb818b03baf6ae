import { type Contract, flattenSchema, type JsonValue, type Schema, type SchemaNode } from "#contract";

const deepest = 12;

/** A schema of the contract as JSON Schema, everything in its place; what contains itself says nothing in the end. */
export function jsonSchemaOf(contract: Contract, node: SchemaNode, depth = 0): { [key: string]: JsonValue } {
  if (depth > deepest) return {};
  const schema = flattenSchema(contract, node);
  const inner = (each: SchemaNode): JsonValue => jsonSchemaOf(contract, each, depth + 1);
  return {
    ...typeOf(schema),
    ...known({
      format: schema.format,
      enum: schema.enum && [...schema.enum, ...(schema.nullable ? [null] : [])],
      const: schema.const,
      default: schema.default,
      pattern: schema.pattern,
      minLength: schema.minLength,
      maxLength: schema.maxLength,
      minimum: schema.minimum,
      maximum: schema.maximum,
      exclusiveMinimum: schema.exclusiveMinimum,
      exclusiveMaximum: schema.exclusiveMaximum,
      multipleOf: schema.multipleOf,
      minItems: schema.minItems,
      maxItems: schema.maxItems,
      uniqueItems: schema.uniqueItems || undefined,
      items: schema.items && inner(schema.items),
    }),
    ...membersOf(contract, schema, depth),
    ...(schema.oneOf.length > 0 && { oneOf: schema.oneOf.map(inner) }),
    ...(schema.anyOf.length > 0 && { anyOf: schema.anyOf.map(inner) }),
    ...(schema.allOf.length > 0 && { allOf: schema.allOf.map(inner) }),
  };
}

function typeOf({ types, nullable }: Schema): { [key: string]: JsonValue } {
  if (types.length === 0) return {};
  const all = nullable ? [...types, "null"] : types;
  const [only = "null"] = all;
  return { type: all.length === 1 ? only : all };
}

function membersOf(contract: Contract, schema: Schema, depth: number): { [key: string]: JsonValue } {
  const { properties, additionalProperties, alsoRequired = [] } = schema;
  const required = [...properties.filter((each) => each.required).map(({ name }) => name), ...alsoRequired];
  const inner = (each: SchemaNode): JsonValue => jsonSchemaOf(contract, each, depth + 1);
  return {
    ...(properties.length > 0 && {
      properties: Object.fromEntries(properties.map(({ name, schema: node }) => [name, inner(node)])),
    }),
    ...(required.length > 0 && { required }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === "boolean" ? additionalProperties : inner(additionalProperties),
    }),
    ...known({ minProperties: schema.minProperties, maxProperties: schema.maxProperties }),
  };
}

function known(values: Readonly<Record<string, JsonValue | undefined>>): { [key: string]: JsonValue } {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

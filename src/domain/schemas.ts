import { type Contract, flattenSchema, type Schema, type SchemaNode } from "#contract";

export function isObject(schema: Schema): boolean {
  return schema.types.includes("object") || (schema.types.length === 0 && schema.properties.length > 0);
}

/** A property's schema with shared names and `allOf` resolved. */
export function propertySchema(contract: Contract, node: SchemaNode): Schema {
  return flattenSchema(contract, node);
}

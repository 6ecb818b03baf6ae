import { type Contract, flattenSchema, type Property, type Schema, type SchemaNode } from "#contract";

export function isObject(schema: Schema): boolean {
  return schema.types.includes("object") || (schema.types.length === 0 && schema.properties.length > 0);
}

/** A property's schema with shared names and `allOf` resolved. */
export function propertySchema(contract: Contract, node: SchemaNode): Schema {
  return flattenSchema(contract, node);
}

/** What clients may send: not what is read-only, whether or not it is declared where bodies are. */
export function givenProperties(contract: Contract, { properties }: Schema): readonly Property[] {
  return properties.filter(({ schema }) => !propertySchema(contract, schema).readOnly);
}

/** What answers may show: not what is write-only. */
export function shownProperties(contract: Contract, { properties }: Schema): readonly Property[] {
  return properties.filter(({ schema }) => !propertySchema(contract, schema).writeOnly);
}

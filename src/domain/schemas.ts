import {
  type Contract,
  flattenSchema,
  type Property,
  resolveSchema,
  type Schema,
  type SchemaNode,
} from "#contract";

export function isObject(schema: Schema): boolean {
  return schema.types.includes("object") || (schema.types.length === 0 && schema.properties.length > 0);
}

/** Whether two schemas are one: by their shared name, or because they stand at the same place. */
export function isSameSchema(one: Schema, other: Schema): boolean {
  if (one.name !== undefined || other.name !== undefined) return one.name === other.name;
  return one.span.file === other.span.file && one.span.offset === other.span.offset;
}

/** What tells a schema from all others. */
export function schemaKey({ name, span }: Schema): string {
  return name ?? `${span.file} ${span.offset}`;
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

/** The shared name of what a node says, also where it says no more around it than that it may be null. */
export function calledSchema(contract: Contract, node: SchemaNode, depth = 0): string | undefined {
  const schema = resolveSchema(contract, node);
  if (schema.name !== undefined || depth > 20) return schema.name;
  const members = [...schema.allOf, ...schema.oneOf, ...schema.anyOf].filter((each) => {
    const { const: only, types } = resolveSchema(contract, each);
    return only !== null && !(types.length > 0 && types.every((type) => type === "null"));
  });
  const [member, ...others] = members;
  return member && others.length === 0 && schema.properties.length === 0
    ? calledSchema(contract, member, depth + 1)
    : undefined;
}

/** Whether a schema leaves a place for anything: it says no more than that there may be an object. */
export function isAnything({
  types,
  properties,
  additionalProperties,
  items,
  oneOf,
  anyOf,
  ...rest
}: Schema): boolean {
  const isOpen = types.length === 0 || (types.length === 1 && types[0] === "object");
  const isListed = rest.enum !== undefined || rest.const !== undefined;
  return (
    isOpen &&
    !isListed &&
    items === undefined &&
    properties.length + oneOf.length + anyOf.length === 0 &&
    typeof additionalProperties !== "object"
  );
}

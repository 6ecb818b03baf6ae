import type { Contract } from "../contract.ts";
import { flattenSchema } from "../flatten.ts";
import type { SchemaNode } from "../schema.ts";

/** Whether a schema lets anything through: none at all, an empty one, or an object of which no field is named. */
export function isAnything(contract: Contract, node: SchemaNode | undefined): boolean {
  if (node === undefined) return true;
  const schema = flattenSchema(contract, node);
  const {
    types,
    properties,
    additionalProperties,
    items,
    oneOf,
    anyOf,
    allOf,
    enum: values,
    const: constant,
  } = schema;
  if (values !== undefined || constant !== undefined) return false;
  if (oneOf.length + anyOf.length + allOf.length + properties.length > 0) return false;
  if (types.length === 0)
    return items === undefined && (additionalProperties === undefined || additionalProperties === true);
  if (types.length > 1) return false;
  if (types[0] === "object") return additionalProperties === undefined;
  return types[0] === "array" && items === undefined;
}

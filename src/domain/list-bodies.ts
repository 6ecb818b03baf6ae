import { type Contract, flattenSchema, type Schema } from "#contract";
import { isObject } from "./schemas.ts";
import type { OperationShape } from "./shapes.ts";

/** A body that is a list of objects, or an object with nothing but such a list. */
export interface ListBody {
  /** The property that holds the list, where it stands in one. */
  readonly envelope?: string;
  readonly item: Schema;
  readonly bounds: { readonly minItems?: number; readonly maxItems?: number };
}

/** What a row shows of such a list is a field of the row: then the body is one row's. */
export function readListBody(contract: Contract, { body, answer }: OperationShape): ListBody | undefined {
  if (!body || body.envelope !== undefined) return undefined;
  const [inner, ...others] = body.schema.properties;
  if (inner && others.length > 0) return undefined;
  const shows = answer.kind === "row" && answer.schema.properties.some(({ name }) => name === inner?.name);
  const list = inner ? flattenSchema(contract, inner.schema) : body.schema;
  if (!list.types.includes("array") || !list.items || shows) return undefined;
  const item = flattenSchema(contract, list.items);
  const { minItems, maxItems } = list;
  if (!isObject(item)) return undefined;
  return {
    ...(inner && { envelope: inner.name }),
    item,
    bounds: { ...(minItems !== undefined && { minItems }), ...(maxItems !== undefined && { maxItems }) },
  };
}

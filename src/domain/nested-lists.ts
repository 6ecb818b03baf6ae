import {
  type Contract,
  flattenSchema,
  jsonMedia,
  type Property,
  type Schema,
  successResponses,
} from "#contract";
import type { ListLength } from "./cells.ts";
import { isObject, shownProperties } from "./schemas.ts";
import type { OperationShape } from "./shapes.ts";

/** Lists of lists of scalars, as an answer holds them. */
export interface NestedLists {
  /** The object around them, and the property that holds them. */
  readonly within?: { readonly object: Schema; readonly property: Property };
  /** The outermost list. */
  readonly list: Schema;
  /** What is said of the lists' lengths, the outermost first: as many as there are coordinates. */
  readonly lengths: readonly ListLength[];
  readonly cell: Schema;
}

/** The lists that the success of an operation answers, alone or as the one such property of an object. */
export function readNestedLists(contract: Contract, { operation }: OperationShape): NestedLists | undefined {
  const media = jsonMedia(successResponses(operation)[0]?.content ?? []);
  if (!media?.schema) return undefined;
  const outer = flattenSchema(contract, media.schema);
  const alone = nestedIn(contract, outer);
  if (alone) return alone;
  if (!isObject(outer)) return undefined;
  const [found, ...others] = shownProperties(contract, outer).flatMap((property) => {
    const lists = nestedIn(contract, flattenSchema(contract, property.schema));
    return lists ? [{ ...lists, within: { object: outer, property } }] : [];
  });
  return others.length === 0 ? found : undefined;
}

/** Deeper than anybody counts coordinates; a list that holds itself comes to an end. */
const deepest = 4;

function nestedIn(contract: Contract, list: Schema): NestedLists | undefined {
  const lengths: ListLength[] = [];
  let at = list;
  while (at.types.join() === "array" && at.items && !at.nullable && lengths.length <= deepest) {
    const { minItems, maxItems } = at;
    lengths.push({
      ...(minItems !== undefined && { minItems }),
      ...(maxItems !== undefined && { maxItems }),
    });
    at = flattenSchema(contract, at.items);
  }
  const isNested = lengths.length >= 2 && lengths.length <= deepest;
  return isNested && isScalar(at) ? { list, lengths, cell: at } : undefined;
}

const scalarTypes: readonly string[] = ["string", "integer", "number", "boolean"];

/** Whether a schema is of one scalar, and of nothing else. */
export function isScalar({ types, nullable, oneOf, anyOf }: Schema): boolean {
  const [type = "", ...others] = types;
  return others.length === 0 && scalarTypes.includes(type) && !nullable && oneOf.length + anyOf.length === 0;
}

import type { Schema } from "#contract";
import { noBounds } from "./drift.ts";

/** What bounds the values of a schema, in a few words: the same for schemas that let the same values in. */
export function boundsOf(schema: Schema, at: string): string {
  // Values that are listed are within whatever bounds there are.
  if (schema.enum !== undefined || schema.const !== undefined) return noBounds;
  // Nothing that stands in a path is empty: no path has room for it.
  const least = at.startsWith("path ") ? 1 : 0;
  const bounds = {
    minLength: (schema.minLength ?? 0) <= least ? undefined : schema.minLength,
    maxLength: schema.maxLength,
    ...withoutWidths(edgesOf(schema)),
    multipleOf: schema.multipleOf,
    minItems: schema.minItems === 0 ? undefined : schema.minItems,
    maxItems: schema.maxItems,
  };
  const told = Object.entries(bounds).flatMap(([name, bound]) =>
    bound === undefined ? [] : [`${name} ${bound}`],
  );
  return told.length === 0 ? noBounds : told.join(", ");
}

interface Edges {
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
}

/** The least and the largest number of so many bits are no bounds: a column has no others, whether or not a document says so. */
function withoutWidths<T extends Edges>(edges: T): T {
  const { minimum, maximum } = edges;
  const isWidth = (edge: number | undefined): boolean =>
    [15, 31, 63].some((bits) => edge === 2 ** bits - 1 || edge === -(2 ** bits));
  return {
    ...edges,
    minimum: isWidth(minimum) ? undefined : minimum,
    maximum: isWidth(maximum) ? undefined : maximum,
  };
}

/** Where values begin and end: of whole numbers, those above 0 are those from 1. */
function edgesOf({ types, minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below }: Schema) {
  const isWhole = types.length === 1 && types[0] === "integer";
  if (
    !isWhole ||
    ![minimum, maximum, above, below].every((edge) => edge === undefined || Number.isInteger(edge))
  )
    return { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below };
  const least = Math.max(minimum ?? -Infinity, above === undefined ? -Infinity : above + 1);
  const most = Math.min(maximum ?? Infinity, below === undefined ? Infinity : below - 1);
  return {
    minimum: least === -Infinity ? undefined : least,
    maximum: most === Infinity ? undefined : most,
  };
}

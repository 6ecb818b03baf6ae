import { singular, snakeCase } from "#base";
import type { Contract, Operation, Schema } from "#contract";
import { objectSchema } from "./kinds.ts";
import { sharesStem } from "./names.ts";
import type { Place } from "./places.ts";
import { isAnything } from "./schemas.ts";

/** Of an operation, what says around which rows its answer stands. */
interface Answering {
  readonly operation: Pick<Operation, "method">;
  readonly place: Pick<Place, "name">;
  readonly answer: { readonly kind: string; readonly schema?: Schema };
}

/**
 * Schemas of answers that have a place for anything and stand for rows of unlike nouns, `/team/{id}` and `/contest/{id}`: they
 * are around what is answered, and one table of them would mix what has nothing in common.
 */
export function pageEnvelopes(contract: Contract, shapes: readonly Answering[]): ReadonlySet<string> {
  const nouns = new Map<string, Set<string>>();
  for (const { operation, place, answer } of shapes) {
    if (operation.method !== "get" || answer.kind !== "row" || answer.schema?.name === undefined) continue;
    if (!hasPlaceForAnything(contract, answer.schema)) continue;
    const noun = singular(snakeCase(place.name));
    const { name } = answer.schema;
    if (!sharesStem(name, noun)) nouns.set(name, (nouns.get(name) ?? new Set()).add(noun));
  }
  return new Set([...nouns].flatMap(([name, { size }]) => (size > 1 ? [name] : [])));
}

function hasPlaceForAnything(contract: Contract, { properties }: Schema): boolean {
  return properties.some(({ schema }) => isAnything(objectSchema(contract, schema)));
}

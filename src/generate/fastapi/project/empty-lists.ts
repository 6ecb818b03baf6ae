import { type Contract, flattenSchema, type Operation } from "#contract";
import { kindOf, mediaKind, type OperationMeaning } from "#domain";
import type { Blueprint } from "../blueprint.ts";
import { bodyNode } from "../media/media-plan.ts";

/**
 * Lists of a body that are spelled in XML or in a form, where an empty one looks like none at all, or like another empty
 * value: what the conformance run sends there as wrong need not be.
 */
export function emptyLists({ contract }: Blueprint, meaning: OperationMeaning): readonly string[] {
  const kinds = new Set((meaning.media?.taken ?? []).map(mediaKind));
  const operation = contract.operations.find(({ id }) => id === meaning.id);
  return operation && kinds.size > 0 ? listsIn(contract, operation) : [];
}

function listsIn(contract: Contract, operation: Operation): readonly string[] {
  const node = bodyNode({ contract: operation });
  const properties = node ? flattenSchema(contract, node).properties : [];
  return properties.flatMap(({ name, schema }) =>
    kindOf(flattenSchema(contract, schema)) === "array" ? [name] : [],
  );
}

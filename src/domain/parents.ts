import type { ParentRow } from "./behaviour.ts";
import type { Entity } from "./domain.ts";
import type { Draft } from "./draft.ts";
import type { OperationShape } from "./shapes.ts";

/** The row above, for an operation of an entity that lives below another. */
export function parentRow(shape: OperationShape, entity: Entity, draft: Draft): ParentRow | undefined {
  const { above } = shape.place;
  const index = draft.resources.findIndex(({ collections }) => collections.includes(above?.collection ?? ""));
  const parent = draft.entities[index];
  return above && parent && parent !== entity
    ? { entity: parent.name, parameter: above.parameter }
    : undefined;
}

import type { ParentRow } from "./behaviour.ts";
import type { Entity } from "./domain.ts";
import type { Draft } from "./draft.ts";
import type { OperationShape } from "./shapes.ts";

/** The row above the one that an operation is about, where the path says both: `/halls/{hallId}/crates/{crateId}/seal`. */
export function parentOfRow(
  { operation: { segments } }: OperationShape,
  entity: Entity,
  draft: Draft,
): ParentRow | undefined {
  const places = segments.flatMap(({ kind }, index) => (kind === "parameter" ? [index] : []));
  const above = segments[places.at(-2) ?? -1];
  if (above?.kind !== "parameter") return undefined;
  const texts = segments.map((segment) => (segment.kind === "literal" ? segment.text : `{${segment.name}}`));
  const path = `/${texts.slice(0, places.at(-2)).join("/")}`;
  const parent = draft.entities[draft.resources.findIndex(({ collections }) => collections.includes(path))];
  return parent && parent !== entity && parent.name === entity.parent?.entity
    ? { entity: parent.name, parameter: above.name }
    : undefined;
}

/** The row above, for an operation of an entity that lives below another. */
export function parentRow(shape: OperationShape, entity: Entity, draft: Draft): ParentRow | undefined {
  const { above } = shape.place;
  const index = draft.resources.findIndex(({ collections }) => collections.includes(above?.collection ?? ""));
  const parent = draft.entities[index];
  return above && parent && parent !== entity
    ? { entity: parent.name, parameter: above.parameter }
    : undefined;
}

import { changesRow, type Entity } from "#domain";
import type { Blueprint } from "../blueprint.ts";

/** Whether some operation answers one row of the entity after having made or changed it. */
export function usesLoad(blueprint: Blueprint, entity: Entity): boolean {
  return blueprint.domain.operations.some(
    ({ behaviour }) =>
      (behaviour.kind === "create" || changesRow(behaviour) || behaviour.kind === "membership") &&
      behaviour.entity === entity.name &&
      behaviour.answer.representation !== undefined,
  );
}

/** Whether some operation needs no more than the id of the row that a path selects. */
export function usesFind(blueprint: Blueprint, entity: Entity): boolean {
  return blueprint.domain.operations.some(({ behaviour }) => {
    if (behaviour.kind === "membership") return behaviour.entity === entity.name;
    if (behaviour.kind === "list" || behaviour.kind === "create")
      return behaviour.parent?.entity === entity.name;
    return false;
  });
}

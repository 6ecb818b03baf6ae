import type { BodyField } from "./behaviour.ts";
import { takesRows } from "./changes-row.ts";
import type { Domain, Entity, OperationMeaning } from "./domain.ts";

/** Operations in which a value can clash with one that is there. */
export function conflicting({
  entities,
  operations,
}: Pick<Domain, "entities" | "operations">): readonly OperationMeaning[] {
  return operations.filter((operation) => canClash(operation, entities));
}

/** Whether what an operation is asked can clash with what is there. */
export function canClash(
  { behaviour, version, repeated }: OperationMeaning,
  entities: readonly Entity[],
): boolean {
  return (
    (takesRows(behaviour) && behaviour.heldBy !== undefined) ||
    "deepest" in behaviour ||
    (behaviour.kind === "create" && behaviour.conflicts !== undefined) ||
    version?.guards?.stale === 409 ||
    repeated?.reused === "conflict" ||
    (behaviour.kind === "delete" && behaviour.confirm !== undefined) ||
    (behaviour.kind === "change-state" && behaviour.from !== undefined) ||
    (behaviour.kind === "change-states" && behaviour.from !== undefined) ||
    (behaviour.kind === "write-cell" && behaviour.once !== undefined) ||
    ("body" in behaviour &&
      behaviour.kind !== "login" &&
      isUnique(entities, behaviour.entity, behaviour.body.fields))
  );
}

/** Whether something that is given is in no two rows. */
export function isUnique(
  entities: readonly Entity[],
  entityName: string,
  given: readonly BodyField[],
): boolean {
  const entity = entities.find(({ name }) => name === entityName);
  const unique = entity?.fields.filter((field) => field.unique && field.meaning.kind === "scalar") ?? [];
  return unique.some(({ name }) => given.some(({ field }) => field === name));
}

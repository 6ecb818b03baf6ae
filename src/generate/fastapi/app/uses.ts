import { type Behaviour, type CreateManyBehaviour, changesRow, type Entity, namesSeveral } from "#domain";
import type { Blueprint, OperationBlueprint } from "../blueprint.ts";

/** Whether some operation answers one row of the entity after having made or changed it. */
export function usesLoad(blueprint: Blueprint, entity: Entity): boolean {
  return blueprint.domain.operations.some(
    ({ behaviour }) =>
      (behaviour.kind === "create" ||
        changesRow(behaviour) ||
        behaviour.kind === "change-state" ||
        behaviour.kind === "duplicate" ||
        behaviour.kind === "update-singleton" ||
        behaviour.kind === "membership" ||
        isOneOfMany(behaviour)) &&
      behaviour.entity === entity.name &&
      behaviour.answer.representation !== undefined,
  );
}

/** Whether some operation needs no more than the id of the row that a path selects. */
export function usesFind(blueprint: Blueprint, entity: Entity): boolean {
  return blueprint.domain.operations.some(({ behaviour }) => {
    if (behaviour.kind === "membership" || behaviour.kind === "store-file")
      return behaviour.entity === entity.name;
    if (behaviour.kind === "list" || behaviour.kind === "create" || behaviour.kind === "create-many")
      return behaviour.parent?.entity === entity.name;
    if (behaviour.kind === "delete-all" || namesSeveral(behaviour))
      return behaviour.parent?.entity === entity.name;
    return false;
  });
}

/** Whether several rows are made and the first of them is answered. */
function isOneOfMany(behaviour: Behaviour): behaviour is CreateManyBehaviour {
  return behaviour.kind === "create-many" && !behaviour.answer.all;
}

/** Whether the service hashes or verifies passwords, as the settings say. */
export function usesPasswords(blueprint: Blueprint, { meaning: { behaviour } }: OperationBlueprint): boolean {
  if (["login", "register", "change-password", "reset-password"].includes(behaviour.kind)) return true;
  const { accounts } = blueprint.domain;
  const gives = behaviour.kind === "create" || behaviour.kind === "create-many" || isChange(behaviour);
  return (
    gives &&
    accounts !== undefined &&
    behaviour.entity === accounts.entity &&
    behaviour.body.fields.some(({ field }) => field === accounts.passwordField)
  );
}

/** Whether the service needs the settings: to hash or verify passwords, or to issue a token. */
export function takesSettings(blueprint: Blueprint, operation: OperationBlueprint): boolean {
  const { kind } = operation.meaning.behaviour;
  return (
    kind === "refresh" ||
    kind === "forgot-password" ||
    kind === "resend-confirmation" ||
    usesPasswords(blueprint, operation)
  );
}

function isChange(behaviour: Behaviour) {
  return changesRow(behaviour) || behaviour.kind === "update-current-account";
}

import { type Access, type Behaviour, namesSeveral, takesRows } from "#domain";
import { type Blueprint, entityNamed, type OperationBlueprint } from "../blueprint.ts";
import { dependsOnViewer } from "./names.ts";

/** Whether it matters who calls, beyond that the credential is good. */
export function needsCaller(blueprint: Blueprint, operation: OperationBlueprint): boolean {
  const { access, behaviour } = operation.meaning;
  if (access === "public" || access === "granted" || behaviour.kind === "custom" || !("entity" in behaviour))
    return false;
  if (["refresh", "logout", "change-password"].includes(behaviour.kind)) return false;
  if (behaviour.kind === "resend-confirmation") return "ofCaller" in behaviour;
  if (behaviour.kind === "current-account" || behaviour.kind === "delete-current-account") return true;
  const entity = entityNamed(blueprint, behaviour.entity);
  const sees = dependsOnViewer(blueprint, entity);
  return (
    access === "owner" ||
    behaviour.kind === "membership" ||
    notesCaller(behaviour) ||
    behaviour.kind === "update-current-account" ||
    ((behaviour.kind === "create" || behaviour.kind === "create-many") && entity.owner !== undefined) ||
    (behaviour.kind === "list" && (behaviour.following !== undefined || behaviour.own === true)) ||
    (behaviour.kind === "delete-all" && behaviour.own === true) ||
    isOwnDocument(behaviour) ||
    (sees && !takesRows(behaviour) && !namesSeveral(behaviour))
  );
}

/** Whether an operation is about the one document that the caller has. */
export function isOwnDocument(behaviour: Behaviour): boolean {
  return (
    (behaviour.kind === "read-singleton" || behaviour.kind === "update-singleton") &&
    behaviour.own !== undefined
  );
}

/** Whether a route looks who calls, to know a request of theirs that comes again. */
export function isKnownAgain({ meaning: { access, repeated } }: OperationBlueprint): boolean {
  return repeated !== undefined && access !== "public" && access !== "granted";
}

/** Whether a row notes who changed its state. */
export function notesCaller(behaviour: Behaviour): boolean {
  return behaviour.kind === "change-state" && behaviour.sets.some(({ to }) => to.kind === "caller");
}

/** Whether some operation of such access takes the caller; else a good credential is all that is asked for. */
export function takesCaller(blueprint: Blueprint, ...kinds: readonly Access[]): boolean {
  return blueprint.modules.some(({ operations }) =>
    operations.some(
      (operation) =>
        kinds.includes(operation.meaning.access) &&
        (needsCaller(blueprint, operation) || isKnownAgain(operation)),
    ),
  );
}

import type {
  Behaviour,
  ChangeStateBehaviour,
  DeleteAllBehaviour,
  DeleteBehaviour,
  DeleteManyBehaviour,
  DuplicateBehaviour,
  NamedRowsBehaviour,
  UpdateBehaviour,
  UpdateByBodyBehaviour,
  UpdateByQueryBehaviour,
} from "./behaviour.ts";

const changing: ReadonlySet<Behaviour["kind"]> = new Set(["update", "update-by-body", "update-by-query"]);

/** Whether an operation changes one row that is there, wherever the row is named. */
export function changesRow(
  behaviour: Behaviour,
): behaviour is UpdateBehaviour | UpdateByBodyBehaviour | UpdateByQueryBehaviour {
  return changing.has(behaviour.kind);
}

/** Whether the body holds no more than what is to be another. */
export function isPatch(behaviour: Behaviour): boolean {
  if (behaviour.kind === "update-singleton") return behaviour.mode === "patch";
  return behaviour.kind === "update-current-account" || (changesRow(behaviour) && behaviour.mode === "patch");
}

/** Whether a behaviour changes or takes away rows that are there: where rows have owners, that is the owner's business. */
export function touchesRow(
  behaviour: Behaviour,
): behaviour is
  | UpdateBehaviour
  | UpdateByBodyBehaviour
  | ChangeStateBehaviour
  | DeleteBehaviour
  | DuplicateBehaviour
  | NamedRowsBehaviour {
  return (
    changesRow(behaviour) ||
    behaviour.kind === "change-state" ||
    behaviour.kind === "delete" ||
    behaviour.kind === "duplicate" ||
    namesSeveral(behaviour)
  );
}

/** Whether rows go. */
export function takesRows(
  behaviour: Behaviour,
): behaviour is DeleteBehaviour | DeleteManyBehaviour | DeleteAllBehaviour {
  return behaviour.kind === "delete" || behaviour.kind === "delete-many" || behaviour.kind === "delete-all";
}

/** Whether what a request brings travels in the query, and not in a body. */
export function travelsInQuery(behaviour: Behaviour): boolean {
  return behaviour.kind === "update-by-query" || ("byQuery" in behaviour && behaviour.byQuery === true);
}

/** Whether a request names several rows by their keys. */
export function namesSeveral(behaviour: Behaviour): behaviour is NamedRowsBehaviour {
  return (
    behaviour.kind === "delete-many" || behaviour.kind === "change-states" || behaviour.kind === "reorder"
  );
}

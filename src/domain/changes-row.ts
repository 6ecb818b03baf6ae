import type {
  Behaviour,
  ChangeStateBehaviour,
  DeleteBehaviour,
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

/** Whether a behaviour changes or takes away one row that is there: where rows have owners, that is the owner's business. */
export function touchesRow(
  behaviour: Behaviour,
): behaviour is UpdateBehaviour | UpdateByBodyBehaviour | ChangeStateBehaviour | DeleteBehaviour {
  return changesRow(behaviour) || behaviour.kind === "change-state" || behaviour.kind === "delete";
}

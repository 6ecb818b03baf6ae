import type { Behaviour, UpdateBehaviour, UpdateByBodyBehaviour } from "./behaviour.ts";

/** Whether an operation changes one row that is there, wherever the row is named. */
export function changesRow(behaviour: Behaviour): behaviour is UpdateBehaviour | UpdateByBodyBehaviour {
  return behaviour.kind === "update" || behaviour.kind === "update-by-body";
}

/** Whether the body holds no more than what is to be another. */
export function isPatch(behaviour: Behaviour): boolean {
  return behaviour.kind === "update-current-account" || (changesRow(behaviour) && behaviour.mode === "patch");
}

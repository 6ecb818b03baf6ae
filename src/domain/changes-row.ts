import type {
  Behaviour,
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
  return behaviour.kind === "update-current-account" || (changesRow(behaviour) && behaviour.mode === "patch");
}

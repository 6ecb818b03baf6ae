import type { Behaviour, BodyShape, UpdateBehaviour, UpdateByBodyBehaviour } from "#domain";

/** Whether a body must hold more than what it changes: the whole row, or at least its key. */
export function holdsMore(behaviour: Behaviour): behaviour is UpdateBehaviour | UpdateByBodyBehaviour {
  if (behaviour.kind === "update-by-body") return true;
  return (
    behaviour.kind === "update" &&
    (behaviour.mode === "replace" || requiredIgnored(behaviour.body).length > 0)
  );
}

/** What a body must hold although it is not taken from it. */
export function requiredIgnored({ ignored = [] }: BodyShape): readonly string[] {
  return ignored.flatMap(({ field, required }) => (required ? [field] : []));
}

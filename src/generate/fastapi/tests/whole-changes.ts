import type { Behaviour, BodyShape, UpdateBehaviour, UpdateByBodyBehaviour } from "#domain";

/** Whether a body must hold more than what it changes: the whole row, or at least its key. */
export function holdsMore(behaviour: Behaviour): behaviour is UpdateBehaviour | UpdateByBodyBehaviour {
  if (behaviour.kind !== "update") return behaviour.kind === "update-by-body";
  const { fields } = behaviour.body;
  return (
    behaviour.mode === "replace" ||
    requiredIgnored(behaviour.body).length > 0 ||
    (fields.length > 1 && fields.some(({ required }) => required))
  );
}

/**
 * Whether a change of the one document, or of the caller's own account, must give more than what it changes: what is required, or all
 * that there must be.
 */
export function begins(behaviour: Behaviour): boolean {
  if (behaviour.kind === "update-current-account") {
    const { fields } = behaviour.body;
    return fields.length > 1 && fields.some(({ required }) => required);
  }
  return (
    behaviour.kind === "update-singleton" &&
    (behaviour.mode === "replace" ||
      behaviour.own?.before === "missing" ||
      behaviour.body.fields.some(({ required }) => required))
  );
}

/** What a body must hold although it is not taken from it. */
export function requiredIgnored({ ignored = [] }: BodyShape): readonly string[] {
  return ignored.flatMap(({ field, required }) => (required ? [field] : []));
}

import { tellsOf } from "./actions.ts";
import type { StateChange } from "./behaviour.ts";
import type { Entity } from "./domain.ts";
import { accountEntity, type Draft } from "./draft.ts";
import { primaryField } from "./identity.ts";
import type { OperationShape } from "./shapes.ts";
import type { Move } from "./states.ts";

/** When it was decided, and by whom, where rows have a place for that which nobody else fills. */
export function noteDecision(
  word: string,
  { operation }: OperationShape,
  entity: Entity,
  sets: Move["sets"],
  draft: Draft,
): Move["sets"] {
  const taken = new Set(sets.map(({ field }) => field));
  const resource = draft.resources[draft.entities.indexOf(entity)];
  const given = new Set(resource?.inputs.flatMap(({ schema }) => schema.properties.map(({ name }) => name)));
  const account = accountEntity(draft);
  const key = account && primaryField(account)?.meaning;
  const isKnown = operation.security.length > 0 && operation.security.every(({ size }) => size > 0);
  const noted = entity.fields.flatMap((field): StateChange[] => {
    const { name, meaning, missing } = field;
    if (taken.has(name) || given.has(name) || missing === "never" || meaning.kind !== "scalar") return [];
    if (meaning.type === "date-time" && tellsOf(word, field, "at"))
      return [{ field: name, to: { kind: "now" } }];
    const isCaller = isKnown && key?.kind === "identity" && key.type === meaning.type;
    return isCaller && tellsOf(word, field, "by") ? [{ field: name, to: { kind: "caller" } }] : [];
  });
  return [...sets, ...noted];
}

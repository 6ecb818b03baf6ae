import type { Behaviour } from "./behaviour.ts";
import { changesRow } from "./changes-row.ts";
import type { Draft } from "./draft.ts";

/** Why an operation on rows of several kinds cannot be built; undefined where it can. */
export function whyNotOfKinds(behaviour: Behaviour, draft: Draft): string | undefined {
  if (behaviour.kind === "custom" || !("entity" in behaviour)) return undefined;
  const entity = draft.entities.find(({ name }) => name === behaviour.entity);
  if (!entity || !("body" in behaviour)) return undefined;
  const { kinds } = entity;
  const given = behaviour.body.kinds;
  if (!kinds) return given && `bodies tell kinds of ${entity.name} apart, and answers do not`;
  if (given) {
    const known = new Set(kinds.of.map(({ value }) => value));
    if (!given.every(({ value }) => known.has(value)))
      return `bodies and answers do not speak of the same kinds of ${entity.name}`;
    return changesRow(behaviour)
      ? `what becomes of the fields of a ${entity.name} whose ${kinds.field} changes is not written yet`
      : undefined;
  }
  const own = new Set(kinds.of.flatMap(({ fields }) => fields));
  const common = [...own].filter((field) => kinds.of.every(({ fields }) => fields.includes(field)));
  const strange = behaviour.body.fields.find(({ field }) => field === kinds.field || !common.includes(field));
  if (behaviour.kind === "create") return `nothing says of which kind a new ${entity.name} is`;
  return strange && `nothing says for which kinds of ${entity.name} ${strange.field} may be changed`;
}

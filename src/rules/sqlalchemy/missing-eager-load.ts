import type { RelationRead } from "#facts";
import { modelIndex } from "../flow-events.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { rowName } from "../tell-event.ts";
import { mayBeHeld } from "./session-rows.ts";
import {
  tellUnloaded,
  tellWay,
  type UnloadedRelation,
  unloadedRelations,
  writeOption,
} from "./unloaded-reads.ts";

/** A relation that refuses to load lazily is read of rows whose query did not load it: that raises an error. */
export const missingEagerLoad: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  find: (input) =>
    unloadedRelations(input)
      .filter(({ relation }) => /^raise/.test(relation.loading ?? ""))
      .map((found) => ({ ...found, reads: found.reads.filter((read) => !isHeld(input, found, read)) }))
      .filter(({ reads }) => reads.length > 0)
      .map((found) => tell(input, found)),
};

/** `raise_on_sql` raises only where the row must be asked for, `raise` always. */
function isHeld(input: RuleInput, found: UnloadedRelation, read: RelationRead): boolean {
  return found.relation.loading === "raise_on_sql" && mayBeHeld(input, found, read);
}

function tell(input: RuleInput, found: UnloadedRelation): Hit {
  const { first, owner, relation } = found;
  const name = first.at(-1) ?? "";
  const model = modelIndex(input).get(found.reads[0]?.query.model ?? "");
  return {
    ...tellUnloaded(input, found),
    message: `${tellWay(first)} is read of ${rowName(model?.id ?? owner)} rows that come without it: ${name} is lazy="${relation.loading}", so reading it raises an error`,
    mend: `add ${writeOption(input, found)} to the options of this query`,
    about: `unloaded ${owner}.${name} of ${found.place.module.path}:${found.place.start}`,
  };
}

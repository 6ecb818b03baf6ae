import type { Hit, Rule, RuleInput } from "../rule.ts";
import { rowName } from "../tell-event.ts";
import { repeatedRelations, tellUnloaded, type UnloadedRelation, writeOption } from "./unloaded-reads.ts";

/** A relation that loads lazily is read of each row of a query that does not load it: one more query for each of them. */
export const nPlusOne: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  find: (input) =>
    repeatedRelations(input)
      .filter(({ relation }) => !/^(?:raise|dynamic|write_only|noload)/.test(relation.loading ?? "select"))
      .map((found) => ({
        ...found,
        reads: found.reads.filter(({ query, each }) => each && !query.awaited && !query.few),
      }))
      .filter(({ reads }) => reads.length > 0)
      .map((found) => tell(input, found)),
};

function tell(input: RuleInput, found: UnloadedRelation): Hit {
  const { first, owner } = found;
  const name = first.at(-1) ?? "";
  return {
    ...tellUnloaded(input, found),
    message: `1 + N queries: each ${rowName(owner)} reads its ${name}`,
    mend: `add ${writeOption(input, found)} to the options of this query`,
    about: `unloaded ${owner}.${name} of ${found.place.module.path}:${found.place.start}`,
  };
}

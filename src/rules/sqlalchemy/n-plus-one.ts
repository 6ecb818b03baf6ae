import type { Hit, Rule, RuleInput } from "../rule.ts";
import { rowName } from "../tell-event.ts";
import { tellUnloaded, type UnloadedRelation, unloadedRelations, writeOption } from "./unloaded-reads.ts";

/** A relation that loads lazily is read of each row of a query that does not load it: one more query for each of them. */
export const nPlusOne: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  find: (input) =>
    unloadedRelations(input)
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
  const way = first
    .slice(0, -1)
    .toReversed()
    .map((step) => ` of its ${step}`)
    .join("");
  return {
    ...tellUnloaded(input, found),
    message: `1 + N queries: each ${rowName(found.reads[0]?.query.model ?? owner)} reads its ${name}${way}`,
    mend: `add ${writeOption(input, found)} to the options of this query`,
    about: `unloaded ${owner}.${name} of ${found.place.module.path}:${found.place.start}`,
  };
}

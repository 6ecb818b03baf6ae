import type { Hit, Rule, RuleInput } from "../rule.ts";
import { rowName } from "../tell-event.ts";
import { isOneRow } from "./held-rows.ts";
import { repeatedRelations, tellUnloaded, type UnloadedRelation, writeOption } from "./unloaded-reads.ts";

/** A relation that loads lazily is read of each row of a query that does not load it: one more query for each of them. */
export const nPlusOne: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  find: (input) => {
    const found = repeatedRelations(input)
      .filter(({ relation }) => !/^(?:raise|dynamic|write_only|noload)/.test(relation.loading ?? "select"))
      .map((each) => ({
        ...each,
        reads: each.reads.filter(
          ({ query, each: isEach }) =>
            isEach && !query.awaited && !query.few && !isOneRow(input, each, query),
        ),
      }))
      .filter(({ reads }) => reads.length > 0);
    return [...Map.groupBy(found, keyOf).values()].map((group) => tell(input, group));
  },
};

/** What a schema shows of the same rows is one defect, whose mend is one list of options; what code reads is one for each relation. */
function keyOf({ place, first, reads }: UnloadedRelation): string {
  const at = `${place.module.path}:${place.start} ${first.slice(0, -1).join(".")}`;
  return reads.every(isShown) ? `${at} of ${reads[0]?.query.model}` : `${at}.${first.at(-1)}`;
}

function isShown({ calls }: UnloadedRelation["reads"][number]): boolean {
  return calls.at(-1)?.shown?.startsWith("field ") ?? false;
}

/** How many relations, and options, are named before the rest is counted. */
const most = 4;

function tell(input: RuleInput, group: readonly UnloadedRelation[]): Hit {
  const [found] = group;
  if (found === undefined) throw new Error("a group of nothing");
  const { first, owner, place } = found;
  const names = group.map((each) => `its ${each.first.at(-1)}`);
  const options = group.map((each) => writeOption(input, each));
  return {
    ...tellUnloaded(input, found),
    message: `1 + ${group.length > 1 ? group.length : ""}N queries: each ${rowName(owner)} reads ${join(names)}`,
    mend: `add ${join(options)} to the options of this query`,
    about: `unloaded ${owner}.${first.at(-1)} of ${place.module.path}:${place.start}`,
  };
}

function join(texts: readonly string[]): string {
  const shown =
    texts.length > most ? [...texts.slice(0, most - 1), `${texts.length - most + 1} more`] : texts;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

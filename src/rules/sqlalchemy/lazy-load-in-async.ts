import type { Hit, Rule, RuleInput } from "../rule.ts";
import { rowName } from "../tell-event.ts";
import { isOneRow } from "./held-rows.ts";
import { mayBeHeld } from "./session-rows.ts";
import {
  tellUnloaded,
  tellWay,
  type UnloadedRelation,
  unloadedRelations,
  writeOption,
} from "./unloaded-reads.ts";

/** A relation that loads lazily is read of rows that an asynchronous session gave: that raises an error, for nothing awaits it. */
export const lazyLoadInAsync: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  find: (input) =>
    unloadedRelations(input)
      .filter(({ relation }) => /^(?:select|true)$/.test(relation.loading ?? "select"))
      .map((found) => ({
        ...found,
        reads: found.reads.filter(
          (read) =>
            read.query.awaited && !isOneRow(input, found, read.query) && !mayBeHeld(input, found, read),
        ),
      }))
      .filter(({ reads }) => reads.length > 0)
      .map((found) => tell(input, found)),
};

function tell(input: RuleInput, found: UnloadedRelation): Hit {
  const { first, owner, relation } = found;
  const name = first.at(-1) ?? "";
  return {
    ...tellUnloaded(input, found),
    message: `${tellWay(first)} is read of ${rowName(found.reads[0]?.query.model ?? owner)} rows that come without it: an asynchronous session cannot load it then, and MissingGreenlet is raised${relation.many ? "" : " unless it holds that row already"}`,
    mend: `add ${writeOption(input, found)} to the options of this query, or await it through awaitable_attrs`,
    about: `unloaded ${owner}.${name} of ${found.place.module.path}:${found.place.start}`,
  };
}

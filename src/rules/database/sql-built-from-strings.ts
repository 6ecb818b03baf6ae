import { type Hole, isAside, placeIn, type StatementBuilt } from "#facts";
import { flowEvents } from "../flow-events.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { nameOf, tellCalls } from "../tell-event.ts";

/** A database is asked with a text into which values were put, instead of being handed them beside it. */
export const sqlBuiltFromStrings: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  covers: ["S608"],
  find: (input) => [...gather(input).values()].flatMap((asked) => tell(input, asked)),
};

/** All that was seen of one call that asks a database. */
interface Asked {
  readonly open: StatementBuilt[];
  /** Whether some caller hands in a text that is whole. */
  whole: boolean;
}

function gather(input: RuleInput): ReadonlyMap<string, Asked> {
  const byPlace = new Map<string, Asked>();
  for (const event of flowEvents(input)) {
    if (event.kind !== "statement") continue;
    const { module, start } = event.place;
    if ([module.path, ...event.holes.map(({ place }) => place.module.path)].some(isAside)) continue;
    const key = `${module.path}:${start}`;
    const asked = byPlace.get(key) ?? { open: [], whole: false };
    byPlace.set(key, asked);
    if (event.holes.length > 0) asked.open.push(event);
    else if (event.calls.length > 1) asked.whole = true;
  }
  return byPlace;
}

function tell(input: RuleInput, { open, whole }: Asked): readonly Hit[] {
  // Of what a function is handed, its callers know more than the function itself.
  const called = open.filter(({ calls }) => calls.length > 1);
  const shown = (called.length > 0 ? called : whole ? [] : open).toSorted(
    (one, other) => one.calls.length - other.calls.length,
  )[0];
  if (shown === undefined) return [];
  const { holes, place } = shown;
  const [hole] = holes;
  if (hole === undefined) return [];
  const names = [...new Set(holes.map((each) => each.shown))].slice(0, 3);
  return [
    {
      span: placeIn(hole.place.module, hole.place),
      message: `${names.join(", ")} ${names.length === 1 ? "is" : "are"} put into a statement as text: whoever chooses ${names.length === 1 ? "it" : "them"} can ask the database anything`,
      mend: mendOf(hole),
      path: [
        ...tellCalls(shown, input.facts.routes),
        {
          message: `the database is asked by ${nameOf(shown.calls.at(-1)?.callee ?? shown.root)}`,
          span: placeIn(place.module, place),
        },
      ],
    },
  ];
}

function mendOf({ shown }: Hole): string {
  return `leave a placeholder in the text and hand ${shown} over beside it, as a parameter; a name of a table or column must be picked from a list that is written out, or quoted as an identifier`;
}

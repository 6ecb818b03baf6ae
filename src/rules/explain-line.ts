import { formatSpan } from "#base";
import {
  type Facts,
  followFacts,
  isAside,
  loadedAt,
  type Place,
  placeIn,
  type Reading,
  type RelationRead,
} from "#facts";
import { modelIndex } from "./flow-events.ts";
import type { Silence } from "./run-rules.ts";
import { rowName } from "./tell-event.ts";

/** Follows a project once more to tell why nothing is said of what a line reads of rows: where the facts run out, or why it is no defect. */
export function explainLine(
  reading: Reading,
  facts: Facts,
  asked: { readonly file: string; readonly line: number },
): readonly Silence[] {
  const found = new Map<string, Silence>();
  const isThere = ({ module, ...stretch }: Place): boolean => {
    if (module.path !== asked.file) return false;
    const first = placeIn(module, stretch).line;
    return (
      first <= asked.line && asked.line <= placeIn(module, { start: stretch.end, end: stretch.end }).line
    );
  };
  const tell = (rule: string, place: Place, why: string): void => {
    found.set(`${place.start} ${why}`, { rule, place: placeIn(place.module, place), why });
  };
  const events = followFacts(reading, facts, undefined, (place, why) => {
    if (isThere(place)) tell("facts", place, why());
  });
  const models = modelIndex({ ...reading, facts, explainSilence: () => {} });
  for (const event of events) {
    if (event.kind !== "read" || !isThere(event.place)) continue;
    const why = harmless(event);
    if (why !== undefined)
      tell(`${models.frameworkOf(event.query.model) ?? "facts"}/n-plus-one`, event.place, why);
  }
  return [...found.values()].toSorted((one, other) => one.place.offset - other.place.offset).slice(0, most);
}

/** A line may be reached on many ways. */
const most = 20;

/** Why a relation that is read is no query for each of many rows; undefined where it is. */
function harmless({ query, steps, each, place, calls }: RelationRead): string | undefined {
  const name = steps.at(-1) ?? "";
  const at = formatSpan(placeIn(query.place.module, query.place));
  const row = rowName(query.model);
  if (loadedAt(query.loads, steps) !== undefined)
    return `${name} is loaded with the ${row} by the query of ${at}`;
  if (!each) return `${name} is read of one ${row}, which the query of ${at} gives: that is one query`;
  if (query.few) return `the query of ${at} gives a handful of rows at most`;
  const aside = [query.place, place, ...calls.map((call) => call.place)].find(({ module }) =>
    isAside(module.path),
  );
  return aside === undefined
    ? undefined
    : `the way here leads through ${aside.module.path}, a test, a migration or what is run by hand`;
}

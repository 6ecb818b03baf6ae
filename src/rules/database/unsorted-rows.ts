import { type FieldFact, type ModelFact, placeIn } from "#facts";
import { modelIndex } from "../flow-events.ts";
import type { Hit, RuleInput } from "../rule.ts";
import { isTimeOfMaking, type NarrowedQuery, narrowedQueries } from "./column-uses.ts";

interface Sorted {
  readonly model: ModelFact;
  readonly owner: string;
  readonly time: FieldFact;
  readonly uses: NarrowedQuery["uses"][number][];
}

/**
 * Rows that gather below an owner and are read in the order of their making: an index on the owner alone finds all of them, and they
 * are sorted each time.
 */
export function findUnsorted(input: RuleInput): readonly Hit[] {
  const found = new Map<string, Sorted>();
  for (const narrowed of narrowedQueries(input)) {
    const model = modelIndex(input).get(narrowed.query.model);
    const log = model === undefined ? undefined : asLog(input, model);
    if (model === undefined || log === undefined || !belongsToOwner(narrowed, log.owner.name)) continue;
    for (const used of narrowed.uses) {
      const { use } = used;
      if (use.model !== model.id || use.column !== log.time.name || use.how !== "sort") continue;
      const before = found.get(model.id);
      if (before === undefined)
        found.set(model.id, { model, owner: log.owner.name, time: log.time, uses: [used] });
      else before.uses.push(used);
    }
  }
  return [...found.values()].map(tell);
}

/** A table of what happens to an owner: one owner, the time of it, and nothing that refers to its rows. */
function asLog(
  input: RuleInput,
  { id, abstract, fields, indexes }: ModelFact,
): { readonly owner: FieldFact; readonly time: FieldFact } | undefined {
  const owners = fields.filter(({ relation }) => relation !== undefined);
  const times = fields.filter(isTimeOfMaking);
  const [owner] = owners;
  const [time] = times;
  if (abstract || owner?.relation?.kind !== "many-to-one" || owners.length > 1 || owner.unique)
    return undefined;
  if (time === undefined || times.length > 1 || time.indexed) return undefined;
  const isReferred = [...modelIndex(input).relations(id).values()].some(({ isReverse }) => isReverse);
  const isCovered = indexes.some(
    (index) => index.fields.includes(owner.name) && index.fields.includes(time.name),
  );
  return isReferred || isCovered ? undefined : { owner, time };
}

function belongsToOwner({ query, uses, open }: NarrowedQuery, owner: string): boolean {
  const isFiltered = uses.some(
    ({ use, place: { module, start, end } }) =>
      use.model === query.model &&
      use.column === owner &&
      use.how === "equal" &&
      // Of several owners, an index that is sorted for each of them gives no order.
      !new RegExp(`\\b${owner}(?:_id)?__in\\b`).test(module.syntax.text.slice(start, end)),
  );
  return !open && (query.via !== undefined || isFiltered);
}

function tell({ model, owner, time, uses }: Sorted): Hit {
  const places = new Map(
    uses.map(({ place }) => [`${place.module.path}:${place.start}`, placeIn(place.module, place)] as const),
  );
  const count = places.size;
  return {
    span: model.span,
    about: `${model.id}.${owner},${time.name} without an index`,
    message: `${model.name}: rows of one ${owner} are taken by ${time.name} in ${count} ${count === 1 ? "place" : "places"}, and the index on ${owner} finds all of them: each time they are sorted anew`,
    mend: `add an index on (${owner}, ${time.name}), with a migration; the one on ${owner} alone is then not needed`,
    path: [...places.values()].slice(0, 5).map((span) => ({ message: `asks by ${time.name}`, span })),
  };
}

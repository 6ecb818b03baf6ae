import { type FieldFact, type ModelFact, placeIn } from "#facts";
import { modelIndex } from "../flow-events.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { grows, isIndexed, isNarrowedElse, type NarrowedQuery, narrowedQueries } from "./column-uses.ts";
import { findUnsorted } from "./unsorted-rows.ts";

/** Rows are looked up by a column that no index begins with: each lookup reads the whole table. */
export const missingIndex: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  find: (input) => [...findLookups(input), ...findUnsorted(input)],
};

interface Lookup {
  readonly model: ModelFact;
  readonly field: FieldFact;
  readonly uses: NarrowedQuery["uses"][number][];
}

function findLookups(input: RuleInput): readonly Hit[] {
  const models = modelIndex(input);
  const found = new Map<string, Lookup>();
  for (const narrowed of narrowedQueries(input)) {
    for (const used of narrowed.uses) {
      const { use } = used;
      const model = models.get(use.model);
      if (model === undefined || use.how !== "equal" || use.model !== narrowed.query.model) continue;
      const field = model.fields.find(({ name }) => name === use.column);
      if (field === undefined || !isMissed(input, model, field) || isNarrowedElse(input, narrowed, use))
        continue;
      if (isSwitch(field) && !isTask(used.root)) continue;
      const key = `${model.id}.${field.name}`;
      const before = found.get(key);
      if (before === undefined) found.set(key, { model, field, uses: [used] });
      else before.uses.push(used);
    }
  }
  return [...found.values()].map(tell);
}

function isMissed(input: RuleInput, model: ModelFact, field: FieldFact): boolean {
  return !model.abstract && !isIndexed(model, field.name) && tellsApart(field) && grows(input, model);
}

/** Whether few rows have the same value in a column, as far as its type and name say. */
function tellsApart(field: FieldFact): boolean {
  const { type, name, choices, relation } = field;
  if (choices !== undefined && choices.length < 8) return false;
  if (isSwitch(field)) return /(?:dirty|pending|needs?|queued|unprocessed|stale)/.test(name);
  if (relation !== undefined) return relation.kind === "many-to-one" || relation.columnOnly === true;
  if (/Char|Slug|Email|URL|UUID|Uuid|IPAddress|^String|^Text$|^str$|CIText/i.test(type))
    return !fewValues.test(name);
  return /Integer|^int$/.test(type) && /(?:^|_)(?:id|number|code|key|pid|uid|ref)$/.test(name);
}

const fewValues =
  /(?:^|_)(?:status|state|role|language|lang|locale|currency|country|gender|color|colour|level|mode|format|priority|method|environment|name|title|action|kind|scheme|error|reason|version)$/;

function isSwitch({ type }: FieldFact): boolean {
  return /^Bool/i.test(type);
}

/** Whether a function runs again and again without being asked. */
function isTask(root: string): boolean {
  return /(?:^|\/)(?:\w*tasks?|cron|jobs?|workers?|schedule\w*)(?:\/|\.py)/.test(root);
}

function tell({ model, field, uses }: Lookup): Hit {
  const places = new Map(
    uses.map(({ place }) => [`${place.module.path}:${place.start}`, placeIn(place.module, place)] as const),
  );
  const count = places.size;
  const how = isSwitch(field) ? `rows are picked by ${field.name}` : `rows are looked up by ${field.name}`;
  return {
    span: field.span,
    about: `${model.id}.${field.name} without an index`,
    message: `${model.name}: ${how} in ${count} ${count === 1 ? "place" : "places"}, and no index begins with it: each time the whole table is read`,
    mend: isSwitch(field)
      ? `add an index over the rows in which ${field.name} is set, with a migration`
      : `add an index on ${field.name}, with a migration`,
    path: [...places.values()].slice(0, 5).map((span) => ({ message: `asks by ${field.name}`, span })),
  };
}

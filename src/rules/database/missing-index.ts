import { type FieldFact, type ModelFact, placeIn } from "#facts";
import { modelIndex } from "../flow-events.ts";
import { isIdle } from "../idle-functions.ts";
import { type Hit, once, type Rule, type RuleInput } from "../rule.ts";
import { grows, isIndexed, isNarrowedElse, type NarrowedQuery, narrowedQueries } from "./column-uses.ts";
import { findUnsorted } from "./unsorted-rows.ts";

/** Rows are looked up by a column that no index begins with: each lookup reads the whole table. */
export const missingIndex: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  find: (input) => [...findLookups(input), ...findUnsorted(input)],
};

type Used = NarrowedQuery["uses"][number];

interface Candidate {
  readonly model: ModelFact;
  readonly field: FieldFact;
  /** How few rows have the same value: the more, the better an index on it serves. */
  readonly rank: number;
  readonly uses: readonly Used[];
}

interface Lookup {
  readonly model: ModelFact;
  readonly field: FieldFact;
  readonly uses: Used[];
}

/** One column for each query: with an index on it, the others that the query is narrowed by need none. */
function findLookups(input: RuleInput): readonly Hit[] {
  const queries = narrowedQueries(input)
    .map((narrowed) => candidatesOf(input, narrowed))
    .filter(({ length }) => length > 0)
    .sort((one, other) => one.length - other.length);
  const found = new Map<string, Lookup>();
  for (const candidates of queries) {
    const best = Math.max(...candidates.map(({ rank }) => rank));
    const among = candidates.filter(({ rank }) => rank === best);
    const chosen = among.find((each) => found.has(keyOf(each))) ?? among[0];
    if (chosen === undefined) continue;
    const { model, field, uses } = chosen;
    const before = found.get(keyOf(chosen));
    if (before === undefined) found.set(keyOf(chosen), { model, field, uses: [...uses] });
    else before.uses.push(...uses);
  }
  return [...found.values()]
    .map((lookup) => ({ ...lookup, uses: lookup.uses.filter(({ place }) => !isIdle(input, place)) }))
    .filter(({ uses }) => uses.length > 0)
    .map(tell);
}

/** The columns by each of which a query could find its rows, and by none of which it can. */
function candidatesOf(input: RuleInput, narrowed: NarrowedQuery): readonly Candidate[] {
  const model = modelIndex(input).get(narrowed.query.model);
  if (model === undefined || model.abstract) return [];
  const used = narrowed.uses.filter(({ use }) => use.model === model.id && use.how === "equal");
  const columns = Map.groupBy(used, ({ use }) => use.column);
  return [...columns].flatMap(([column, uses]): readonly Candidate[] => {
    const field = model.fields.find(({ name }) => name === column);
    if (field === undefined || isIndexed(model, column) || hasIndexOfItsClass(input, field)) return [];
    if (!grows(input, model)) return [];
    const rank = rankOf(input, model, field);
    if (rank === 0 || uses.every(({ use }) => isNarrowedElse(input, narrowed, use))) return [];
    if (isSwitch(field) && !uses.some((each) => isTask(each.root) && !asksForUnset(each, column))) return [];
    return [{ model, field, rank, uses }];
  });
}

/** `pending=False` asks for most rows: no index helps to find them. */
function asksForUnset({ place: { module, start, end } }: Used, column: string): boolean {
  return new RegExp(`\\b${column}(?:__exact)?\\s*=\\s*False\\b`).test(module.syntax.text.slice(start, end));
}

/** Whether a field has choices that are written elsewhere: a few values, as a rule. */
function hasChoicesElsewhere(input: RuleInput, field: FieldFact): boolean {
  if (field.choices !== undefined) return false;
  const { text, type } = writtenField(input, field);
  return /\bchoices\s*=/.test(text) || fieldsWithChoices(input).has(type);
}

/** Whether the class of a field gives it an index by itself. */
function hasIndexOfItsClass(input: RuleInput, field: FieldFact): boolean {
  return fieldsWithIndex(input).has(writtenField(input, field).type);
}

function writtenField(
  { project }: RuleInput,
  { span }: FieldFact,
): { readonly text: string; readonly type: string } {
  const text = project.modules.get(span.file)?.syntax.text.slice(span.offset, span.end) ?? "";
  return { text, type: /^[\w.]*?(\w+)\(/.exec(text)?.[1] ?? "" };
}

const fieldsWithChoices = once((input) => fieldClasses(input, /\bchoices\b["']?\s*[=\]]/));
const fieldsWithIndex = once((input) =>
  fieldClasses(input, /\b(?:unique|db_index|primary_key)(?:["']\]|["'],)?\s*[=:]?\s*True\b/),
);

/** Classes of fields in whose bodies something stands. */
function fieldClasses({ project }: RuleInput, holds: RegExp): ReadonlySet<string> {
  return new Set(
    [...project.modules.values()].flatMap(({ syntax }) =>
      syntax.text.includes("Field") && holds.test(syntax.text)
        ? syntax.body.flatMap((node) =>
            node.kind === "class" &&
            node.name.id.endsWith("Field") &&
            holds.test(syntax.text.slice(node.start, node.end))
              ? [node.name.id]
              : [],
          )
        : [],
    ),
  );
}

function keyOf({ model, field }: Lookup | Candidate): string {
  return `${model.id}.${field.name}`;
}

/** How well a column tells rows apart, as far as its type and name say; 0 where many rows have the same value. */
function rankOf(input: RuleInput, { name: table }: ModelFact, field: FieldFact): number {
  const { type, name, choices, relation } = field;
  if (choices !== undefined && choices.length < 8) return 0;
  if (hasChoicesElsewhere(input, field)) return kindOf.test(name) && endless.test(table) ? 1 : 0;
  if (isSwitch({ type })) return /(?:dirty|pending|needs?|queued|unprocessed|stale)/.test(name) ? 1 : 0;
  if (relation !== undefined) {
    const to = relation.to === undefined ? undefined : modelIndex(input).get(relation.to);
    const isToOne = relation.kind === "many-to-one" || relation.columnOnly === true;
    return isToOne && (to === undefined || grows(input, to)) ? 3 : 0;
  }
  if (/Enum|Choice/i.test(type)) return 0;
  if (/Char|Slug|Email|URL|UUID|Uuid|IPAddress|^String|^Text$|^str$|CIText/i.test(type)) {
    if (fewValues.test(name)) return kindOf.test(name) && endless.test(table) ? 1 : 0;
    return identity.test(name) ? 3 : 2;
  }
  return /Integer|^int$/.test(type) && /(?:^|_)(?:id|number|code|key|pid|uid|ref)$/.test(name) ? 3 : 0;
}

const fewValues =
  /(?:^|_)(?:status|state|role|language|lang|locale|currency|country|gender|color|colour|level|mode|format|priority|method|environment|name|title|action|kind|type|source|category|decision|verdict|scheme|error|reason|version)$/;

/** Of what is only ever added to, and never gone through as a whole, one kind is still a small part. */
const kindOf = /(?:^|_)(?:action|kind|type)$/;
const endless = /(?:Event|Log|LogEntry|History|HistoryEntry|Activity|AuditEntry|AuditTrail)$/;

const identity =
  /(?:^|_)(?:id|uid|uuid|number|code|key|token|hash|digest|slug|url|link|reference|ref|email|phone|address|username)$/;

function isSwitch({ type }: Pick<FieldFact, "type">): boolean {
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

import type { EvidenceStep, Severity } from "#base";
import {
  isByHand,
  isMigration,
  isPython,
  isSampleData,
  isTest,
  loadedAt,
  type ModelIndex,
  type Place,
  placeIn,
  type Query,
  type Relation,
  type RelationRead,
  type RouteFact,
} from "#facts";
import { flowEvents, modelIndex } from "../flow-events.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { nameOf, rowName, tellCalls, tellRelation } from "../tell-event.ts";
import { chainAt, loadMore } from "./query-chain.ts";

/** Each row of a query reads a relation that the query does not load: one more query for each of them. */
export const nPlusOne: Rule = {
  severity: "error",
  on: true,
  fix: "review",
  find: (input) => [...gather(input).values()].map((group) => tell(input, group)),
};

/** All that is read of one relation that one query leaves out, with what is read beyond it. */
interface Group {
  /** Where the query is told what to load. */
  readonly anchor: Place;
  /** The relations to the first one that is not loaded. */
  readonly first: readonly string[];
  readonly reads: RelationRead[];
}

function gather(input: RuleInput): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  const served = servedModels(input);
  for (const event of flowEvents(input)) {
    if (event.kind !== "read" || !isMany(event) || !counts(event, modelIndex(input))) continue;
    const first = firstUnloaded(event);
    const anchor = first && anchorOf(event.query, served);
    if (first === undefined || anchor === undefined) continue;
    const key = `${keyOf(anchor)}:${first.join(".")}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { anchor, first, reads: [event] });
    else group.reads.push(event);
  }
  return groups;
}

function keyOf({ module, start }: Place): string {
  return `${module.path}:${start}`;
}

/** For each place that gives rows, the models whose rows they are. */
function servedModels(input: RuleInput): ReadonlyMap<string, ReadonlySet<string>> {
  const served = new Map<string, Set<string>>();
  for (const event of flowEvents(input)) {
    if (event.kind !== "read" && event.kind !== "run" && event.kind !== "columns") continue;
    for (const place of [event.query.place, ...event.query.taken]) {
      const key = keyOf(place);
      const models = served.get(key);
      if (models === undefined) served.set(key, new Set([event.query.model]));
      else models.add(event.query.model);
    }
  }
  return served;
}

/** The innermost place that gives rows of this model alone: what serves several knows no relation of one. */
function anchorOf(
  { place, taken }: Query,
  served: ReadonlyMap<string, ReadonlySet<string>>,
): Place | undefined {
  return [place, ...taken].find((each) => served.get(keyOf(each))?.size === 1);
}

function isMany({ each, query }: RelationRead): boolean {
  return each && query.certain && !query.few && !query.plain;
}

function counts({ query, place, calls }: RelationRead, models: ModelIndex): boolean {
  if (models.frameworkOf(query.model) !== "django") return false;
  const paths = [query.place, place, ...calls.map((call) => call.place)].map(({ module }) => module.path);
  return !paths.some((path) => isTest(path) || isMigration(path) || isSampleData(path));
}

function firstUnloaded({ query, steps }: RelationRead): readonly string[] | undefined {
  const length = steps.findIndex(
    (_, index) => loadedAt(query.loads, steps.slice(0, index + 1)) === undefined,
  );
  return length === -1 ? undefined : steps.slice(0, length + 1);
}

function tell(input: RuleInput, { anchor, first, reads }: Group): Hit {
  const models = modelIndex(input);
  const [shown] = reads.toSorted((one, other) => one.calls.length - other.calls.length);
  if (shown === undefined) throw new Error("a group without reads");
  const { query, place } = shown;
  const chain = chainAt(anchor);
  const paths = leaves(reads.map(({ steps }) => steps));
  const tree = paths.map(treeRelation).find((step) => step !== undefined);
  const isById = reads.every((read) => read.steps.length === first.length && readsKeyOnly(read));
  const joined = paths.filter((path) => canJoin(models, query.model, path));
  const method = joined.length === paths.length ? "select_related" : "prefetch_related";
  const lookups = paths.map((path) => path.join("__")).toSorted();
  const more = loadMore(chain, method, lookups);
  const call = `.${method}(${lookups.map((lookup) => `"${lookup}"`).join(", ")})`;
  const isCounted = reads.every((read) => read.steps.length === first.length && countsOnly(read));
  const oneLine = !more.text.includes("\n") && more.text.length <= 140;
  const isClass = isOfClass(anchor);
  const isShown = !isPython(anchor.module.path);
  const owner = ownerOf(models, query.model, first);
  const severity: { severity?: Severity } = isByHand(anchor.module.path) ? { severity: "note" } : {};
  return {
    ...severity,
    span: chain.span,
    message: `${cost(models, query.model, first, reads)} queries: ${tellReads(models, query.model, first, reads)}`,
    mend: isById
      ? `read ${first.at(-1)}_id, which the row has itself`
      : isCounted
        ? tellCount(first)
        : tree !== undefined
          ? `each depth reads ${tree} of the next, and no list of relations ends: ask once for the ${nameOf(owner)} rows of all depths, and put them together in Python`
          : isShown
            ? tellTemplate(query, call, lookups)
            : isClass
              ? tellClass(shown, call)
              : chain.isPlain && oneLine
                ? more.text
                : `add ${call} to this query`,
    path: [
      ...tellWay(shown, input.facts.routes),
      { message: `reads ${first.at(-1)} of each ${rowName(owner)}`, span: placeIn(place.module, place) },
      ...tellRelation(models, owner, first.at(-1) ?? ""),
    ],
    ...(chain.isPlain && !isById && !isCounted && !isClass && !isShown && tree === undefined
      ? { fix: { safety: "review", edits: [more.edit] } }
      : {}),
  };
}

/** The calls that lead to a read, with the place where the query is told what to load, which is where more belongs. */
function tellWay(read: RelationRead, routes: readonly RouteFact[]): readonly EvidenceStep[] {
  const [first, ...rest] = tellCalls(read, routes);
  const { told, place } = read.query;
  const isBeside =
    told === undefined || placeIn(told.module, told).line === placeIn(place.module, place).line;
  return [
    ...(first === undefined ? [] : [first]),
    ...(isBeside ? [] : [{ message: "the query is told what to load", span: placeIn(told.module, told) }]),
    ...rest,
  ];
}

/** A class for which the framework makes the query is told by what it sets. */
function tellClass({ root, query }: RelationRead, call: string): string {
  if (!root.endsWith(".changelist"))
    return `give this view rows that have it: queryset = ${nameOf(query.model)}.objects${call}, or a get_queryset that adds it`;
  return call.startsWith(".select_related")
    ? `set list_select_related in this class, with what else its columns show; or load them in its get_queryset, with ${call}`
    : `give this class a get_queryset that loads them: super().get_queryset(request)${call}`;
}

/** A query that stands in a template is of what the view has handed to it. */
function tellTemplate({ from, via }: Query, call: string, lookups: readonly string[]): string {
  if (from === undefined || via === undefined)
    return `have the view hand the template rows that are loaded with it: ${call}`;
  const paths = lookups.map((lookup) => `"${via}__${lookup}"`).join(", ");
  return `a template cannot tell a query what to load: where the view asks for the ${rowName(from.model)}, add .prefetch_related(${paths})`;
}

/** Whether a query is one that the framework makes for a class: it stands at the class's name. */
function isOfClass({ module, start, end }: Place): boolean {
  return /^\w+$/.test(module.syntax.text.slice(start, end));
}

/** Paths that no other one goes on from. */
function leaves(paths: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const written = new Map(paths.map((path) => [path.join("."), path]));
  return [...written.values()].filter(
    (path) => ![...written.keys()].some((other) => other.startsWith(`${path.join(".")}.`)),
  );
}

/** The relation that is read again of what it leads to, at every depth. */
function treeRelation(path: readonly string[]): string | undefined {
  return path.find((step, index) => step === path[index + 1] && step === path[index + 2]);
}

/** Whether only the key of what the relation leads to is read: that stands in the row. */
function readsKeyOnly({ place: { module, end } }: RelationRead): boolean {
  return /^\.(?:pk|id)\b/.test(module.syntax.text.slice(end, end + 6));
}

/** Whether the rows that the relation leads to are counted, and not read. */
function countsOnly({ steps, place: { module, start, end } }: RelationRead): boolean {
  const around = module.syntax.text.slice(start, end + 20);
  const counted = new RegExp(`\\.${steps.at(-1)}(?:\\.all\\(\\))?\\.a?count\\(\\)`);
  return isPython(module.path) && counted.test(around);
}

function tellCount(path: readonly string[]): string {
  const name = `${path.at(-1)}_count`;
  return `have the query count them, .annotate(${name}=Count("${path.join("__")}", distinct=True)), and read ${name}: to load them all only to count them is worse`;
}

function relationsOf(
  models: ModelIndex,
  model: string,
  path: readonly string[],
): readonly (Relation | undefined)[] {
  let at: string | undefined = model;
  return path.map((step) => {
    const relation: Relation | undefined = at === undefined ? undefined : models.relation(at, step);
    at = relation?.to;
    return relation;
  });
}

/** Whether a path can be joined: one row leads to one row all the way. */
function canJoin(models: ModelIndex, model: string, path: readonly string[]): boolean {
  return relationsOf(models, model, path).every(
    (relation) => relation !== undefined && !relation.many && relation.kind !== "generic",
  );
}

function ownerOf(models: ModelIndex, model: string, path: readonly string[]): string {
  return relationsOf(models, model, path.slice(0, -1)).at(-1)?.to ?? model;
}

/** N are the rows of the query; M those that a relation to many leads to, in all. */
function cost(
  models: ModelIndex,
  model: string,
  first: readonly string[],
  reads: readonly RelationRead[],
): string {
  const paths = new Map(reads.map(({ steps }) => [steps.join("."), steps]));
  paths.set(first.join("."), first);
  const own = [...paths.values()].filter((path) => canJoin(models, model, path.slice(0, -1))).length;
  const below = paths.size - own;
  return own === 0 ? `1${times(below, "N")}` : `1${times(own, "N")}${times(below, "M")}`;
}

function times(count: number, letter: string): string {
  return count === 0 ? "" : ` + ${count > 1 ? count : ""}${letter}`;
}

/** "each order reads its customer, and that customer's country" */
function tellReads(
  models: ModelIndex,
  model: string,
  first: readonly string[],
  reads: readonly RelationRead[],
): string {
  const relations = relationsOf(models, model, first);
  const name = first.at(-1) ?? "";
  const way = first
    .slice(0, -1)
    .map((step, index) => (relations[index]?.many ? `each of its ${step}` : `its ${step}`))
    .toReversed();
  const what = way.length === 0 ? `its ${name}` : `the ${name} of ${way.join(" of ")}`;
  const beyond = new Set(
    reads.flatMap(({ steps }) => (steps.length === first.length + 1 ? (steps.at(-1) ?? []) : [])),
  );
  const isMany = relations.at(-1)?.many ?? false;
  const further = [...beyond]
    .slice(0, 3)
    .map((step) => (isMany ? `the ${step} of each` : `that ${name}'s ${step}`));
  return `each ${rowName(model)} reads ${[what, ...further].join(" and ")}`;
}

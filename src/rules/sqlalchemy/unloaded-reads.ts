import type { Span } from "#base";
import {
  isMigration,
  isSampleData,
  isTest,
  loadedAt,
  type ModelIndex,
  type Place,
  placeIn,
  type Relation,
  type RelationRead,
} from "#facts";
import { hasChosenCall } from "../chosen-calls.ts";
import { flowEvents, modelIndex } from "../flow-events.ts";
import { nodesAround } from "../nodes-around.ts";
import { oncePerPlace } from "../once-per-place.ts";
import { type Hit, once, type RuleInput } from "../rule.ts";
import { nameOf, rowName, tellCalls, tellRelation } from "../tell-event.ts";

/** All reads of one relation that the same options leave out. */
export interface UnloadedRelation {
  /** Relations from a row of the query to the first that is not loaded, which comes last. */
  readonly first: readonly string[];
  readonly relation: Relation;
  /** The model that has it. */
  readonly owner: string;
  readonly reads: readonly RelationRead[];
  /** Where it can be told to the query. */
  readonly place: Place;
}

/** Relations that are read of rows whose queries do not load them, by the place where they could be told to. */
export const unloadedRelations: (input: RuleInput) => readonly UnloadedRelation[] = once((input) =>
  gather(input, (models, read) => (mayBeSpared(read) ? undefined : firstUnloaded(models, read))),
);

const loadErrors = /\b(?:InvalidRequestError|MissingGreenlet|DetachedInstanceError)\b/;

/** Whether an error that a read raises may never come: what reads it is ready for that, or reads it only of rows that lack something else. */
function mayBeSpared({ lacking, place }: RelationRead): boolean {
  return lacking !== undefined || isCaught(place);
}

/** Whether what reads a relation is ready for the error that it raises. */
const isCaught = oncePerPlace(isCaughtAt);

function isCaughtAt({ module, start, end }: Place): boolean {
  const { body, text } = module.syntax;
  return nodesAround(body, { start, end }).some(
    (node) =>
      node.kind === "try" &&
      node.body.some((statement) => statement.start <= start && end <= statement.end) &&
      node.handlers.some(({ type }) => type && loadErrors.test(text.slice(type.start, type.end))),
  );
}

/** Relations that are read of each of many rows without being loaded: what is asked for once on the way there costs one query. */
export const repeatedRelations: (input: RuleInput) => readonly UnloadedRelation[] = once((input) =>
  gather(input, firstRepeated),
);

type Found = Pick<UnloadedRelation, "first" | "relation" | "owner">;

function gather(
  input: RuleInput,
  find: (models: ModelIndex, read: RelationRead) => Found | undefined,
): readonly UnloadedRelation[] {
  const models = modelIndex(input);
  const { reads, generic } = countedReads(input);
  const groups = new Map<string, UnloadedRelation & { readonly reads: RelationRead[] }>();
  for (const read of reads) {
    const found = find(models, read);
    if (found === undefined) continue;
    const place = mendPlace(read, generic);
    const key = `${place.module.path}:${place.start}:${read.query.model}:${found.first.join(".")}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { ...found, place, reads: [read] });
    else group.reads.push(read);
  }
  return [...groups.values()];
}

/** The reads of which something can be told, and the modules that serve rows of several models. */
const countedReads: (input: RuleInput) => {
  readonly reads: readonly RelationRead[];
  readonly generic: ReadonlySet<string>;
} = once((input) => {
  const models = modelIndex(input);
  const all = flowEvents(input).filter((event) => event.kind === "read");
  const reads = all.filter(
    (read) => models.get(read.query.model)?.framework === "sqlalchemy" && counts(read),
  );
  return { reads, generic: genericModules(all) };
});

function counts({ query, place, calls, lacking }: RelationRead): boolean {
  if (!query.certain || query.plain || lacking === "never" || hasChosenCall(calls)) return false;
  const isServing = ({ module: { path } }: Place): boolean =>
    !isTest(path) && !isMigration(path) && !isSampleData(path);
  return isServing(query.place) && isServing(place) && calls.every((call) => isServing(call.place));
}

/** How a relation loads where nothing is said with the query. */
export const eager = /^(?:joined|selectin|subquery|immediate)$/;

function firstRepeated(models: ModelIndex, read: RelationRead): Found | undefined {
  const { query, steps, each } = read;
  if (!each) return undefined;
  let owner = query.model;
  // Where a relation to many lies on the way, the rows of the query itself may be one.
  const many = steps.slice(0, -1).findIndex((step) => {
    const relation = models.relation(owner, step);
    owner = relation?.to ?? "";
    return relation?.many === true;
  });
  return firstUnloaded(models, read, many + 1);
}

function firstUnloaded(models: ModelIndex, { query, steps }: RelationRead, from = 0): Found | undefined {
  let owner = query.model;
  for (const [index, step] of steps.entries()) {
    const relation = models.relation(owner, step);
    if (relation === undefined) return undefined;
    const first = steps.slice(0, index + 1);
    const isLoaded = eager.test(relation.loading ?? "") || loadedAt(query.loads, first) !== undefined;
    if (!isLoaded && index >= from) return { first, relation, owner };
    if (relation.to === undefined) return undefined;
    owner = relation.to;
  }
  return undefined;
}

/** Modules whose queries serve rows of several models: what one of them needs is told from outside. */
function genericModules(reads: readonly RelationRead[]): ReadonlySet<string> {
  const byModule = new Map<string, Set<string>>();
  for (const { query } of reads) {
    const key = `${query.place.module.path}:${query.place.start}`;
    byModule.set(key, (byModule.get(key) ?? new Set()).add(query.model));
  }
  return new Set(
    [...byModule].flatMap(([key, models]) => (models.size > 1 ? [key.slice(0, key.lastIndexOf(":"))] : [])),
  );
}

/** Where the query is told what to load; where it is not, the innermost call that asks for these rows alone. */
function mendPlace({ query }: RelationRead, generic: ReadonlySet<string>): Place {
  if (query.told !== undefined) return query.told;
  const way = [query.place, ...query.taken];
  return way.find(({ module }) => !generic.has(module.path)) ?? query.place;
}

/** Of all reads of a relation, the one that the fewest calls lead to: it shows best. */
export function shownRead({ reads }: UnloadedRelation): RelationRead {
  const [shown] = reads.toSorted((one, other) => one.calls.length - other.calls.length);
  if (shown === undefined) throw new Error("a relation without reads");
  return shown;
}

/** The way that a reader can follow: from the call that gave the rows to where the relation is read, and where it is declared. */
export function tellUnloaded(input: RuleInput, found: UnloadedRelation): Pick<Hit, "span" | "path"> {
  const { first, owner, place } = found;
  const models = modelIndex(input);
  const shown = shownRead(found);
  const { query } = shown;
  const told = [place, ...shown.calls.slice(0, 1).map((call) => call.place)];
  const way = [query.place, ...query.taken].filter(
    ({ module, start }) => !told.some((each) => each.module === module && each.start === start),
  );
  // A file that hands the rows on from call to call within itself is told once.
  const files = new Map(way.map((each) => [each.module.path, each]));
  const given = [...files.values()].map((each) => ({
    message: `these ${rowName(query.model)} rows come from here`,
    span: placeIn(each.module, each),
  }));
  const name = first.at(-1) ?? "";
  const calls = tellCalls(shown, input.facts.routes);
  const [root, ...rest] = calls;
  return {
    span: headOf(placeIn(place.module, place), place),
    path: [
      ...(root === undefined ? [] : [root]),
      ...given.toReversed(),
      ...rest,
      { message: `reads ${name} of ${rowName(owner)}`, span: placeIn(shown.place.module, shown.place) },
      ...tellRelation(models, owner, name),
    ],
  };
}

/** A call of several lines is shown by its first. */
function headOf(span: Span, { module, start }: Place): Span {
  const newline = module.syntax.text.indexOf("\n", start);
  return newline === -1 || newline > span.end ? span : { ...span, end: newline };
}

/** Relations as one speaks of them: `country of its customer`. */
export function tellWay(first: readonly string[]): string {
  return first.toReversed().join(" of its ");
}

/** The loader option that loads a path, in the words of the project: `joinedload(Order.customer).joinedload(Customer.country)`. */
export function writeOption(input: RuleInput, { first, reads }: UnloadedRelation): string {
  const models = modelIndex(input);
  let at: string | undefined = reads[0]?.query.model;
  let text = "";
  for (const step of first) {
    const relation: Relation | undefined = at === undefined ? undefined : models.relation(at, step);
    const option = `${relation?.many === true ? "selectinload" : "joinedload"}(${nameOf(at ?? "")}.${step})`;
    text += text === "" ? option : `.${option}`;
    at = relation?.to;
  }
  return text;
}

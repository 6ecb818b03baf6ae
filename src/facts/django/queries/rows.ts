import { dependsOn } from "../../flow/calls.ts";
import type { QueryRun } from "../../flow/events.ts";
import { type Arguments, type Frame, placeOf } from "../../flow/flow.ts";
import { askedAt } from "../../flow/load-tree.ts";
import { beginQuery, isUnseen, unseenQuery, withLoads, withQuery } from "../../flow/queries.ts";
import { tellUncertain } from "../../flow/tell-doubt.ts";
import type { FlowValue, Place, Row, Rows } from "../../flow/values.ts";
import { readAllJoined, readEmpty, readLoads } from "./loads.ts";
import { type Columns, filteredColumns, readLookup } from "./lookups.ts";
import { isMissing, noteAsked, noteWritten } from "./refused.ts";

const narrowing = new Set(["filter", "exclude", "complex_filter"]);
const keeping = new Set([
  "annotate",
  "alias",
  "distinct",
  "using",
  "reverse",
  "select_for_update",
  "only",
  "defer",
  "extra",
  "iterator",
  "aiterator",
  "order_by",
  "union",
  "intersection",
  "difference",
]);
const plain = new Set(["values", "values_list", "dates", "datetimes"]);
const single = new Set([
  "get",
  "first",
  "last",
  "earliest",
  "latest",
  "aget",
  "afirst",
  "alast",
  "aearliest",
  "alatest",
]);
const counting = new Set([
  "count",
  "exists",
  "aggregate",
  "contains",
  "acount",
  "aexists",
  "aaggregate",
  "acontains",
]);
const making = new Set([
  "create",
  "get_or_create",
  "update_or_create",
  "acreate",
  "aget_or_create",
  "aupdate_or_create",
]);

/** A method that every queryset and manager has: https://docs.djangoproject.com/en/6.0/ref/models/querysets/ */
export function callRows(frame: Frame, rows: Rows, name: string, given: Arguments): FlowValue | undefined {
  const { call, positional, open } = given;
  const place = placeOf(frame, call);
  if (name === "all" || name === "get_queryset" || name === "_clone")
    return rows.form === "manager" ? { ...rows, form: "query" } : rows;
  if (narrowing.has(name)) {
    const next = renewed(rows, place);
    // What is excluded is most of the rows as a rule: no index helps to find the others.
    if (name !== "exclude")
      waysOf(given).forEach((way, index, { length }) => {
        const columns = filteredColumns(frame, rows.model, way);
        tellColumns(frame, next, columns, place, length > 1 ? index : undefined);
      });
    if (name !== "filter") return inLoop(frame, next, given);
    // Of one key there is one row at most.
    const isOne = ["pk", "id"].some((key) => given.named.has(key));
    const query = withLoads(
      isOne ? withQuery(next.query, { few: true }) : next.query,
      readEmpty(given.named),
    );
    return inLoop(frame, { ...next, query }, given);
  }
  if (name === "select_related" || name === "prefetch_related") {
    const [first] = positional;
    const next = renewed(rows, place);
    if (first?.kind === "none") return { ...next, query: withQuery(next.query, { loads: new Map() }) };
    const isAll = positional.length === 0 && name === "select_related" && !open;
    const { loads, certain } = isAll ? readAllJoined(frame, rows.model) : readLoads(positional, open);
    const told: Place = { ...place, start: call.callee.end - name.length, end: call.end };
    return { ...next, query: { ...withLoads(next.query, loads, certain), told } };
  }
  if (keeping.has(name)) {
    if (name === "iterator" || name === "aiterator") return rows;
    const next = renewed(rows, place);
    if (name === "order_by") tellColumns(frame, next, sorted(frame, rows.model, positional), place);
    return next;
  }
  if (plain.has(name)) {
    const next = renewed(rows, place);
    return { ...next, query: withQuery(next.query, { plain: true }) };
  }
  noteWritten(frame, name, place, rows.of !== undefined);
  return takeOne(frame, rows, name, given);
}

function takeOne(frame: Frame, rows: Rows, name: string, given: Arguments): FlowValue | undefined {
  const { call, positional, named } = given;
  const place = placeOf(frame, call);
  const isFiltered = positional.length > 0 || named.size > 0;
  if (single.has(name) || making.has(name)) {
    const asked =
      isFiltered || asksAnew(frame, rows, name) ? inLoop(frame, renewed(rows, place), given) : rows;
    if (!/^a?create$/.test(name)) tellColumns(frame, asked, filteredColumns(frame, rows.model, given), place);
    if (!making.has(name)) takeBy(frame, asked, name, place);
    const row: Row = {
      kind: "row",
      model: rows.model,
      // A row that was just made was asked for by no query.
      query: making.has(name) ? unseenQuery(rows.model, place) : asked.query,
      steps: making.has(name) ? [] : asked.steps,
      each: isEach(asked),
      ...(asked.of && { of: asked.of }),
    };
    if (asked.query.plain) return undefined;
    return name.endsWith("_or_create") ? { kind: "list", items: [row, undefined] } : row;
  }
  if (counting.has(name)) {
    takeBy(frame, name.includes("aggregate") ? renewed(rows, place) : rows, name, place);
    return { kind: "none" };
  }
  if (name === "in_bulk" || name === "ain_bulk") {
    const { model, query, steps, of } = rows;
    takeBy(frame, rows, name, place);
    return { kind: "collection", of: { kind: "row", model, query, steps, each: true, ...(of && { of }) } };
  }
  return undefined;
}

/**
 * Whether a method asks the database even where the rows of a relation are loaded: all that change the query do. `first` does so
 * where the model has no order of its own: https://github.com/django/django/blob/stable/6.0.x/django/db/models/query.py
 */
function asksAnew(frame: Frame, { model, steps }: Rows, name: string): boolean {
  if (steps.length === 0 || making.has(name)) return false;
  return !name.endsWith("first") || frame.flow.models.get(model)?.ordering.length === 0;
}

function isEach({ each, query, steps }: Rows): boolean {
  return (steps.length > 0 && each) || (query.from?.each ?? false);
}

/**
 * The same rows asked for in another way: those of a relation become a query of their own. Nothing loads it beforehand, but it is
 * made of the query that a Prefetch gave: https://github.com/django/django/blob/stable/6.0.x/django/db/models/query.py
 */
export function renewed(rows: Rows, place: Place): Rows {
  if (rows.steps.length === 0) return rows.form === "manager" ? { ...rows, form: "query" } : rows;
  const query = withLoads(beginQuery(rows.model, place, rows.of), askedAt(rows.query.loads, rows.steps));
  return { ...rows, query, steps: [], each: false, form: "query" };
}

/** Notes the loop for each round of which a query is made anew. */
function inLoop(frame: Frame, rows: Rows, { call }: Arguments): Rows {
  const loop = frame.loops.findLast(({ names }) => dependsOn(names, call));
  return loop === undefined ? rows : { ...rows, query: withQuery(rows.query, { loop: loop.place }) };
}

/** Rows are taken by a method; one that begins with `a` has to be awaited, which the caller does or is told of elsewhere. */
function takeBy(frame: Frame, rows: Rows, name: string, place: Place): void {
  const isAwaited = /^a(?!ggregate)/.test(name);
  if (!isAwaited) noteTaken(frame, rows, `${name}()`, place);
  takeRows({ ...frame, async: true }, rows, place);
}

function noteTaken(frame: Frame, { steps, query }: Rows, what: string, place: Place): void {
  if (steps.length === 0 ? !isUnseen(query) : isMissing(query, steps)) noteAsked(frame, what, place);
}

/** Rows are taken: from what a relation has loaded, or by a query. */
export function takeRows(frame: Frame, rows: Rows, place: Place): void {
  noteTaken(frame, rows, "a queryset", place);
  if (rows.steps.length > 0) {
    const { query, each } = rows;
    const { calls, root } = frame;
    const name = rows.steps.at(-1) ?? "";
    const model = frame.flow.models.along(query.model, rows.steps.slice(0, -1));
    if (!query.certain || query.plain) frame.flow.doubt?.(place, () => tellUncertain(query));
    else if (model !== undefined && name !== "")
      frame.flow.emit({ kind: "read", query, steps: rows.steps, model, each, place, calls, root });
    return;
  }
  const { query } = rows;
  const { calls, root } = frame;
  const row = query.from?.each ? query.from : undefined;
  const event: QueryRun = {
    kind: "run",
    query,
    place,
    calls,
    root,
    ...(row === undefined ? {} : { row }),
    ...(query.loop === undefined ? {} : { loop: query.loop }),
  };
  frame.result.runs.push(event);
  if (row !== undefined || query.loop !== undefined) frame.flow.emit(event);
}

function sorted(frame: Frame, model: string, positional: readonly (FlowValue | undefined)[]): Columns {
  const columns = positional.flatMap((value) => {
    const use = value?.kind === "text" ? readLookup(frame, model, value.text) : undefined;
    return use === undefined ? [] : [{ ...use, how: "sort" as const }];
  });
  return { columns, open: false };
}

/** A condition that branches leave in one form or another narrows in one of several ways. */
function waysOf(given: Arguments): readonly Arguments[] {
  const place = given.positional.findIndex((value) => value?.kind === "union");
  const chosen = given.positional[place];
  if (chosen?.kind !== "union") return [given];
  return chosen.of.map((value) => ({ ...given, positional: given.positional.with(place, value) }));
}

function tellColumns(
  frame: Frame,
  { query }: Rows,
  { columns, open }: Columns,
  place: Place,
  way?: number,
): void {
  if (columns.length === 0 && !open) return;
  const chosen = way === undefined ? {} : { way };
  frame.flow.emit({ kind: "columns", columns, query, open, ...chosen, place, root: frame.root });
}

import { type Arguments, type Frame, placeOf, type Semantics } from "../../flow/flow.ts";
import { loadedAt, mergeLoads } from "../../flow/load-tree.ts";
import { madeArguments } from "../../flow/made-call.ts";
import { setName } from "../../flow/names.ts";
import { beginQuery, isUnseen, unseenQuery, withLoads } from "../../flow/queries.ts";
import type { FlowValue, Place, Row, Rows } from "../../flow/values.ts";
import { combineRows } from "./combine-rows.ts";
import { readLoads, readPrefetch } from "./loads.ts";
import { constructRows, defaultRowClasses, managerOf } from "./managers.ts";
import { modelByLabel } from "./model-by-label.ts";
import { noteRead, noteWritten } from "./refused.ts";
import { callRows, takeRows } from "./rows.ts";
import { callForeignRows, userModel } from "./user-model.ts";

/** What Django makes of querysets, managers and rows. */
export const querySemantics: Semantics = {
  framework: "django",
  classAttribute: managerOf,
  relationToMany,
  rowAttribute,
  callRows,
  callRow,
  takeRows,
  compare: combineRows,
  readRow: noteRead,
  callExternal,
  construct: (frame, read, { call }) => constructRows(frame, read, call),
  annotated: (_frame, path, [inner]) => {
    if (!/(?:^|\.)(?:QuerySet|BaseManager|Manager|RelatedManager)$/.test(path) || inner?.kind !== "row")
      return undefined;
    const { model, query } = inner;
    const unseen = unseenQuery(model, query.place);
    return { kind: "rows", model, query: unseen, steps: [], each: false, form: "query", classes: [] };
  },
};

/** The rows of a relation. Those of one row alone, which nothing has loaded, are a query of their own: there its loads are told. */
function relationToMany(frame: Frame, row: Row, rows: Rows, place: Place): Rows {
  const classes = defaultRowClasses(frame, rows.model);
  const { certain, loads } = row.query;
  const isNamed = place.module.syntax.text.slice(place.start, place.end).endsWith(`.${rows.of?.relation}`);
  // What reads it without naming it, as the field of a serializer does, is no place to tell a query anything.
  if (row.each || !certain || !isNamed || loadedAt(loads, rows.steps) !== undefined)
    return { ...rows, classes };
  return { ...rows, query: beginQuery(rows.model, place, rows.of), steps: [], classes };
}

/** A row that was fetched is no new one: https://docs.djangoproject.com/en/6.0/ref/models/instances/ */
function rowAttribute(_frame: Frame, { query }: Row, name: string): FlowValue | undefined {
  if (isUnseen(query)) return undefined;
  if (name === "pk" || name === "id") return { kind: "truth", value: true };
  if (name !== "_state") return undefined;
  const adding = { kind: "truth", value: false } as const;
  return {
    kind: "object",
    of: "django.db.models.base.ModelState",
    attributes: new Map([["adding", adding]]),
  };
}

/** `row.refresh_from_db()` drops what was loaded with the row: no query could have spared what is read after it. */
function callRow(frame: Frame, row: Row, name: string, { call }: Arguments): FlowValue | undefined {
  const { callee } = call;
  noteWritten(frame, name, placeOf(frame, call), false);
  if (name !== "refresh_from_db" && name !== "arefresh_from_db") return undefined;
  if (callee.kind === "attribute" && callee.value.kind === "name") {
    const query = unseenQuery(row.model, placeOf(frame, call));
    setName(frame.names, callee.value.id, { kind: "row", model: row.model, query, steps: [], each: false });
  }
  return { kind: "none" };
}

function callExternal(frame: Frame, path: string, given: Arguments): FlowValue | undefined {
  if (!path.startsWith("django.")) return undefined;
  const { positional, named, call } = given;
  const [first, second] = positional;
  const foreign = callForeignRows(frame, path, given);
  if (foreign !== undefined) return foreign;
  const name = path.slice(path.lastIndexOf(".") + 1);
  switch (name) {
    case "on_commit":
      return callLater(frame, first ?? named.get("func"), given);
    case "get_user_model":
      return userModel(frame);
    case "get_model":
      return modelByLabel(frame, named.get("app_label") ?? first, named.get("model_name") ?? second);
    case "get_object_or_404":
    case "get_list_or_404":
    case "aget_object_or_404": {
      const rows = rowsOf(frame, first, placeOf(frame, call));
      const rest: Arguments = { ...given, positional: positional.slice(1) };
      return rows && callRows(frame, rows, name === "get_list_or_404" ? "filter" : "get", rest);
    }
    case "Prefetch":
      return readPrefetch(
        named.get("lookup") ?? first,
        named.get("queryset") ?? second,
        named.get("to_attr") ?? positional[2],
      );
    case "Q":
      return {
        kind: "condition",
        columns: [
          ...[...named.keys()].map((column) => ({ model: "", column, how: "equal" as const })),
          ...positional.flatMap((value) => (value?.kind === "condition" ? value.columns : [])),
        ],
      };
    case "prefetch_related_objects":
      return prefetchObjects(frame, given);
    default:
      return undefined;
  }
}

/** What is handed over is called once, when the transaction has ended: what it sends is sent by nobody within it. */
function callLater(frame: Frame, handed: FlowValue | undefined, { call }: Arguments): FlowValue | undefined {
  const { transaction: _ended, ...after } = frame;
  const result = { ...frame.result, sends: [] };
  if (handed !== undefined) frame.flow.call({ ...after, result }, handed, madeArguments(call));
  return { kind: "none" };
}

/** A model's class, one of its managers or a queryset, as rows. */
function rowsOf(frame: Frame, value: FlowValue | undefined, place: Place): Rows | undefined {
  if (value?.kind === "rows") return value;
  const model = value?.kind === "class" ? frame.flow.models.ofClass(value.class)?.id : undefined;
  const rows = model === undefined ? undefined : managerOf(frame, model, "_default_manager", place);
  return rows?.kind === "rows" ? rows : undefined;
}

/** `prefetch_related_objects(rows, "lines")` loads into rows that were taken already. */
function prefetchObjects(frame: Frame, { positional, call, open }: Arguments): FlowValue | undefined {
  const [rows, ...lookups] = positional;
  const [argument] = call.args;
  if (argument?.value.kind !== "name") return undefined;
  const { loads, certain } = readLoads(lookups, open);
  const load = (value: FlowValue | undefined): FlowValue | undefined => {
    if (value?.kind === "rows" || value?.kind === "row")
      return { ...value, query: withLoads(value.query, mergeLoads(value.query.loads, loads), certain) };
    if (value?.kind === "collection") return { ...value, of: load(value.of) };
    return value?.kind === "list" ? { ...value, items: value.items.map(load) } : value;
  };
  setName(frame.names, argument.value.id, load(rows));
  return { kind: "none" };
}

import { lackingOf } from "./absent.ts";
import type { Frame } from "./flow.ts";
import { loadedAt } from "./load-tree.ts";
import type { Relation } from "./model-index.ts";
import { tellUncertain } from "./tell-doubt.ts";
import type { FlowValue, Place, Row, Rows } from "./values.ts";

export function semanticsOf(frame: Frame, model: string): ReturnType<Frame["flow"]["semantics"]["get"]> {
  return frame.flow.semantics.get(frame.flow.models.frameworkOf(model) ?? "");
}

/** Reads a relation of a row. */
export function follow(frame: Frame, row: Row, relation: Relation, place: Place): FlowValue | undefined {
  const { name, to, many } = relation;
  const steps = [...row.steps, name];
  const back = wayBack(frame, row, relation);
  if (back !== undefined && loadedAt(row.query.loads, steps) === undefined) return back;
  const of = { row, relation: name };
  if (many) {
    if (to === undefined) {
      readRelation(frame, row, name, place);
      return undefined;
    }
    const { query, each } = row;
    const rows: Rows = { kind: "rows", model: to, query, steps, each, form: "manager", classes: [], of };
    return semanticsOf(frame, row.model)?.relationToMany?.(frame, row, rows, place) ?? rows;
  }
  readRelation(frame, row, name, place);
  return to === undefined ? undefined : { ...row, model: to, steps, of };
}

/**
 * The row from which a relation led here, where the other side of that relation is read: rows know to whom they belong. One that
 * refuses to load refuses that too.
 */
function wayBack(frame: Frame, { model, of }: Row, { name, many, loading }: Relation): Row | undefined {
  if (of === undefined || many || loading === "raise") return undefined;
  const there = frame.flow.models.relation(of.row.model, of.relation);
  return there?.inverse === name && there.kind !== "many-to-one" && there.to === model ? of.row : undefined;
}

/** Tells that a relation of a row is read here. */
export function readRelation(frame: Frame, row: Row, name: string, place: Place): void {
  if (!row.query.certain || row.query.plain) {
    frame.flow.doubt?.(place, () => tellUncertain(row.query));
    return;
  }
  semanticsOf(frame, row.model)?.readRow?.(frame, row, name, place);
  const steps = [...row.steps, name];
  const { model, query, each } = row;
  const { calls, root } = frame;
  const lacking = lackingOf(frame, row);
  frame.flow.emit({
    kind: "read",
    query,
    steps,
    model,
    each,
    place,
    calls,
    root,
    ...(lacking && { lacking }),
  });
}

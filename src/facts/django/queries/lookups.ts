import type { Arguments, Frame } from "../../flow/flow.ts";
import type { ColumnUse, FlowValue } from "../../flow/values.ts";

const equals = /^(?:exact|in|pk|id)$/;
const ranges = /^(?:gt|gte|lt|lte|range|date|year|month|day|week|hour|minute|second)$/;

/** The column that a lookup names: `customer__name__icontains`; undefined where it leads to none that is known. */
export function readLookup(frame: Frame, model: string, lookup: string): ColumnUse | undefined {
  const parts = lookup.replace(/^-/, "").split("__");
  let at = model;
  for (const [index, part] of parts.entries()) {
    const fact = frame.flow.models.get(at);
    const relation = frame.flow.models.relation(at, part);
    const rest = parts.slice(index + 1);
    if (relation?.to !== undefined && rest.length > 0 && !isTransform(frame, relation.to, rest)) {
      at = relation.to;
      continue;
    }
    const name = fact?.fields.some((field) => field.name === part) ? part : part.replace(/_id$/, "");
    const isOwn = fact?.fields.some((field) => field.name === name) ?? false;
    const isKey = part === "pk" || part === "id";
    return isOwn || isKey
      ? { model: at, column: isOwn ? name : keyOf(frame, at), how: howOf(rest) }
      : undefined;
  }
  return undefined;
}

/** Whether what follows a relation is no name of the model that it leads to. */
function isTransform(frame: Frame, model: string, [first = ""]: readonly string[]): boolean {
  const fact = frame.flow.models.get(model);
  if (fact === undefined) return true;
  const isName = fact.fields.some(({ name }) => name === first || `${name}_id` === first);
  return !isName && frame.flow.models.relation(model, first) === undefined;
}

/** The name of a model's key, where it declares one. */
function keyOf(frame: Frame, model: string): string {
  return frame.flow.models.get(model)?.fields.find(({ primaryKey }) => primaryKey)?.name ?? "id";
}

/** What is no plain comparison asks for an index of another kind, as texts do: parts of a text or of a document, no case, no accents. */
function howOf(rest: readonly string[]): ColumnUse["how"] {
  const last = rest.at(-1) ?? "exact";
  if (last === "isnull") return "null";
  if (rest.some((part) => ranges.test(part))) return "range";
  return rest.every((part) => equals.test(part)) ? "equal" : "text";
}

/** Columns that a query is narrowed by, and whether there may be more of them. */
export interface Columns {
  readonly columns: readonly ColumnUse[];
  readonly open: boolean;
}

/** The columns that the arguments of `filter` and the like name, those of `Q` among them. */
export function filteredColumns(
  frame: Frame,
  model: string,
  { positional, named, open, call }: Arguments,
): Columns {
  const own = [...named.keys()].flatMap((lookup) => readLookup(frame, model, lookup) ?? []);
  const conditions = positional.flatMap((value) => conditionsOf(value));
  return {
    columns: [...own, ...conditions.flatMap(({ column }) => readLookup(frame, model, column) ?? [])],
    // What is spread may have grown since it was written.
    open: open || call.args.some(({ spread }) => spread !== undefined) || positional.some(isUnknown),
  };
}

function isUnknown(value: FlowValue | undefined): boolean {
  return (
    value?.kind !== "condition" &&
    !(value?.kind === "union" && value.of.every(({ kind }) => kind === "condition"))
  );
}

function conditionsOf(value: FlowValue | undefined): readonly ColumnUse[] {
  if (value?.kind === "condition") return value.columns;
  return value?.kind === "union" ? value.of.flatMap(conditionsOf) : [];
}

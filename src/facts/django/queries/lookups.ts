import type { Frame } from "../../flow/flow.ts";
import type { ColumnUse, FlowValue } from "../../flow/values.ts";

const texts = /^(?:i?contains|i?startswith|i?endswith|i?regex|search|trigram_similar|unaccent)$/;
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
    return isOwn ? { model: at, column: name, how: howOf(rest) } : undefined;
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

function howOf(rest: readonly string[]): ColumnUse["how"] {
  const last = rest.at(-1) ?? "exact";
  if (texts.test(last)) return "text";
  if (last === "isnull") return "null";
  return rest.some((part) => ranges.test(part)) ? "range" : "equal";
}

/** The columns that the arguments of `filter` and the like name, those of `Q` among them. */
export function filteredColumns(
  frame: Frame,
  model: string,
  positional: readonly (FlowValue | undefined)[],
  named: Iterable<string>,
): readonly ColumnUse[] {
  const own = [...named].flatMap((lookup) => readLookup(frame, model, lookup) ?? []);
  const conditions = positional.flatMap((value) => conditionsOf(value));
  return [...own, ...conditions.flatMap(({ column }) => readLookup(frame, model, column) ?? [])];
}

function conditionsOf(value: FlowValue | undefined): readonly ColumnUse[] {
  if (value?.kind === "condition") return value.columns;
  return value?.kind === "union" ? value.of.flatMap(conditionsOf) : [];
}

import type { Frame } from "../../flow/flow.ts";
import type { ColumnPath, ColumnUse, FlowValue } from "../../flow/values.ts";

/** An attribute of a mapped class, as statements name it. */
export function columnOf(frame: Frame, model: string, name: string): FlowValue | undefined {
  const isField = frame.flow.models.get(model)?.fields.some((field) => field.name === name) ?? false;
  const isColumn = isField || frame.flow.models.relation(model, name) !== undefined;
  return isColumn ? { kind: "column", model, steps: [name] } : undefined;
}

const orders: Readonly<Record<string, ColumnUse["how"]>> = {
  "==": "equal",
  in: "equal",
  is: "null",
  "<": "range",
  "<=": "range",
  ">": "range",
  ">=": "range",
};

/** `Order.state == "open"`; a comparison of two columns joins what they belong to, and is none. */
export function compareColumn(
  _frame: Frame,
  left: FlowValue | undefined,
  operator: string,
  right: FlowValue | undefined,
): FlowValue | undefined {
  if (operator === "&" || operator === "|") {
    const columns = readColumns([left, right]);
    return columns.length === 0 ? undefined : { kind: "condition", columns };
  }
  const column = left?.kind === "column" ? left : right?.kind === "column" ? right : undefined;
  if (column === undefined) return undefined;
  const how = orders[operator];
  const isJoin = left?.kind === "column" && right?.kind === "column";
  const use = how === undefined || isJoin ? undefined : useOf(column, right?.kind === "none" ? "null" : how);
  return { kind: "condition", columns: use === undefined ? [] : [use] };
}

function useOf({ model, steps }: ColumnPath, how: ColumnUse["how"]): ColumnUse | undefined {
  const [column] = steps;
  return steps.length === 1 && column !== undefined ? { model, column, how } : undefined;
}

const methods: Readonly<Record<string, ColumnUse["how"]>> = {
  in_: "equal",
  is_: "null",
  is_not: "null",
  isnot: "null",
  between: "range",
  like: "text",
  ilike: "text",
  startswith: "text",
  endswith: "text",
  contains: "text",
  icontains: "text",
  match: "text",
};
const same = new Set([
  "desc",
  "asc",
  "nulls_last",
  "nulls_first",
  "nullslast",
  "nullsfirst",
  "of_type",
  "and_",
  "label",
  "collate",
]);

/** `Order.state.in_(…)`, `Order.made_at.desc()`. */
export function callColumn(column: ColumnPath, name: string): FlowValue | undefined {
  const how = methods[name];
  if (how !== undefined) {
    const use = useOf(column, how);
    return { kind: "condition", columns: use === undefined ? [] : [use] };
  }
  if (name === "any" || name === "has") return { kind: "condition", columns: [] };
  return same.has(name) ? column : undefined;
}

/** The columns of conditions, joined in whatever way, and of what is sorted by. */
export function readColumns(values: readonly (FlowValue | undefined)[]): readonly ColumnUse[] {
  return values.flatMap((value): readonly ColumnUse[] => {
    switch (value?.kind) {
      case "condition":
        return value.columns;
      case "column": {
        const use = useOf(value, "equal");
        return use === undefined ? [] : [use];
      }
      case "list":
        return readColumns(value.items);
      case "union":
        return readColumns(value.of);
      default:
        return [];
    }
  });
}

import type { Frame } from "../../flow/flow.ts";
import { askedAt } from "../../flow/load-tree.ts";
import { beginQuery, withLoads, withQuery } from "../../flow/queries.ts";
import { unionOf } from "../../flow/union.ts";
import type { FlowValue, Place, Rows } from "../../flow/values.ts";

/**
 * `one | other`: the rows of both by one query, which is asked once they are taken, and loads what the first does; those of a relation
 * are its own no longer: https://docs.djangoproject.com/en/6.0/ref/models/querysets/#operators-that-return-new-querysets
 */
export function combineRows(
  _frame: Frame,
  left: FlowValue | undefined,
  operator: string,
  right: FlowValue | undefined,
  place: Place,
): FlowValue | undefined {
  if (!/^[|&^]$/.test(operator)) return undefined;
  const [first, second] = [left, right].map((side) =>
    side?.kind === "union" ? side.of : side ? [side] : [],
  );
  const sides = first?.some(isRows) && second?.some(isRows) ? first : [...(first ?? []), ...(second ?? [])];
  if (!sides.some(isRows)) return undefined;
  return unionOf(sides.map((side) => (isRows(side) ? parted(side, place) : side)));
}

function isRows(value: FlowValue): value is Rows {
  return value.kind === "rows";
}

/** The rows without the row to which they belong. */
function parted(rows: Rows, place: Place): Rows {
  const { model, steps, query, classes } = rows;
  if (steps.length === 0 && query.from === undefined) return rows;
  const loads = steps.length === 0 ? query.loads : askedAt(query.loads, steps);
  const { few, plain } = steps.length === 0 ? query : { few: false, plain: false };
  const combined = withQuery(withLoads(beginQuery(model, place), loads, query.certain), { few, plain });
  return { kind: "rows", model, query: combined, steps: [], each: false, form: "query", classes };
}

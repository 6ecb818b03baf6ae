import { comparedType, type Entity, type Filter, fieldOf } from "#domain";
import { imported, type JsonLike, literal, type Py, py } from "#python";
import type { Kit } from "../kit.ts";
import { sampleElement, sampleValue } from "../values.ts";

/** Values at the edge of a range: what is asked for, what just lies within, and what just does not. */
export interface Edge {
  readonly wanted: JsonLike;
  readonly within: JsonLike;
  readonly outside: JsonLike;
}

const day = "2030-02-03";
const [start, end] = [`${day}T00:00:00.000Z`, `${day}T23:59:59.999Z`];
const [before, next] = ["2030-02-02T23:59:59.999Z", "2030-02-04T00:00:00.000Z"];

/** The edge itself lies within where it is inclusive, and outside where it is not. */
export function edgeOf(kit: Kit, entity: Entity, filter: Filter): Edge | undefined {
  const { by } = filter;
  const field = by.kind === "range" ? fieldOf(entity, by.field) : undefined;
  if (by.kind !== "range" || !field) return undefined;
  const type = comparedType(field);
  if (type === "date-time") return momentEdge(by, filter.type === "date");
  const values = [0, 1, 2]
    .map((number) =>
      field.meaning.kind === "values"
        ? sampleElement(kit, field, number)
        : sampleValue(kit, entity, field, number),
    )
    .toSorted((one, other) => ((one ?? 0) < (other ?? 0) ? -1 : 1));
  const [low, middle, high] = values;
  if (low === undefined || middle === undefined || high === undefined || new Set(values).size < 3)
    return undefined;
  const [inner, outer] = by.edge === "least" ? [high, low] : [low, high];
  return by.inclusive
    ? { wanted: middle, within: middle, outside: outer }
    : { wanted: middle, within: inner, outside: middle };
}

function momentEdge(by: Filter["by"] & { readonly kind: "range" }, isDay: boolean): Edge {
  if (by.edge === "least") {
    if (by.inclusive) return { wanted: isDay ? day : start, within: start, outside: before };
    return isDay
      ? { wanted: day, within: next, outside: end }
      : { wanted: start, within: end, outside: start };
  }
  if (!by.inclusive) return { wanted: isDay ? day : start, within: before, outside: start };
  return isDay ? { wanted: day, within: end, outside: next } : { wanted: start, within: start, outside: end };
}

/** `set_clock.moment = datetime(2030, 2, 3, tzinfo=UTC)` */
export function setsClock(moment: JsonLike): Py {
  const date = new Date(String(moment));
  const numbers = [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
    date.getUTCMilliseconds() * 1000,
  ];
  return py`set_clock.moment = ${imported("datetime", "datetime")}(${numbers.map((number) => literal(number))}, tzinfo=${imported("datetime", "UTC")})`;
}

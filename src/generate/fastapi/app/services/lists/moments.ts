import { type Entity, type Filter, fieldOf, type Shift } from "#domain";
import { imported, name, type Py, py } from "#python";
import { attributeName } from "../../../tables.ts";

/** The variable that holds a parameter, or the moment that stands for it. */
export function momentVariable({ parameter }: Filter): Py {
  return name(attributeName(parameter));
}

/** Statements that settle what left-out parameters stand for, those that others are reckoned from first. */
export function moments(entity: Entity, filters: readonly Filter[]): readonly Py[] {
  const told = filters.filter(({ fallback }) => fallback?.kind === "moment");
  const sorted = told.toSorted((one, other) => Number(refersTo(one, other)) - Number(refersTo(other, one)));
  return sorted.map((filter) => {
    const variable = momentVariable(filter);
    return py`${variable} = filters.${variable} or ${momentOf(entity, filter, filters)}`;
  });
}

/** Whether a bound is a day, and no moment of it. */
export function isDay(entity: Entity, { by, type }: Filter): boolean {
  const meaning = by.kind === "range" ? fieldOf(entity, by.field)?.meaning : undefined;
  if (meaning?.kind === "values") return meaning.of === "date";
  return (meaning?.kind === "scalar" && meaning.type === "date") || type === "date";
}

function refersTo({ fallback }: Filter, { parameter }: Filter): boolean {
  return fallback?.kind === "moment" && fallback.after === parameter;
}

function momentOf(entity: Entity, filter: Filter, filters: readonly Filter[]): Py {
  const { fallback } = filter;
  if (fallback?.kind !== "moment") return py`None`;
  const asDay = isDay(entity, filter);
  const clock = py`${imported("app", "clock")}.now()${asDay && py`.date()`}`;
  const base = filters.find(({ parameter }) => parameter === fallback.after);
  // What another parameter is reckoned from may itself have been left out.
  const from = base ? (base.fallback?.kind === "moment" ? momentVariable(base) : clock) : clock;
  if (!fallback.shift) return from;
  const shift = imported("app.moments", asDay ? "shift_day" : "shift_moment");
  return py`${shift}(${from}, ${imported("datetime", "timedelta")}(${duration(fallback.shift)}))`;
}

function duration({ unit, count }: Shift): Py {
  return py`${name(unit)}=${count}`;
}

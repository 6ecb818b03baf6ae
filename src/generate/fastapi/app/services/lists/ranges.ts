import { type Entity, type Filter, fieldOf } from "#domain";
import { commaList, imported, importedForTyping, name, type Py, py } from "#python";
import { type Blueprint, valuesTableOf } from "../../../blueprint.ts";
import { attributeName, valueColumns } from "../../../tables.ts";
import { primaryKey } from "../../keys.ts";
import { model, tableClass } from "../../names.ts";
import { givenValue, guarded, guardOf } from "./filter-guards.ts";

/** Whether a range is one of the values of a list: both its bounds must hold for the same value. */
export function isOnElements(entity: Entity, { by }: Filter): boolean {
  return by.kind === "range" && fieldOf(entity, by.field)?.meaning.kind === "values";
}

/**
 * Rows of which some value lies within the bounds, once each however many do: what always holds as conditions, the
 * rest as statements that may add one.
 */
export function elementRanges(
  blueprint: Blueprint,
  entity: Entity,
  filters: readonly Filter[],
): { readonly always: readonly Py[]; readonly statements: readonly Py[] } {
  const bounds = filters.filter((filter) => isOnElements(entity, filter));
  const fields = [...new Set(bounds.flatMap(({ by }) => (by.kind === "range" ? [by.field] : [])))];
  const ranges = fields.map((field): { readonly always: Py } | { readonly statement: Py } => {
    const table = valuesTableOf(blueprint, entity.name, field);
    const columns = valueColumns(table);
    const values = tableClass(table);
    const own = bounds.filter(({ by }) => by.kind === "range" && by.field === field);
    const compared = own.map((filter) => ({
      filter,
      expression: comparison(entity, filter, py`${values}.${name(columns.value)}`),
    }));
    const always = compared.filter(({ filter }) => guardOf(filter) === undefined);
    const others = compared.filter((each) => !always.includes(each));
    const within = name(`within_${attributeName(field)}`);
    const select = imported("sqlalchemy", "select");
    const holding = (conditions: Py): Py =>
      py`${model(blueprint, entity.name)}.${primaryKey(entity)}.in_(${select}(${values}.${name(columns.owner)}).where(${conditions}))`;
    if (others.length === 0)
      return { always: holding(commaList(always.map(({ expression }) => expression))) };
    const holds = (conditions: Py): Py => py`conditions.append(${holding(conditions)})`;
    const statement = py`
      ${within}: list[${importedForTyping("sqlalchemy", "ColumnElement")}[bool]] = [${always.map(({ expression }) => expression)}]
      ${others.map(({ filter, expression }) => guarded(filter, py`${within}.append(${expression})`))}
      ${
        always.length > 0
          ? holds(py`*${within}`)
          : py`
            if ${within}:
                ${holds(py`*${within}`)}`
      }`;
    return { statement };
  });
  return {
    always: ranges.flatMap((range) => ("always" in range ? [range.always] : [])),
    statements: ranges.flatMap((range) => ("statement" in range ? [range.statement] : [])),
  };
}

/** `Book.price >= filters.min_price` */
export function comparison(entity: Entity, filter: Filter, column: Py): Py {
  const { by } = filter;
  if (by.kind !== "range") return column;
  const sign = by.edge === "least" ? (by.inclusive ? py`>=` : py`>`) : by.inclusive ? py`<=` : py`<`;
  return py`${column} ${sign} ${edgeOf(entity, filter)}`;
}

/** The value itself, or of a day the moment at which the range begins or ends. */
function edgeOf(entity: Entity, filter: Filter): Py {
  const value = givenValue(filter);
  const { by } = filter;
  if (by.kind !== "range") return value;
  const meaning = fieldOf(entity, by.field)?.meaning;
  const isMoment =
    meaning?.kind === "created-at" ||
    meaning?.kind === "updated-at" ||
    (meaning?.kind === "scalar" && meaning.type === "date-time");
  if (!isMoment || filter.type !== "date") return value;
  const [datetime, time, utc] = ["datetime", "time", "UTC"].map((symbol) => imported("datetime", symbol));
  const isEnd = (by.edge === "most") === by.inclusive;
  return py`${datetime}.combine(${value}, ${time}.${name(isEnd ? "max" : "min")}, ${utc})`;
}

import type { Entity, Filter, FilterTarget } from "#domain";
import { imported, name, type Py, py } from "#python";
import {
  type Blueprint,
  entityNamed,
  membershipTableOf,
  objectsTableOf,
  valuesTableOf,
} from "../../../blueprint.ts";
import {
  attributeName,
  membershipColumns,
  objectColumns,
  parentColumnName,
  valueColumns,
} from "../../../tables.ts";
import { isPrimary, pathKey, primaryKey } from "../../keys.ts";
import { model, tableClass } from "../../names.ts";
import { givenValue } from "./filter-guards.ts";
import { comparison } from "./ranges.ts";

const select = (): Py => imported("sqlalchemy", "select");

export interface Condition {
  /** A statement that the expression rests on. */
  readonly before?: Py;
  readonly expression: Py;
}

/** What rows must fulfil to pass a filter. */
export function conditionOf(blueprint: Blueprint, entity: Entity, filter: Filter): Condition {
  const title = model(blueprint, entity.name);
  const { by } = filter;
  const value = givenValue(filter);
  const matches = (column: Py): Py =>
    filter.several ? py`${column}.in_(${value})` : py`${column} == ${value}`;
  switch (by.kind) {
    case "field":
      return { expression: matches(py`${title}.${name(attributeName(by.field))}`) };
    case "range":
      return { expression: comparison(entity, filter, py`${title}.${name(attributeName(by.field))}`) };
    case "day":
      return { expression: dayCondition(filter, py`${title}.${name(attributeName(by.field))}`, value) };
    case "search":
      return { expression: searchCondition(title, by.fields, value) };
    case "present": {
      const column = py`${title}.${name(attributeName(by.field))}`;
      return { expression: py`${column}.is_not(None) if ${value} else ${column}.is_(None)` };
    }
    case "contains": {
      const { owner, value: column } = elementColumns(blueprint, entity, by);
      return {
        before: py`matching = ${select()}(${owner}).where(${matches(column)})`,
        expression: py`${title}.${primaryKey(entity)}.in_(matching)`,
      };
    }
    case "reference": {
      const owner = entityNamed(blueprint, by.entity);
      const target = model(blueprint, by.entity);
      const column = name(`${attributeName(by.field)}_id`);
      return throughKey(
        py`${title}.${column}`,
        py`${target}.${primaryKey(owner)}`,
        matches(py`${target}.${name(attributeName(by.key))}`),
        { variable: column, several: filter.several !== undefined },
      );
    }
    case "parent": {
      const parent = entityNamed(blueprint, by.entity);
      const key = name(parentColumnName(entity));
      const column = py`${title}.${key}`;
      if (isPrimary(parent)) return { expression: matches(column) };
      const target = model(blueprint, by.entity);
      return throughKey(
        column,
        py`${target}.${primaryKey(parent)}`,
        matches(py`${target}.${pathKey(parent)}`),
        { variable: key, several: filter.several !== undefined },
      );
    }
    case "named":
      return namedCondition(blueprint, py`${title}.${name(attributeName(by.field))}`, by, value);
    case "member":
      return {
        before: memberStatement(blueprint, by, value),
        expression: py`${title}.${primaryKey(entity)}.in_(chosen)`,
      };
  }
}

/** That a moment lies on a day, in UTC; on a text that is no day none does. */
function dayCondition({ type }: Filter, column: Py, value: Py): Py {
  if (type === "string") return py`${imported("app.moments", "on_day")}(${column}, ${value})`;
  const [datetime, time, utc] = ["datetime", "time", "UTC"].map((symbol) => imported("datetime", symbol));
  const edge = (end: string): Py => py`${datetime}.combine(${value}, ${time}.${name(end)}, ${utc})`;
  return py`${column}.between(${edge("min")}, ${edge("max")})`;
}

/** That the row which a column names by its key has a value. */
function namedCondition(
  blueprint: Blueprint,
  column: Py,
  { entity, of }: FilterTarget & { readonly kind: "named" },
  value: Py,
): Condition {
  const target = model(blueprint, entity);
  const key = primaryKey(entityNamed(blueprint, entity));
  return {
    before: py`named = ${select()}(${target}.${key}).where(${target}.${name(attributeName(of))} == ${value})`,
    expression: py`${column}.in_(named)`,
  };
}

/** Of the table of a list: the row that an element belongs to, and what it is compared by. */
function elementColumns(
  blueprint: Blueprint,
  entity: Entity,
  { field, member }: FilterTarget & { readonly kind: "contains" },
): { readonly owner: Py; readonly value: Py } {
  const table =
    member === undefined
      ? valuesTableOf(blueprint, entity.name, field)
      : objectsTableOf(blueprint, entity.name, field);
  const { owner } = member === undefined ? valueColumns(table) : objectColumns(table);
  const value = member === undefined ? valueColumns(table).value : attributeName(member);
  const rows = tableClass(table);
  return { owner: py`${rows}.${name(owner)}`, value: py`${rows}.${name(value)}` };
}

/** Signs that a database takes for patterns mean themselves. */
function searchCondition(title: Py, fields: readonly string[], value: Py): Py {
  const found = fields.map(
    (field) => py`${title}.${name(attributeName(field))}.icontains(${value}, autoescape=True)`,
  );
  const [only] = found;
  return only && found.length === 1 ? only : py`${imported("sqlalchemy", "or_")}(${found})`;
}

/** A foreign key that refers to rows which are known by another key. */
function throughKey(
  column: Py,
  target: Py,
  matches: Py,
  { variable, several }: { readonly variable: Py; readonly several: boolean },
): Condition {
  return {
    before: py`${variable} = ${select()}(${target}).where(${matches})`,
    expression: several ? py`${column}.in_(${variable})` : py`${column} == ${variable}.scalar_subquery()`,
  };
}

function memberStatement(
  blueprint: Blueprint,
  by: Filter["by"] & { readonly kind: "member" },
  value: Py,
): Py {
  const members = tableClass(membershipTableOf(blueprint, by.relation));
  const columns = membershipColumns(blueprint.domain, by.relation);
  const account = model(blueprint, blueprint.account?.name ?? "");
  return py`
    chosen = (
        ${select()}(${members}.${name(columns.target)})
        .join(${account}, ${account}.${blueprint.account && primaryKey(blueprint.account)} == ${members}.${name(columns.member)})
        .where(${account}.${name(attributeName(by.key))} == ${value})
    )`;
}

import { assert } from "#base";
import type { Entity, ListBehaviour, OrderKey, Sorting } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { type Blueprint, tableOf } from "../../../blueprint.ts";
import { attributeName, type Column } from "../../../tables.ts";
import { model } from "../../names.ts";

/** What the rows of a list are ordered by, each with how a cursor writes it. */
export function keysOf(blueprint: Blueprint, entity: Entity, order: readonly OrderKey[]): readonly Py[] {
  return order.map(({ field, descending }) => keyOf(blueprint, entity, field, descending));
}

function keyOf(blueprint: Blueprint, entity: Entity, field: string, descending: boolean): Py {
  const column = columnOf(blueprint, entity, field);
  const way = descending && py`, descending=True`;
  return py`${imported("app.cursors", "Key")}(${model(blueprint, entity.name)}.${name(column.name)}, ${writtenType(column)}${way})`;
}

function columnOf(blueprint: Blueprint, entity: Entity, field: string): Column {
  const column = tableOf(blueprint, entity.name).columns.find(
    ({ name: each }) => each === attributeName(field),
  );
  assert(column, `${entity.name} rows have no ${field}`);
  return column;
}

/** How a value of a column is read from what anybody may have written. */
function writtenType({ type }: Column): Py {
  const base = (symbol: string): Py => imported("app.schemas", symbol);
  switch (type.kind) {
    case "text":
    case "string":
      return base("Text");
    case "integer":
      return base("BigInt");
    case "datetime":
      return base("Moment");
    case "date":
      return base("Date");
    case "bytes":
      return py`bytes`;
    case "uuid":
      return imported("uuid", "UUID");
    case "numeric":
      return imported("decimal", "Decimal");
    case "float":
      return imported("pydantic", "FiniteFloat");
    case "boolean":
      return py`bool`;
    case "json":
      throw new Error("keelback is broken here: what is kept whole has no order");
  }
}

export function orderBy(blueprint: Blueprint, entity: Entity, order: readonly OrderKey[]): readonly Py[] {
  const title = model(blueprint, entity.name);
  return order.map(
    ({ field, descending }) => py`${title}.${name(attributeName(field))}${descending && py`.desc()`}`,
  );
}

/** The name of the function that orders rows as callers ask for it. */
export function sortName(functionName: string): string {
  return `_order_of_${functionName}`;
}

/** A call of it. */
export function sorted(functionName: string, { parameter, direction }: Sorting): Py {
  const way = direction && py`, filters.${name(attributeName(direction.parameter))}`;
  return py`${name(sortName(functionName))}(filters.${name(attributeName(parameter))}${way})`;
}

/** The function that orders rows as callers ask for it; those that are alike in that as the list does anyhow. */
export function sortFunction(
  blueprint: Blueprint,
  functionName: string,
  entity: Entity,
  { order, sorting, pagination }: ListBehaviour & { readonly sorting: Sorting },
): Py {
  const isKeyset = pagination?.style === "keyset";
  const { several, fallback, direction } = sorting;
  const usual = isKeyset ? keysOf(blueprint, entity, order) : orderBy(blueprint, entity, order);
  const result = isKeyset
    ? py`${imported("collections.abc", "Sequence")}[${imported("app.cursors", "Key")}]`
    : py`${imported("collections.abc", "Sequence")}[${expression()}]`;
  const one = oneOrder(blueprint, entity, { order, sorting }, isKeyset);
  const type = several
    ? py`${imported("collections.abc", "Sequence")}[str]`
    : fallback === undefined
      ? py`str | None`
      : py`str`;
  const way = direction && py`direction: ${direction.fallback === undefined ? py`str | None` : py`str`}`;
  const isNone = several ? undefined : unasked(sorting);
  return py`
    def ${name(sortName(functionName))}(${[py`${several ? py`sorts` : py`sort`}: ${type}`, way]}) -> ${result}:
        usual = (${usual},)
        ${
          isNone &&
          py`
        if ${isNone}:
            return usual`
        }
        ${one.table}
        ${several ? py`return (*(${one.order} for sort in sorts), *usual)` : py`return (${one.order}, *usual)`}`;
}

/** Whether callers ask for nothing, where that can be told: a way has a default of its own. */
function unasked({ fallback, direction }: Sorting): Py | undefined {
  if (fallback !== undefined || direction?.fallback !== undefined) return undefined;
  return direction ? py`sort is None and direction is None` : py`sort is None`;
}

/** A table of what can be sorted by, and the order that one choice of it stands for. */
function oneOrder(
  blueprint: Blueprint,
  entity: Entity,
  { order, sorting }: { readonly order: readonly OrderKey[]; readonly sorting: Sorting },
  isKeyset: boolean,
): { readonly table: Py; readonly order: Py } {
  const title = model(blueprint, entity.name);
  const { choices, direction, isListed, fallback } = sorting;
  const columnIn = (field: string): Py => py`${title}.${name(columnOf(blueprint, entity, field).name)}`;
  if (direction || !isListed) {
    const names = [...new Set(choices.map(({ value }) => value.replace(/^-/, "")))];
    const entries = names.map((value) => {
      const field = choices.find((choice) => choice.value === value)?.field ?? value;
      return isKeyset
        ? py`${str(value)}: ${keyOf(blueprint, entity, field, false)}`
        : py`${str(value)}: ${columnIn(field)}`;
    });
    const [first] = order;
    // A way without a field is that of the list's own order.
    if (direction && fallback === undefined && first)
      entries.unshift(
        isKeyset
          ? py`None: ${keyOf(blueprint, entity, first.field, false)}`
          : py`None: ${columnIn(first.field)}`,
      );
    const down = direction ? py`direction == ${str(direction.descending)}` : py`sort.startswith("-")`;
    const bare = direction ? py`sort` : py`sort.removeprefix("-")`;
    if (isKeyset)
      return {
        table: py`keys = {${entries}}`,
        order: py`${imported("dataclasses", "replace")}(keys[${bare}], descending=${down})`,
      };
    const column = py`columns[${bare}]`;
    const chosen = py`${imported("sqlalchemy", "desc")}(${column}) if ${down} else ${imported("sqlalchemy", "asc")}(${column})`;
    const hollow = choices.some((choice) => choice.hollow);
    return {
      table: py`columns: dict[${direction && fallback === undefined ? py`str | None` : py`str`}, ${expression()}] = {${entries}}`,
      order: hollow ? py`${imported("sqlalchemy", "nulls_last")}(${chosen})` : chosen,
    };
  }
  const entries = choices.map(({ value, field, descending, hollow }) =>
    isKeyset
      ? py`${str(value)}: ${keyOf(blueprint, entity, field, descending)}`
      : py`${str(value)}: ${columnIn(field)}${descending ? py`.desc()` : py`.asc()`}${hollow && py`.nulls_last()`}`,
  );
  const type = !isKeyset && py`: dict[str, ${expression()}]`;
  return { table: py`orders${type} = {${entries}}`, order: py`orders[sort]` };
}

const expression = (): Py =>
  py`${imported("sqlalchemy", "ColumnExpressionArgument")}[${imported("typing", "Any")}]`;

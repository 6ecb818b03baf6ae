import type { Axis } from "#domain";
import { blocks, imported, literal, name, type Py, py } from "#python";
import { type Blueprint, entityNamed } from "../blueprint.ts";
import { axisConstant, cellParts } from "../cells.ts";
import { attributeName, type Column, type Table } from "../tables.ts";
import { choiceType } from "./value-types.ts";

/** What stands above a table of cells: the values that there are, the empty one, and every coordinate. */
export function cellConstants(blueprint: Blueprint, { origin }: Table): readonly Py[] {
  const entity = origin.kind === "entity" ? entityNamed(blueprint, origin.entity) : undefined;
  if (!entity?.cells) return [];
  const { cells, field, valueAlias } = cellParts(entity);
  const values = field.meaning.kind === "enum" ? field.meaning.values : [];
  const alias = valueAlias === undefined ? undefined : name(valueAlias);
  const constants = py`
    # What a cell shows that nobody has written.
    EMPTY${alias && py`: ${alias}`} = ${literal(cells.empty)}
    # The coordinates that there are.
    ${cells.axes.map((axis) => py`${name(axisConstant(axis))} = ${allOf(axis)}`)}`;
  return [blocks([...(alias ? [py`${alias} = ${choiceType(values)}`] : []), constants])];
}

function allOf({ values }: Axis): Py {
  return values.kind === "range"
    ? py`range(${values.minimum !== 0 && py`${literal(values.minimum)}, `}${literal(values.maximum + 1)})`
    : py`(${values.values.map((value) => literal(value))}${values.values.length === 1 && py`,`})`;
}

/** The type of the column that holds what stands in a cell, where that is one of a few values. */
export function cellColumnType(blueprint: Blueprint, { origin }: Table, column: Column): Py | undefined {
  const entity = origin.kind === "entity" ? entityNamed(blueprint, origin.entity) : undefined;
  if (!entity?.cells || column.name !== attributeName(entity.cells.value)) return undefined;
  const { valueAlias } = cellParts(entity);
  return valueAlias === undefined ? undefined : imported(`app.${entity.table}.models`, valueAlias);
}

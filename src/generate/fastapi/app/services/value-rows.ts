import type { Entity, Field } from "#domain";
import { name, type Py, py } from "#python";
import { type Blueprint, valuesTableOf } from "../../blueprint.ts";
import { valueColumns } from "../../tables.ts";
import { tableClass } from "../names.ts";

/** A list of values as rows of its table, in order where the table keeps one. */
export function valueRowList(blueprint: Blueprint, entity: Entity, field: Field, values: Py): Py {
  const table = valuesTableOf(blueprint, entity.name, field.name);
  const columns = valueColumns(table);
  const value = name(columns.value);
  if (columns.position === undefined)
    return py`[${tableClass(table)}(${value}=${value}) for ${value} in ${values}]`;
  return py`[${tableClass(table)}(position=position, ${value}=${value}) for position, ${value} in enumerate(${values})]`;
}

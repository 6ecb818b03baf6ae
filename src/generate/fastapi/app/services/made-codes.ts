import { isPlainTemplate } from "#contract";
import type { Entity } from "#domain";
import { name, type Py, py } from "#python";
import { type Blueprint, tableOf } from "../../blueprint.ts";
import { attributeName } from "../../tables.ts";
import { keyMaker } from "../key-makers.ts";

/** Codes that say something of the row, which no default of a column could know. */
export function madeCodes(blueprint: Blueprint, entity: Entity, holder: Py = py`details`): readonly Py[] {
  const table = tableOf(blueprint, entity.name);
  return table.columns.flatMap((column) => {
    const { text = [] } = column;
    if (isPlainTemplate(text)) return [];
    const fields = text.flatMap((part) => (part.kind === "choice" ? [part.field] : []));
    const given = [...new Set(fields)].map((field) => py`${holder}.${name(attributeName(field))}`);
    return [py`${name(column.name)}=${keyMaker(table, column)}(${given}),`];
  });
}

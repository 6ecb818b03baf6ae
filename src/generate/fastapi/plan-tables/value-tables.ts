import { plural, snakeCase } from "#base";
import {
  type Domain,
  type Entity,
  elementName,
  type Field,
  type ScalarType,
  type ScalarValue,
} from "#domain";
import { classNameText, identifierText } from "#python";
import { type Column, type ColumnType, indexedLength, isSearched, type Table } from "../tables.ts";
import { choiceColumn, integer, plainColumn, referenceTo, scalarColumn } from "./columns.ts";

function elementColumn(
  field: Field,
  of: ScalarType,
  choices: readonly ScalarValue[] | undefined,
): ColumnType {
  if (choices) return choiceColumn(choices);
  return of === "string" ? { kind: "string", length: indexedLength } : scalarColumn(of, field, false);
}

/** One table for each list of values: a row of it is one value. */
export function valueTables(domain: Domain, entity: Entity): readonly Table[] {
  return entity.fields.flatMap((field) => {
    if (field.meaning.kind !== "values") return [];
    const element = identifierText(elementName(field.name));
    const owner = `${snakeCase(entity.name)}_id`;
    const value: Column = {
      ...plainColumn,
      name: element,
      type: elementColumn(field, field.meaning.of, field.meaning.choices),
    };
    const row: Column = {
      ...plainColumn,
      name: owner,
      primaryKey: true,
      ...referenceTo(domain, entity.name),
    };
    // Values that are looked up are labels: each once, in their own order. Others are a list, in the client's order.
    const columns = isSearched(domain, entity, field)
      ? [row, { ...value, primaryKey: true, index: true }]
      : [row, { ...plainColumn, name: "position", type: integer, primaryKey: true }, value];
    return [
      {
        name: `${snakeCase(entity.name)}_${plural(element)}`,
        className: `${entity.name}${classNameText(element)}`,
        module: entity.table,
        origin: { kind: "values" as const, entity: entity.name, field: field.name },
        columns,
        uniques: [],
        indexes: [],
      },
    ];
  });
}

import { plural, snakeCase } from "#base";
import { type Domain, type Entity, elementName, type Field, type FieldMeaning } from "#domain";
import { attributeStem, classNameOf } from "../python-names.ts";
import {
  attributeName,
  type Column,
  type ColumnType,
  indexedLength,
  isSearched,
  type Table,
} from "../tables.ts";
import { choiceColumn, integer, plainColumn, referenceTo, scalarColumn, text } from "./columns.ts";
import { filteredFields } from "./indexes.ts";

function elementColumn(field: Field, meaning: Values, isIndexed: boolean): ColumnType {
  const { of, bounds, choices } = meaning;
  if (choices) return choiceColumn(choices);
  if (of !== "string") return scalarColumn(of, field, false);
  if (bounds.maxLength !== undefined) return { kind: "string", length: bounds.maxLength };
  return isIndexed ? { kind: "string", length: indexedLength } : text;
}

type Values = FieldMeaning & { readonly kind: "values" };

/** The name of the column that holds a value, apart from those beside it. */
function valueColumn(element: string, owner: string): string {
  const column = attributeName(element);
  return column === owner || column === "position" ? `${column}_value` : column;
}

/** What its rows are called: no name of Python's is in the way of a table's. */
function nameStem(field: Field, owner: string): string {
  const stem = attributeStem(elementName(field.name));
  return stem === owner || stem === "position" ? `${stem}_value` : stem;
}

/** One table for each list of values: a row of it is one value. */
export function valueTables(domain: Domain, entity: Entity): readonly Table[] {
  return entity.fields.flatMap((field) => {
    if (field.meaning.kind !== "values") return [];
    const isFiltered = filteredFields(domain, entity).has(field.name);
    const owner = `${snakeCase(entity.name)}_id`;
    const element = valueColumn(elementName(field.name), owner);
    const value: Column = {
      ...plainColumn,
      name: element,
      type: elementColumn(field, field.meaning, isSearched(domain, entity, field) || isFiltered),
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
      : [
          row,
          { ...plainColumn, name: "position", type: integer, primaryKey: true },
          { ...value, index: isFiltered },
        ];
    return [
      {
        name: `${snakeCase(entity.name)}_${plural(nameStem(field, owner))}`,
        className: classNameOf(`${entity.name} ${element}`),
        module: entity.table,
        origin: { kind: "values" as const, entity: entity.name, field: field.name },
        columns,
        uniques: [],
        indexes: [],
      },
    ];
  });
}

import { assert, snakeCase } from "#base";
import type { Domain, Field, ScalarType } from "#domain";
import { type Column, type ColumnType, indexedLength } from "../tables.ts";

export const plainColumn = { nullable: false, primaryKey: false, unique: false, index: false } as const;
export const text: ColumnType = { kind: "text" };
export const integer: ColumnType = { kind: "integer" };

export function referenceColumn(domain: Domain, attribute: string, entityName: string): Column {
  const target = domain.entities.find(({ name }) => name === entityName);
  assert(target, `the domain refers to ${entityName}, which it does not have`);
  return { ...plainColumn, name: `${snakeCase(attribute)}_id`, type: integer, refersTo: target.table };
}

export function scalarColumn(type: ScalarType, field: Field, filtered: boolean): ColumnType {
  switch (type) {
    case "string":
      if (field.unique || filtered)
        return { kind: "string", length: Math.min(field.bounds.maxLength ?? indexedLength, indexedLength) };
      return field.bounds.maxLength === undefined ? text : { kind: "string", length: field.bounds.maxLength };
    case "integer":
    case "boolean":
    case "date":
    case "uuid":
      return { kind: type };
    case "number":
      return { kind: "float" };
    case "decimal":
      return { kind: "numeric" };
    case "date-time":
      return { kind: "datetime" };
  }
}

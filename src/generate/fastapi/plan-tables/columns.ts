import { assert, snakeCase } from "#base";
import { type Domain, type Entity, type Field, primaryField, primaryKeyName, type ScalarType } from "#domain";
import {
  attributeName,
  type Column,
  type ColumnReference,
  type ColumnType,
  indexedLength,
} from "../tables.ts";

export const plainColumn = { nullable: false, primaryKey: false, unique: false, index: false } as const;
export const text: ColumnType = { kind: "text" };
export const integer: ColumnType = { kind: "integer" };

export function referenceColumn(domain: Domain, attribute: string, entityName: string): Column {
  return { ...plainColumn, name: `${snakeCase(attribute)}_id`, ...referenceTo(domain, entityName) };
}

/** The type of a column that refers to rows of an entity, and to what. */
export function referenceTo(
  domain: Domain,
  entityName: string,
): { readonly type: ColumnType; readonly refersTo: ColumnReference } {
  const target = domain.entities.find(({ name }) => name === entityName);
  assert(target, `the domain refers to ${entityName}, which it does not have`);
  return {
    type: keyType(target),
    refersTo: { table: target.table, column: attributeName(primaryKeyName(target)) },
  };
}

/** The type of an entity's primary key. */
export function keyType(entity: Entity): ColumnType {
  const field = primaryField(entity);
  if (field?.meaning.kind !== "identity" && field?.meaning.kind !== "scalar") return integer;
  return scalarColumn(field.meaning.type, { ...field, unique: true }, false);
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

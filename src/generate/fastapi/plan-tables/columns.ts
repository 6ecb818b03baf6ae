import { assert, snakeCase } from "#base";
import { templateLength } from "#contract";
import {
  type Domain,
  type Entity,
  type Field,
  type FieldMeaning,
  primaryField,
  primaryKeyName,
  type ScalarType,
  type ScalarValue,
} from "#domain";
import {
  attributeName,
  type Column,
  type ColumnReference,
  type ColumnType,
  indexedLength,
} from "../tables.ts";

export const plainColumn = { nullable: false, primaryKey: false, unique: false, index: false } as const;
export const text: ColumnType = { kind: "text" };
/** Hexadecimal digits of SHA-256. */
export const digestLength = 64;
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
  return identityColumn(field.meaning, field);
}

/** The type of a column that tells rows apart. */
export function identityColumn(
  meaning: FieldMeaning & { readonly kind: "identity" | "scalar" },
  field: Field,
): ColumnType {
  if (meaning.kind === "identity" && meaning.text)
    return { kind: "string", length: templateLength(meaning.text) };
  return scalarColumn(meaning.type, { ...field, unique: true }, false);
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
    case "decimal-text":
      return { kind: "numeric" };
    case "date-time":
      return { kind: "datetime" };
  }
}

/** What keeps one of a few values: a column of their type, or JSON where they are of several. */
export function choiceColumn(values: readonly ScalarValue[]): ColumnType {
  const texts = values.filter((value) => typeof value === "string");
  if (texts.length === values.length)
    return { kind: "string", length: Math.max(...texts.map((text) => [...text].length), 1) };
  if (values.every((value) => typeof value === "boolean")) return { kind: "boolean" };
  if (values.every((value) => typeof value === "number"))
    return { kind: values.every((value) => Number.isInteger(value)) ? "integer" : "float" };
  return { kind: "json", holds: "scalar" };
}

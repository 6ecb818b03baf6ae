import { type Domain, type Entity, type Field, primaryField, primaryKeyName } from "#domain";
import { classNameOf } from "../python-names.ts";
import { attributeName, type Column, parentColumnName, slugLength, type Table } from "../tables.ts";
import {
  choiceColumn,
  identityColumn,
  keyType,
  plainColumn,
  referenceColumn,
  referenceTo,
  scalarColumn,
  text,
} from "./columns.ts";
import { entityIndexes, filteredFields, withSingleIndexes } from "./indexes.ts";

export function entityTable(domain: Domain, entity: Entity): Table {
  const listed = filteredFields(domain, entity);
  const columns: Column[] = [keyColumn(entity)];
  if (entity.parent) columns.push(parentReference(domain, entity, entity.parent.entity));
  for (const field of entity.fields) {
    if (field === primaryField(entity)) continue;
    const column = fieldColumn(domain, field, listed.has(field.name));
    if (column) columns.push(column);
  }
  return {
    name: entity.table,
    className: classNameOf(entity.name),
    module: entity.table,
    origin: { kind: "entity", entity: entity.name },
    columns: withSingleIndexes(columns, entityIndexes(domain, entity, columns)),
    uniques: [],
    indexes: entityIndexes(domain, entity, columns).filter((index) => index.length > 1),
  };
}

function keyColumn(entity: Entity): Column {
  const type = keyType(entity);
  const isGiven = primaryField(entity)?.meaning.kind === "scalar";
  return {
    ...plainColumn,
    name: attributeName(primaryKeyName(entity)),
    type,
    primaryKey: true,
    made: isGiven ? "client" : type.kind === "integer" ? "database" : "application",
    ...textOf(primaryField(entity)),
  };
}

function parentReference(domain: Domain, entity: Entity, parent: string): Column {
  return { ...plainColumn, name: parentColumnName(entity), ...referenceTo(domain, parent) };
}

function textOf(field: Field | undefined): Pick<Column, "text"> {
  return field?.meaning.kind === "identity" && field.meaning.text ? { text: field.meaning.text } : {};
}

function fieldColumn(domain: Domain, field: Field, filtered: boolean): Column | undefined {
  const { meaning } = field;
  const column = {
    ...plainColumn,
    name: attributeName(field.name),
    nullable: field.nullable || field.missing !== "never",
    unique: field.unique,
  };
  const fallback =
    typeof field.default === "string" ||
    typeof field.default === "number" ||
    typeof field.default === "boolean"
      ? { default: field.default }
      : {};
  switch (meaning.kind) {
    case "scalar":
      return { ...column, ...fallback, type: scalarColumn(meaning.type, field, filtered) };
    case "enum":
      return { ...column, ...fallback, type: choiceColumn(meaning.values) };
    case "password":
      return { ...plainColumn, name: `${attributeName(field.name)}_hash`, type: text };
    case "slug":
      return { ...column, type: { kind: "string", length: slugLength }, unique: true };
    case "created-at":
    case "updated-at":
      return { ...column, type: { kind: "datetime" } };
    case "reference":
      return { ...referenceColumn(domain, field.name, meaning.entity), nullable: field.nullable };
    case "identity":
      return { ...column, type: identityColumn(meaning, field), made: "application", ...textOf(field) };
    // The column that refers to the row above holds it.
    case "parent-key":
    case "constant":
    case "values":
    case "token":
    case "caller-flag":
    case "count":
      return undefined;
  }
}

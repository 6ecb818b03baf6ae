import type { Domain, Entity, Field } from "#domain";
import { attributeName, type Column, slugLength, type Table } from "../tables.ts";
import { integer, plainColumn, referenceColumn, scalarColumn, text } from "./columns.ts";
import { entityIndexes, filteredFields, withSingleIndexes } from "./indexes.ts";

export function entityTable(domain: Domain, entity: Entity): Table {
  const listed = filteredFields(domain, entity);
  const columns: Column[] = [idColumn(entity)];
  if (entity.parent) columns.push(referenceColumn(domain, entity.parent.entity, entity.parent.entity));
  for (const field of entity.fields) {
    if (field.name === entity.identity.field && field.meaning.kind === "identity") continue;
    const column = fieldColumn(domain, field, listed.has(field.name));
    if (column) columns.push(column);
  }
  return {
    name: entity.table,
    className: entity.name,
    module: entity.table,
    origin: { kind: "entity", entity: entity.name },
    columns: withSingleIndexes(columns, entityIndexes(domain, entity, columns)),
    uniques: [],
    indexes: entityIndexes(domain, entity, columns).filter((index) => index.length > 1),
  };
}

function idColumn(entity: Entity): Column {
  const field = entity.fields.find(({ name }) => name === entity.identity.field);
  const isUuid = field?.meaning.kind === "identity" && field.meaning.type === "uuid";
  return { ...plainColumn, name: "id", type: isUuid ? { kind: "uuid" } : integer, primaryKey: true };
}

function fieldColumn(domain: Domain, field: Field, filtered: boolean): Column | undefined {
  const { meaning } = field;
  const column = {
    ...plainColumn,
    name: attributeName(field.name),
    nullable: field.nullable,
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
      return {
        ...column,
        ...fallback,
        type: { kind: "string", length: Math.max(...meaning.values.map((value) => value.length), 1) },
      };
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
    case "values":
    case "token":
    case "caller-flag":
    case "count":
      return undefined;
  }
}

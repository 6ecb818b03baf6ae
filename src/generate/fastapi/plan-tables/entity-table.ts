import { type Domain, type Entity, type Field, isKeyWithin, primaryField, primaryKeyName } from "#domain";
import { classNameOf } from "../python-names.ts";
import {
  attributeName,
  type Column,
  deletedAt,
  firstVersion,
  indexedLength,
  ownerColumnName,
  parentColumnName,
  subjectColumn,
  type Table,
  versionColumn,
} from "../tables.ts";
import { integer, keyType, plainColumn, referenceTo } from "./columns.ts";
import { fieldColumn, textOf } from "./field-column.ts";
import { entityIndexes, filteredFields, withSingleIndexes } from "./indexes.ts";

export function entityTable(domain: Domain, entity: Entity): Table {
  const listed = filteredFields(domain, entity);
  const columns: Column[] = entity.cells ? [] : [keyColumn(entity)];
  if (entity.parent) columns.push(parentReference(domain, entity, entity.parent.entity));
  if (entity.owner && !entity.owner.shown) columns.push(ownerReference(domain, entity));
  if (entity.subject) columns.push(subjectReference(entity));
  for (const field of entity.fields) {
    if (field === primaryField(entity)) continue;
    const column = fieldColumn(domain, field, listed.has(field.name));
    const isCoordinate = entity.cells?.axes.some((axis) => axis.field === field.name);
    if (column && isCoordinate) columns.push({ ...column, primaryKey: true });
    else if (column && isKeyWithin(entity, field)) columns.push({ ...column, unique: false });
    else if (column) columns.push(isOfSomeKinds(entity, field) ? withoutDefault(column) : column);
  }
  if (entity.versioned)
    columns.push({ ...plainColumn, name: versionColumn(entity), type: integer, default: firstVersion });
  if (entity.keepsDeleted)
    columns.push({ ...plainColumn, name: deletedAt, type: { kind: "datetime" }, nullable: true });
  return {
    name: entity.table,
    className: classNameOf(entity.name),
    module: entity.table,
    origin: { kind: "entity", entity: entity.name },
    columns: withSingleIndexes(columns, entityIndexes(domain, entity, columns)),
    uniques: keysWithin(entity),
    indexes: entityIndexes(domain, entity, columns).filter((index) => index.length > 1),
  };
}

/** Keys that are unique below one row. */
function keysWithin(entity: Entity): Table["uniques"] {
  const { field, within } = entity.identity;
  return within === undefined ? [] : [[parentColumnName(entity), attributeName(field)]];
}

/** Whether only rows of some kinds have the field. */
function isOfSomeKinds({ kinds }: Entity, field: Field): boolean {
  return kinds?.of.some(({ fields }) => !fields.includes(field.name)) ?? false;
}

function withoutDefault({ default: _, ...column }: Column): Column {
  return { ...column, nullable: true };
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

function ownerReference(domain: Domain, entity: Entity): Column {
  return {
    ...plainColumn,
    name: ownerColumnName(entity),
    ...referenceTo(domain, domain.accounts?.entity ?? ""),
    unique: entity.owner?.alone === true,
  };
}

/** The key of a user in another server's tables: no foreign key holds it. */
function subjectReference(entity: Entity): Column {
  return { ...plainColumn, name: subjectColumn(entity), type: { kind: "string", length: indexedLength } };
}

function parentReference(domain: Domain, entity: Entity, parent: string): Column {
  return { ...plainColumn, name: parentColumnName(entity), ...referenceTo(domain, parent) };
}

import { assert, plural, snakeCase } from "#base";
import { type Domain, type Entity, elementName, type Field } from "#domain";
import { identifierText } from "#python";
import { classNameOf } from "../python-names.ts";
import { attributeName, type Column, indexedLength, isSearchedMember, type Table } from "../tables.ts";
import { integer, plainColumn, referenceTo } from "./columns.ts";
import { fieldColumn } from "./field-column.ts";

/** One table for each list of objects: a row of it is one object, at its place in the list. */
export function objectTables(domain: Domain, entity: Entity): readonly Table[] {
  return entity.fields.flatMap((field) =>
    field.meaning.kind === "objects" ? [objectTable(domain, entity, field)] : [],
  );
}

function objectTable(domain: Domain, entity: Entity, field: Field): Table {
  const { meaning } = field;
  const value = domain.values.find(({ name }) => meaning.kind === "objects" && name === meaning.value);
  assert(value, `the domain has no objects for ${entity.name}.${field.name}`);
  const element = identifierText(elementName(field.name));
  const own = value.fields.find((member) => member.meaning.kind === "identity");
  const owner: Column = {
    ...plainColumn,
    name: ownerName(entity, value.fields),
    ...(own ? { index: true } : { primaryKey: true }),
    ...referenceTo(domain, entity.name),
  };
  const position: Column = {
    ...plainColumn,
    name: freeName("position", value.fields),
    type: integer,
    primaryKey: own === undefined,
  };
  const key: readonly Column[] = own
    ? [{ ...plainColumn, name: attributeName(own.name), type: integer, primaryKey: true, made: "database" }]
    : [];
  const members = value.fields.flatMap((member) => (member === own ? [] : memberColumn(domain, member)));
  return {
    name: `${snakeCase(entity.name)}_${plural(element)}`,
    className: classNameOf(`${entity.name} ${element}`),
    module: entity.table,
    origin: { kind: "objects", entity: entity.name, field: field.name, value: value.name },
    columns: [...key, owner, position, ...members],
    uniques: [],
    indexes: [],
  };
}

/** The column of a member; one by which lists look objects up has an index, unless its texts are too long for one. */
function memberColumn(domain: Domain, member: Field): readonly Column[] {
  const isIndexed =
    isSearchedMember(domain, member) && (member.bounds.maxLength ?? indexedLength) <= indexedLength;
  const column = fieldColumn(domain, member, isIndexed);
  return column ? [isIndexed || member.refersTo ? { ...column, index: true } : column] : [];
}

function ownerName(entity: Entity, fields: readonly Field[]): string {
  return freeName(`${snakeCase(entity.name)}_id`, fields);
}

/** A column of ours, kept off the members' names. */
function freeName(wanted: string, fields: readonly Field[]): string {
  const taken = new Set(fields.map((field) => attributeName(field.name)));
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}_${count}`;
  return name;
}

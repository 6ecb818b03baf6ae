// In: a domain. Out: the tables that keep its rows, lists of values, relations and failed sign-ins.
// Each after those it refers to: models, migrations and tests read this one plan.
// Never here: Python text, and a choice that depends on the database.
import { openNameBook } from "#base";
import type { Domain, Entity } from "#domain";
import { keptCredentials } from "../outside/credentials.ts";
import type { Table } from "../tables.ts";
import { accessKeyTable } from "./access-key-table.ts";
import { clientTables } from "./client-table.ts";
import { entityTable } from "./entity-table.ts";
import { fileTables } from "./file-tables.ts";
import { mailedTokenTables } from "./mailed-token-tables.ts";
import { membershipTable } from "./membership-table.ts";
import { objectTables } from "./object-tables.ts";
import { repeatKeyTables } from "./repeat-key-table.ts";
import { roleTable } from "./role-table.ts";
import { sessionTable } from "./session-table.ts";
import { signInTable } from "./sign-in-table.ts";
import { valueTables } from "./value-tables.ts";

export { keyType } from "./columns.ts";
export { noteColumn } from "./file-tables.ts";

/** All tables of a domain, those that others refer to first. */
export function planTables(domain: Domain): readonly Table[] {
  const tables = [
    ...keptEntities(domain).flatMap((entity) => [
      entityTable(domain, entity),
      ...valueTables(domain, entity),
      ...objectTables(domain, entity),
    ]),
    ...fileTables(domain),
    ...domain.relations.map((relation) => membershipTable(domain, relation.name)),
    ...(domain.accounts ? [signInTable(domain)] : []),
    ...(domain.roles && domain.roles.field === undefined ? [roleTable(domain)] : []),
    ...(domain.accounts?.sessions ? [sessionTable(domain)] : []),
    ...mailedTokenTables(domain),
    ...(keptCredentials(domain).length > 0 ? [accessKeyTable(domain)] : []),
    ...clientTables(domain),
    ...repeatKeyTables(domain),
  ];
  return sortByReference(nameApart(tables));
}

/** Tables of entities, to which others refer, keep their names; of the others each has one that no table has. */
function nameApart(tables: readonly Table[]): readonly Table[] {
  const isEntity = ({ origin }: Table): boolean => origin.kind === "entity";
  const entities = tables.filter(isEntity);
  const names = openNameBook(entities.map(({ name }) => name));
  const classes = openNameBook(entities.map(({ className }) => className));
  return tables.map((table) =>
    isEntity(table)
      ? table
      : { ...table, name: names.take(table.name), className: classes.take(table.className) },
  );
}

/** Entities that some operation works on, and those that their rows refer to: a table of others would stay empty. */
function keptEntities(domain: Domain): readonly Entity[] {
  const kept = new Set<string>(domain.relations.map(({ target }) => target));
  if (domain.accounts) kept.add(domain.accounts.entity);
  for (const { behaviour } of domain.operations) {
    if ("entity" in behaviour) kept.add(behaviour.entity);
    if ("parent" in behaviour && behaviour.parent) kept.add(behaviour.parent.entity);
  }
  // A set tells also what is added while it is walked.
  for (const name of kept) {
    const entity = domain.entities.find((candidate) => candidate.name === name);
    if (entity?.parent) kept.add(entity.parent.entity);
    for (const { meaning, refersTo } of entity?.fields ?? [])
      if (meaning.kind === "reference") kept.add(meaning.entity);
      else if (refersTo) kept.add(refersTo.entity);
  }
  return domain.entities.filter(({ name }) => kept.has(name));
}

/** A table after those it refers to; the order is kept otherwise. */
function sortByReference(tables: readonly Table[]): readonly Table[] {
  const sorted: Table[] = [];
  const place = (table: Table, path: readonly string[]): void => {
    if (sorted.includes(table) || path.includes(table.name)) return;
    for (const { refersTo } of table.columns) {
      const target = tables.find(({ name }) => name === refersTo?.table);
      if (target) place(target, [...path, table.name]);
    }
    sorted.push(table);
  };
  for (const table of tables) place(table, []);
  return sorted;
}

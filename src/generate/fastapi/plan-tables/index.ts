// In: a domain. Out: the tables that keep its rows, lists of values, relations and failed sign-ins.
// Each after those it refers to: models, migrations and tests read this one plan.
// Never here: Python text, and a choice that depends on the database.
import type { Domain } from "#domain";
import type { Table } from "../tables.ts";
import { entityTable } from "./entity-table.ts";
import { membershipTable } from "./membership-table.ts";
import { signInTable } from "./sign-in-table.ts";
import { valueTables } from "./value-tables.ts";

/** All tables of a domain, those that others refer to first. */
export function planTables(domain: Domain): readonly Table[] {
  const tables = [
    ...domain.entities.flatMap((entity) => [entityTable(domain, entity), ...valueTables(domain, entity)]),
    ...domain.relations.map((relation) => membershipTable(domain, relation.name)),
    ...(domain.accounts ? [signInTable(domain)] : []),
  ];
  return sortByReference(tables);
}

/** A table after those it refers to; the order is kept otherwise. */
function sortByReference(tables: readonly Table[]): readonly Table[] {
  const sorted: Table[] = [];
  const place = (table: Table, path: readonly string[]): void => {
    if (sorted.includes(table) || path.includes(table.name)) return;
    for (const { refersTo } of table.columns) {
      const target = tables.find(({ name }) => name === refersTo);
      if (target) place(target, [...path, table.name]);
    }
    sorted.push(table);
  };
  for (const table of tables) place(table, []);
  return sorted;
}

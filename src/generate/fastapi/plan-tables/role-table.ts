import { assert, snakeCase } from "#base";
import type { Domain } from "#domain";
import { classNameOf } from "../python-names.ts";
import { indexedLength, type Table } from "../tables.ts";
import { plainColumn, referenceColumn } from "./columns.ts";

/** Which account has which role, where no field of the account says so. */
export function roleTable(domain: Domain): Table {
  const { accounts } = domain;
  assert(accounts, "accounts have roles");
  const account = domain.entities.find(({ name }) => name === accounts.entity);
  assert(account, "accounts are an entity");
  return {
    name: `${snakeCase(account.name)}_roles`,
    className: classNameOf(`${account.name} role`),
    module: account.table,
    origin: { kind: "roles" },
    columns: [
      { ...referenceColumn(domain, account.name, account.name), primaryKey: true },
      { ...plainColumn, name: "role", type: { kind: "string", length: indexedLength }, primaryKey: true },
    ],
    uniques: [],
    indexes: [],
  };
}

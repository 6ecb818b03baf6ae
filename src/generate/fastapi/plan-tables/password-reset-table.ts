import { assert } from "#base";
import type { Domain } from "#domain";
import type { Table } from "../tables.ts";
import { digestLength, plainColumn, referenceColumn } from "./columns.ts";

/** The token by which an account may set a password that it forgot: one at a time, and its digest only. */
export function passwordResetTable(domain: Domain): Table {
  const { accounts } = domain;
  assert(accounts, "passwords are of accounts");
  const account = domain.entities.find(({ name }) => name === accounts.entity);
  assert(account, "accounts are an entity");
  return {
    name: "password_resets",
    className: "PasswordReset",
    module: account.table,
    origin: { kind: "password-resets" },
    columns: [
      { ...referenceColumn(domain, account.name, account.name), primaryKey: true },
      { ...plainColumn, name: "token_hash", type: { kind: "string", length: digestLength }, unique: true },
      { ...plainColumn, name: "expires_at", type: { kind: "datetime" } },
    ],
    uniques: [],
    indexes: [],
  };
}

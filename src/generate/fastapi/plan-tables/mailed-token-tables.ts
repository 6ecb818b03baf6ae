import { assert } from "#base";
import type { Domain } from "#domain";
import type { Table } from "../tables.ts";
import { digestLength, plainColumn, referenceColumn } from "./columns.ts";

/** Tokens that go by mail, by what they are for: of each account one at a time, and its digest only. */
export function mailedTokenTables(domain: Domain): readonly Table[] {
  const resets = domain.operations.some(({ behaviour }) => behaviour.kind === "reset-password");
  return [
    ...(resets ? [mailedTokenTable(domain, "password-resets")] : []),
    ...(domain.accounts?.confirmation ? [mailedTokenTable(domain, "confirmations")] : []),
  ];
}

const names = {
  "password-resets": { name: "password_resets", className: "PasswordReset" },
  confirmations: { name: "confirmations", className: "Confirmation" },
} as const;

function mailedTokenTable(domain: Domain, kind: keyof typeof names): Table {
  const { accounts } = domain;
  const account = domain.entities.find(({ name }) => name === accounts?.entity);
  assert(account, "tokens are of accounts");
  return {
    ...names[kind],
    module: account.table,
    origin: { kind },
    columns: [
      { ...referenceColumn(domain, account.name, account.name), primaryKey: true },
      { ...plainColumn, name: "token_hash", type: { kind: "string", length: digestLength }, unique: true },
      { ...plainColumn, name: "expires_at", type: { kind: "datetime" } },
    ],
    uniques: [],
    indexes: [],
  };
}

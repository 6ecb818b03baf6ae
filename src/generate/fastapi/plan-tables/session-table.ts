import { assert, snakeCase } from "#base";
import type { Domain } from "#domain";
import { classNameOf } from "../python-names.ts";
import type { Table } from "../tables.ts";
import { digestLength, plainColumn, referenceColumn } from "./columns.ts";

/** Sessions of accounts: of the key that stands for one, and of the token that renews it, the digest only. */
export function sessionTable(domain: Domain): Table {
  const { accounts } = domain;
  assert(accounts?.sessions, "sessions need accounts");
  const account = domain.entities.find(({ name }) => name === accounts.entity);
  assert(account, "accounts are an entity");
  const renews = accounts.sessions.renewal !== "none";
  return {
    name: `${snakeCase(account.name)}_sessions`,
    className: classNameOf(`${account.name} session`),
    module: account.table,
    origin: { kind: "sessions" },
    columns: [
      { ...plainColumn, name: "id", type: { kind: "uuid" }, primaryKey: true, made: "application" },
      { ...referenceColumn(domain, account.name, account.name), index: true },
      ...(renews
        ? [{ ...plainColumn, name: "refresh_hash", type: { kind: "string", length: digestLength } as const }]
        : []),
      ...(accounts.credential.in === "cookie"
        ? [
            {
              ...plainColumn,
              name: "key_hash",
              type: { kind: "string", length: digestLength } as const,
              unique: true,
            },
          ]
        : []),
      { ...plainColumn, name: "expires_at", type: { kind: "datetime" } },
    ],
    uniques: [],
    indexes: [],
  };
}

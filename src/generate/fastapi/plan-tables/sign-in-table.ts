import { assert } from "#base";
import type { Domain } from "#domain";
import { attributeName, indexedLength, type Table } from "../tables.ts";
import { integer, plainColumn } from "./columns.ts";

export function signInTable(domain: Domain): Table {
  const accounts = domain.accounts;
  assert(accounts, "sign-in failures need accounts");
  const account = domain.entities.find(({ name }) => name === accounts.entity);
  return {
    name: "sign_in_failures",
    className: "SignInFailures",
    module: account?.table ?? "accounts",
    origin: { kind: "sign-in-failures" },
    columns: [
      {
        ...plainColumn,
        name: attributeName(accounts.loginField),
        type: { kind: "string", length: indexedLength },
        primaryKey: true,
      },
      { ...plainColumn, name: "attempts", type: integer },
      { ...plainColumn, name: "started_at", type: { kind: "datetime" }, index: true },
    ],
    uniques: [],
    indexes: [],
  };
}

import { imported, name, type Py, py, str } from "#python";
import { tableOf } from "../blueprint.ts";
import { attributeName } from "../tables.ts";
import { api } from "./calls.ts";
import type { Definition } from "./definition.ts";
import type { Kit } from "./kit.ts";

/** `await put_account(connection, account, status="LOCKED")` */
export function putsAccount(holder: Py, ...values: readonly Py[]): Py {
  return py`await ${api("put_account")}(connection, ${[holder, ...values]})`;
}

/** Brings an account into a state that no operation of a test need bring about. */
export function barredDefinitions({ blueprint, account }: Kit): readonly Definition[] {
  if (!account) return [];
  const login = name(attributeName(account.accounts.loginField));
  const table = str(tableOf(blueprint, account.entity.name).name);
  return [
    {
      name: "put_account",
      text: py`
        async def put_account(connection: ${imported("sqlalchemy.ext.asyncio", "AsyncConnection")}, account: ${api("Account")}, **values: object) -> None:
            """Bring an account into a state, whether or not an operation does so."""
            accounts = ${imported("app.database", "Base")}.metadata.tables[${table}]
            changed = ${imported("sqlalchemy", "update")}(accounts).where(accounts.c.${login} == account.${login}).values(values)
            await connection.execute(changed)`,
    },
  ];
}

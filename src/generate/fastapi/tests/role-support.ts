import { imported, name, type Py, py, str } from "#python";
import { primaryKey } from "../app/keys.ts";
import { roleTableOf } from "../app/roles.ts";
import { type OperationBlueprint, tableOf } from "../blueprint.ts";
import { attributeName, referenceAttribute } from "../tables.ts";
import { api } from "./calls.ts";
import type { Definition } from "./definition.ts";
import type { Kit } from "./kit.ts";

/** `await grant(connection, caller, "admin")`, where an operation asks for a role. */
export function grants({ meaning: { roles } }: OperationBlueprint, holder: Py): readonly Py[] {
  const [role] = roles;
  return role === undefined ? [] : [py`await ${api("grant")}(connection, ${holder}, ${str(role)})`];
}

/** The account that a statement gives a role, by its variable. */
export function grantedTo({ text }: Py): string | undefined {
  return /^await grant\(connection, (\w+),/.exec(text)?.[1];
}

/** Whether who may call one operation may call another: it asks for no role, or for one that the first asks for too. */
export function letsIn(operation: OperationBlueprint, other: OperationBlueprint): boolean {
  const { roles } = operation.meaning;
  const [held] = other.meaning.roles;
  return roles.length === 0 || (held !== undefined && roles.includes(held));
}

/** Whether who made the row of a scene, or may look at it there, may call an operation. */
export function letsOwnerIn(
  operation: OperationBlueprint,
  {
    create,
    entered = create,
  }: { readonly create: OperationBlueprint; readonly entered?: OperationBlueprint },
): boolean {
  return letsIn(operation, entered);
}

/** Gives an account of a test a role, in the transaction of the test. */
export function roleDefinitions(kit: Kit): readonly Definition[] {
  const { blueprint, account } = kit;
  const { roles } = blueprint.domain;
  if (!account || !roles) return [];
  const metadata = py`${imported("app.database", "Base")}.metadata.tables`;
  const login = name(attributeName(account.accounts.loginField));
  const own = py`accounts.c.${login} == account.${login}`;
  const table = roleTableOf(blueprint);
  const given = table
    ? py`
      held = ${imported("sqlalchemy", "select")}(accounts.c.${primaryKey(account.entity)}, ${imported("sqlalchemy", "literal")}(role)).where(${own})
      await connection.execute(${imported("app", "database")}.insert(${metadata}[${str(table.name)}]).from_select([${str(referenceAttribute(table))}, "role"], held).on_conflict_do_nothing())`
    : py`await connection.execute(${imported("sqlalchemy", "update")}(accounts).where(${own}).values(${name(attributeName(roles.field ?? "role"))}=role))`;
  return [
    {
      name: "grant",
      text: py`
        async def grant(connection: ${imported("sqlalchemy.ext.asyncio", "AsyncConnection")}, account: ${api("Account")}, role: str) -> None:
            """Give an account a role, as the command does."""
            accounts = ${metadata}[${str(tableOf(blueprint, account.entity.name).name)}]
            ${given}`,
    },
  ];
}

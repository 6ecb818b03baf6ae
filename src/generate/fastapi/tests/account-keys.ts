import { fieldOf } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { tableOf } from "../blueprint.ts";
import { attributeName } from "../tables.ts";
import { api } from "./calls.ts";
import type { Definition } from "./definition.ts";
import { type AccountKit, type Kit, keyOf, variable } from "./kit.ts";
import { assignIdle } from "./statements.ts";
import { isKeyTold } from "./told-keys.ts";

/** How a test comes by the key that selects an account, and whether only the table tells it. */
export interface KnownKey {
  readonly key: Py;
  readonly statements: readonly Py[];
  readonly isLookedUp: boolean;
}

/** What paths select the account of a variable by, looked up beforehand where no answer tells it. */
export function knownKey(kit: Kit, account: AccountKit, holder: Py): KnownKey {
  const key = keyOf(kit, account.entity, holder);
  if (isKeyTold(account)) return { key, statements: [], isLookedUp: false };
  const kept = name(variable(kit, `${holder.text}Key`));
  return { key: kept, statements: [assignIdle(kept, key)], isLookedUp: true };
}

/** Looks into the table, for those who add an account are not told its key. */
export function accountKeyDefinitions({ account, blueprint }: Kit): readonly Definition[] {
  if (!account || isKeyTold(account)) return [];
  const { entity, accounts } = account;
  const login = name(attributeName(accounts.loginField));
  const key = name(attributeName(entity.identity.field));
  const meaning = fieldOf(entity, entity.identity.field)?.meaning;
  const isNumber = meaning?.kind === "identity" && meaning.type === "integer";
  const select = imported("sqlalchemy", "select");
  return [
    {
      name: "key_of",
      text: py`
        async def key_of(connection: ${imported("sqlalchemy.ext.asyncio", "AsyncConnection")}, account: ${api("Account")}) -> ${isNumber ? py`int` : py`str`}:
            """Look up what paths select an account by, which no answer tells."""
            accounts = ${imported("app.database", "Base")}.metadata.tables[${str(tableOf(blueprint, entity.name).name)}]
            key = await connection.scalar(${select}(accounts.c.${key}).where(accounts.c.${login} == account.${login}))
            ${isNumber ? py`assert isinstance(key, int)` : py`assert key is not None`}
            return ${isNumber ? py`key` : py`str(key)`}`,
    },
  ];
}

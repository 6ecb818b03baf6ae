import { assert } from "#base";
import { imported, importedModule, name, type Py, py, str } from "#python";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { referenceAttribute, type Table } from "../tables.ts";
import { primaryKey, primaryKeyType } from "./keys.ts";
import { model, pythonFile, tableClass } from "./names.ts";

const asyncSession = (): Py => imported("sqlalchemy.ext.asyncio", "AsyncSession");
const settings = (): Py => imported("app.settings", "Settings");
const now = (): Py => py`${imported("app", "clock")}.now()`;

/** The table of tokens by which forgotten passwords are set, where they are. */
export function resetTableOf({ tables }: Blueprint): Table | undefined {
  return tables.find(({ origin }) => origin.kind === "password-resets");
}

/** Whether some operation sends a letter. */
export function sendsMail({ domain }: Blueprint): boolean {
  return domain.operations.some(({ behaviour }) => behaviour.kind === "forgot-password");
}

/** A function of the module that keeps such tokens. */
export function resetSymbol({ account }: Blueprint, symbol: string): Py {
  assert(account, "passwords are of accounts");
  return imported(`app.${account.table}.password_resets`, symbol);
}

/** What printing the module needs to know. */
interface Parts {
  readonly title: Py;
  /** The column of the account: `member_id`. */
  readonly owner: Py;
  readonly account: Py;
  readonly key: Py;
  readonly keyType: Py;
  /** Which account a token must be of, as a parameter and as an argument, where bodies say so. */
  readonly whose?: { readonly parameter: Py; readonly argument: Py };
}

/** `app/<accounts>/password_resets.py`: tokens that go by mail, and set a password each, once. */
export function emitPasswordResets(blueprint: Blueprint): readonly GeneratedFile[] {
  const { account, domain } = blueprint;
  const table = resetTableOf(blueprint);
  if (!account || !table) return [];
  const takers = domain.operations.flatMap(({ behaviour }) =>
    behaviour.kind === "reset-password" || behaviour.kind === "check-reset-token" ? [behaviour] : [],
  );
  const whose = named(takers.map(({ keyField }) => keyField !== undefined));
  const parts: Parts = {
    title: tableClass(table),
    owner: name(referenceAttribute(table)),
    account: model(blueprint, account.name),
    key: primaryKey(account),
    keyType: primaryKeyType(account),
    ...(whose && { whose }),
  };
  return [
    pythonFile(`app/${account.table}/password_resets.py`, [
      py`RESET_SUBJECT = ${str(`A new password for ${domain.title}`)}`,
      beginReset(parts),
      letter(),
      ...(takers.some(({ kind }) => kind === "check-reset-token") ? [canReset(parts)] : []),
      useReset(parts),
      isLive(parts),
      digest(),
    ]),
  ];
}

const condition = (): Py => py`${imported("sqlalchemy", "ColumnElement")}[bool]`;

/** Bodies that all name the account do so in one way; where only some do, the others say nothing. */
function named(names: readonly boolean[]): Parts["whose"] {
  if (!names.some((each) => each)) return undefined;
  return names.every((each) => each)
    ? { parameter: py`, whose: ${condition()}`, argument: py`, whose` }
    : { parameter: py`, *whose: ${condition()}`, argument: py`, *whose` };
}

function beginReset({ title, owner, account, key }: Parts): Py {
  const literal = imported("sqlalchemy", "literal");
  return py`
    async def begin_reset(session: ${asyncSession()}, settings: ${settings()}, whose: ${condition()}) -> str:
        """Make a token for an account, in place of the one before.

        Where there is no such account the same statement keeps nothing: the time it takes tells nobody.
        """
        token = ${imported("secrets", "token_urlsafe")}()
        expires_at = ${now()} + ${imported("datetime", "timedelta")}(minutes=settings.reset_lifetime_minutes)
        begun = ${imported("app.database", "insert")}(${title}).from_select(
            [${str(owner.text)}, "token_hash", "expires_at"],
            ${imported("sqlalchemy", "select")}(
                ${account}.${key},
                ${literal}(_digest(token)),
                ${literal}(expires_at, ${title}.expires_at.type),
            ).where(whose),
        )
        await session.execute(
            begun.on_conflict_do_update(
                index_elements=[${title}.${owner}],
                set_={"token_hash": begun.excluded.token_hash, "expires_at": begun.excluded.expires_at},
            )
        )
        return token`;
}

function letter(): Py {
  return py`
    def reset_letter(settings: ${settings()}, token: str) -> str:
        return (
            "Somebody asked for a new password for your account.\n\n"
            f"Set one within {settings.reset_lifetime_minutes} minutes here:\n\n"
            f"{settings.reset_page}?token={token}\n\n"
            "If that was not you, leave it be: your password stays as it is.\n"
        )`;
}

function canReset({ title, owner, whose }: Parts): Py {
  return py`
    async def can_reset(session: ${asyncSession()}, token: str${whose?.parameter}) -> bool:
        """Whether a token would set a password; it stays what it is."""
        found = await session.scalar(${imported("sqlalchemy", "select")}(${title}.${owner}).where(_is_live(token${whose?.argument})))
        return found is not None`;
}

function useReset({ title, owner, keyType, whose }: Parts): Py {
  return py`
    async def use_reset(session: ${asyncSession()}, token: str${whose?.parameter}) -> ${keyType} | None:
        """Use a token up, and tell whose it was: of two calls at once, one is told."""
        return await session.scalar(${imported("sqlalchemy", "delete")}(${title}).where(_is_live(token${whose?.argument})).returning(${title}.${owner}))`;
}

function isLive({ title, owner, account, key, whose }: Parts): Py {
  const select = imported("sqlalchemy", "select");
  return py`
    def _is_live(token: str${whose?.parameter}) -> ${condition()}:
        return ${imported("sqlalchemy", "and_")}(
            ${title}.token_hash == _digest(token),
            ${title}.expires_at > ${now()},
            ${whose && py`${title}.${owner}.in_(${select}(${account}.${key}).where(${whose.argument.text.includes("*") ? py`*whose` : py`whose`})),`}
        )`;
}

function digest(): Py {
  return py`
    def _digest(token: str) -> str:
        return ${importedModule("hashlib")}.sha256(token.encode()).hexdigest()`;
}

import { assert } from "#base";
import { docstring, imported, importedModule, name, type Py, py, str } from "#python";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { referenceAttribute } from "../tables.ts";
import { refuseBarred } from "./barred.ts";
import { byCookie } from "./cookie-names.ts";
import { primaryKey, primaryKeyType } from "./keys.ts";
import { model, pythonFile } from "./names.ts";
import {
  keepsSessions,
  sessionModel,
  sessionOwner,
  sessionTableOf,
  sessionVariable,
} from "./session-names.ts";

const asyncSession = (): Py => imported("sqlalchemy.ext.asyncio", "AsyncSession");
const settings = (): Py => imported("app.settings", "Settings");
const now = (): Py => py`${imported("app", "clock")}.now()`;

/** What printing the module needs to know. */
interface Parts {
  readonly blueprint: Blueprint;
  readonly title: Py;
  readonly variable: Py;
  /** The column of the account: `member_id`. */
  readonly owner: Py;
  /** Whether a refresh token is handed over. */
  readonly renews: boolean;
}

/** `app/<accounts>/sessions.py`: what signing in begins, and what goes on with it or ends it. */
export function emitSessions(blueprint: Blueprint): readonly GeneratedFile[] {
  const { account } = blueprint;
  const table = sessionTableOf(blueprint);
  if (!account || !table || !keepsSessions(blueprint)) return [];
  const renewal = blueprint.domain.accounts?.sessions?.renewal ?? "none";
  const parts: Parts = {
    blueprint,
    title: sessionModel(blueprint),
    variable: sessionVariable(blueprint),
    owner: name(referenceAttribute(table)),
    renews: renewal !== "none",
  };
  const ends = blueprint.domain.operations.flatMap(({ behaviour }) =>
    behaviour.kind === "logout" ? [behaviour] : [],
  );
  const takesTokens = ends.some((each) => "body" in each || (each.byCookie && !byCookie(blueprint)));
  return [
    pythonFile(`app/${account.table}/sessions.py`, [
      openSessionClass(parts),
      openSession(parts),
      ...(renewal === "next-token" ? [renewWithNextToken(parts)] : []),
      ...(renewal === "same-token" ? [renewWithSameToken(parts)] : []),
      ...(takesTokens ? [endSession(parts)] : []),
      ...(ends.some((each) => each.byCookie && byCookie(blueprint)) ? [endKeyedSession(parts)] : []),
      ...(endsAll(blueprint) ? [endSessions(parts)] : []),
      ...(changesPasswords(blueprint) ? [endOtherSessions(parts)] : []),
      ...(parts.renews ? [lifetime()] : []),
      ...(renewal === "next-token" || renewal === "same-token" || takesTokens ? [readToken()] : []),
      ...(parts.renews ? [digest()] : []),
    ]),
  ];
}

function openSessionClass({ blueprint, renews }: Parts): Py {
  assert(blueprint.account, "sessions are of accounts");
  return py`
    @${imported("dataclasses", "dataclass")}(frozen=True, slots=True)
    class OpenSession:
        """What whoever signs in is handed over."""

        account: ${model(blueprint, blueprint.account.name)}
        ${byCookie(blueprint) ? py`key: str` : py`token: str`}
        ${renews && py`refresh_token: str`}`;
}

function openSession(parts: Parts): Py {
  const { blueprint, title, variable, owner, renews } = parts;
  if (byCookie(blueprint)) return openKeyedSession(parts);
  const { account } = blueprint;
  assert(account, "sessions are of accounts");
  const lasts = renews
    ? py`_lifetime(settings)`
    : py`${imported("datetime", "timedelta")}(minutes=settings.token_lifetime_minutes)`;
  const key = py`account.${primaryKey(account)}`;
  return py`
    async def open_session(session: ${asyncSession()}, settings: ${settings()}, account: ${model(blueprint, account.name)}) -> OpenSession:
        """Begin a session; those of the account that are long over are forgotten."""
        now = ${now()}
        await session.execute(
            ${imported("sqlalchemy", "delete")}(${title}).where(${title}.${owner} == ${key}, ${title}.expires_at <= now)
        )
        ${renews && py`secret = ${imported("secrets", "token_urlsafe")}()`}
        ${variable} = ${title}(
            ${owner}=${key},
            ${renews && py`refresh_hash=_digest(secret),`}
            expires_at=now + ${lasts},
        )
        session.add(${variable})
        await session.flush()
        return OpenSession(account, ${imported("app.security", "issue_token")}(settings, ${variable})${renews && py`, f"{${variable}.id}.{secret}"`})`;
}

/** A session that a key stands for, which nobody who signs in can bring along. */
function openKeyedSession({ blueprint, title, owner }: Parts): Py {
  const { account } = blueprint;
  assert(account, "sessions are of accounts");
  const id = py`account.${primaryKey(account)}`;
  return py`
    async def open_session(session: ${asyncSession()}, settings: ${settings()}, account: ${model(blueprint, account.name)}) -> OpenSession:
        """Begin a session under a new key; those of the account that are over are forgotten."""
        now = ${now()}
        await session.execute(
            ${imported("sqlalchemy", "delete")}(${title}).where(${title}.${owner} == ${id}, ${title}.expires_at <= now)
        )
        key = ${imported("secrets", "token_urlsafe")}()
        session.add(
            ${title}(
                ${owner}=${id},
                key_hash=${imported("app.security", "digest")}(key),
                expires_at=now + ${imported("datetime", "timedelta")}(minutes=settings.session_lifetime_minutes),
            )
        )
        return OpenSession(account, key)`;
}

/** A refresh token serves once: what is used again is in two hands. */
function renewWithNextToken({ title, variable, blueprint }: Parts): Py {
  return py`
    async def renew_session(session: ${asyncSession()}, settings: ${settings()}, refresh_token: str) -> OpenSession:
        """Trade a refresh token for the next one. Its session ends where one is used again."""
        session_id, secret = _read(refresh_token)
        now = ${now()}
        next_secret = ${imported("secrets", "token_urlsafe")}()
        renewed = await session.scalar(
            ${imported("sqlalchemy", "update")}(${title})
            .where(
                ${title}.id == session_id,
                ${title}.refresh_hash == _digest(secret),
                ${title}.expires_at > now,
            )
            .values(refresh_hash=_digest(next_secret), expires_at=now + _lifetime(settings))
            .returning(${title}.id)
        )
        if renewed is None:
            await session.execute(${imported("sqlalchemy", "delete")}(${title}).where(${title}.id == session_id))
            # It stays ended, although the answer is a refusal.
            await session.commit()
            raise ${imported("app.errors", "UnauthorizedError")}(${str(badToken)})
        ${variable} = await session.get_one(${title}, renewed)
        ${refuseBarred(blueprint, py`${variable}.${accountOf(blueprint)}`, "UnauthorizedError")}
        return OpenSession(
            ${variable}.${accountOf(blueprint)}, ${imported("app.security", "issue_token")}(settings, ${variable}), f"{session_id}.{next_secret}"
        )`;
}

const badToken = "the refresh token is not valid";

function renewWithSameToken({ title, variable, blueprint }: Parts): Py {
  return py`
    async def renew_session(session: ${asyncSession()}, settings: ${settings()}, refresh_token: str) -> OpenSession:
        """Hand over a fresh token for the session of a refresh token, which stays as it is."""
        session_id, secret = _read(refresh_token)
        ${variable} = await session.scalar(
            ${imported("sqlalchemy", "select")}(${title}).where(
                ${title}.id == session_id,
                ${title}.refresh_hash == _digest(secret),
                ${title}.expires_at > ${now()},
            )
        )
        if ${variable} is None:
            raise ${imported("app.errors", "UnauthorizedError")}(${str(badToken)})
        ${refuseBarred(blueprint, py`${variable}.${accountOf(blueprint)}`, "UnauthorizedError")}
        return OpenSession(${variable}.${accountOf(blueprint)}, ${imported("app.security", "issue_token")}(settings, ${variable}), refresh_token)`;
}

/** The account of a session, as its model has it. */
function accountOf(blueprint: Blueprint): Py {
  const table = sessionTableOf(blueprint);
  assert(table, "sessions are kept");
  return name(sessionOwner(table));
}

function endSession({ blueprint, title, owner }: Parts): Py {
  assert(blueprint.account, "sessions are of accounts");
  const all = blueprint.domain.operations.filter(
    ({ behaviour }) => behaviour.kind === "logout" && ("body" in behaviour || behaviour.byCookie),
  );
  const isKnown = all.every(({ access }) => access !== "public");
  const given = isKnown && py`, account_id: ${primaryKeyType(blueprint.account)}`;
  return py`
    async def end_session(session: ${asyncSession()}, refresh_token: str${given}) -> None:
        ${docstring(`End the session of a refresh token${isKnown ? ", if it is this account's" : ""}. Any other token ends nothing.`)}
        try:
            session_id, secret = _read(refresh_token)
        except ${imported("app.errors", "UnauthorizedError")}:
            return
        await session.execute(
            ${imported("sqlalchemy", "delete")}(${title}).where(
                ${title}.id == session_id,
                ${title}.refresh_hash == _digest(secret),
                ${isKnown && py`${title}.${owner} == account_id,`}
            )
        )`;
}

/** By the key alone: whoever has none is out already. */
function endKeyedSession({ title }: Parts): Py {
  return py`
    async def end_session(session: ${asyncSession()}, key: str) -> None:
        await session.execute(${imported("sqlalchemy", "delete")}(${title}).where(${title}.key_hash == ${imported("app.security", "digest")}(key)))`;
}

function endSessions({ blueprint, title, owner }: Parts): Py {
  assert(blueprint.account, "sessions are of accounts");
  return py`
    async def end_sessions(session: ${asyncSession()}, account_id: ${primaryKeyType(blueprint.account)}) -> None:
        await session.execute(${imported("sqlalchemy", "delete")}(${title}).where(${title}.${owner} == account_id))`;
}

function endsAll({ domain }: Blueprint): boolean {
  return domain.operations.some(
    ({ behaviour }) =>
      behaviour.kind === "reset-password" || (behaviour.kind === "logout" && behaviour.everywhere),
  );
}

function changesPasswords({ domain }: Blueprint): boolean {
  return domain.operations.some(({ behaviour }) => behaviour.kind === "change-password");
}

function endOtherSessions({ title, variable, owner }: Parts): Py {
  return py`
    async def end_other_sessions(session: ${asyncSession()}, ${variable}: ${title}) -> None:
        await session.execute(
            ${imported("sqlalchemy", "delete")}(${title}).where(${title}.${owner} == ${variable}.${owner}, ${title}.id != ${variable}.id)
        )`;
}

function lifetime(): Py {
  const timedelta = imported("datetime", "timedelta");
  return py`
    def _lifetime(settings: ${settings()}) -> ${timedelta}:
        return ${timedelta}(days=settings.refresh_token_lifetime_days)`;
}

function readToken(): Py {
  const uuid = imported("uuid", "UUID");
  return py`
    def _read(refresh_token: str) -> tuple[${uuid}, str]:
        session_id, _, secret = refresh_token.partition(".")
        try:
            return ${uuid}(session_id), secret
        except ValueError as error:
            raise ${imported("app.errors", "UnauthorizedError")}(${str(badToken)}) from error`;
}

function digest(): Py {
  return py`
    def _digest(secret: str) -> str:
        return ${importedModule("hashlib")}.sha256(secret.encode()).hexdigest()`;
}

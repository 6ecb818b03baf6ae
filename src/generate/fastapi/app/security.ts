import { assert } from "#base";
import type { Accounts, Entity } from "#domain";
import { identifierText, imported, importedModule, name, type Py, py, str } from "#python";
import { type Blueprint, type OperationBlueprint, variableName } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { guardFunctions, wordReader } from "../outside/guards.ts";
import { schemeObject } from "../outside/schemes.ts";
import { referenceAttribute } from "../tables.ts";
import { barredFunction, refuseBarred } from "./barred.ts";
import { takesCaller } from "./caller.ts";
import { byCookie } from "./cookie-names.ts";
import { primaryKey, primaryKeyType } from "./keys.ts";
import { hasAccess, longString, model, pythonFile } from "./names.ts";
import { asksForRoles, requireRole } from "./roles.ts";
import {
  cookieFunctions,
  cookieScheme,
  currentSession,
  offeredAlias,
  optionalCaller,
  refreshCookieFunctions,
} from "./session-cookie.ts";
import {
  keepsSessions,
  sessionModel,
  sessionOwner,
  sessionTableOf,
  sessionVariable,
  takesSession,
} from "./session-names.ts";

/** Names of the dependencies that give the caller's account. */
export interface CallerNames {
  /** `CurrentUser` */
  readonly required: Py;
  /** `OptionalUser` */
  readonly optional: Py;
  /** `current_user` */
  readonly requiredArgument: Py;
  /** `CurrentUserSession`, where sessions are kept. */
  readonly session: Py;
  /** `current_user_session` */
  readonly sessionArgument: Py;
}

export function callerNames(blueprint: Blueprint): CallerNames {
  assert(blueprint.account, "callers need accounts");
  const title = blueprint.account.name;
  return {
    required: imported("app.security", `Current${title}`),
    optional: imported("app.security", `Optional${title}`),
    requiredArgument: name(`current_${variableName(blueprint.account)}`),
    session: imported("app.security", `Current${title}Session`),
    sessionArgument: name(`current_${sessionVariable(blueprint).text}`),
  };
}

/** The function that looks at the credential of a call, where nothing else is asked of the caller. */
export function callerDependency(blueprint: Blueprint, { meaning }: OperationBlueprint): Py {
  assert(blueprint.account, "callers need accounts");
  const variable = identifierText(variableName(blueprint.account));
  if (meaning.access === "optional") return imported("app.security", `get_optional_${variable}`);
  const found = keepsSessions(blueprint) ? sessionVariable(blueprint).text : variable;
  return imported("app.security", `get_${found}`);
}

/** `app/security.py`: passwords, tokens, and who is calling. */
export function emitSecurity(blueprint: Blueprint): readonly GeneratedFile[] {
  const body = [...accountParts(blueprint), ...outsideParts(blueprint)];
  return body.length === 0 ? [] : [pythonFile("app/security.py", body)];
}

function accountParts(blueprint: Blueprint): readonly Py[] {
  const { accounts } = blueprint.domain;
  const { account } = blueprint;
  if (!accounts || !account) return [];
  const cookie = byCookie(blueprint);
  return [
    ...(cookie ? cookieScheme(blueprint) : [constants(accounts), header(accounts)]),
    ...passwords(),
    ...(cookie ? [] : [issue(blueprint), readToken(blueprint, account)]),
    ...barredFunction(blueprint),
    ...(cookie
      ? cookieFunctions(blueprint)
      : [...refreshCookieFunctions(blueprint), authenticate(blueprint)]),
    ...(hasAccess(blueprint, "required", "owner") ? [currentHolder(blueprint)] : []),
    ...(keepsSessions(blueprint) ? sessionAliases(blueprint) : []),
    ...(hasAccess(blueprint, "optional") ? [optionalAccount(blueprint)] : []),
    aliases(blueprint),
    ...offeredAlias(blueprint),
    ...requireRole(blueprint),
  ];
}

/** Credentials that no operation issues: how they travel, and who is let in by them. */
function outsideParts(blueprint: Blueprint): readonly Py[] {
  const guards = guardFunctions(blueprint);
  if (guards.length === 0) return [];
  const schemes = blueprint.domain.outside.map((credential) => schemeObject(blueprint, credential));
  return [py`${schemes}`, ...guards, ...wordReader(guards)];
}

function constants({ credential, sessions }: Accounts): Py {
  return py`
    ALGORITHM = "HS256"
    SCHEME = ${str(credential.prefix)}
    ${sessions?.cookie !== undefined && py`REFRESH_COOKIE = ${str(sessions.cookie)}`}`;
}

function header({ credential }: Accounts): Py {
  const description = `\`${credential.prefix}\` and the token of a registration or a login: \`${credential.prefix} xxxxxx.yyyyyyy.zzzzzz\``;
  return py`
    token_header = ${imported("fastapi.security", "APIKeyHeader")}(
        name=${str(credential.parameter)},
        scheme_name=${str(credential.scheme)},
        description=${longString(description, 8)},
        auto_error=False,
    )`;
}

function passwords(): readonly Py[] {
  const settings = imported("app.settings", "Settings");
  const asyncio = importedModule("asyncio");
  return [
    py`
      async def hash_password(settings: ${settings}, password: str) -> str:
          return await ${asyncio}.to_thread(_hasher(settings).hash, password)`,
    py`
      async def verify_password(settings: ${settings}, password_hash: str, password: str) -> bool:
          try:
              return await ${asyncio}.to_thread(_hasher(settings).verify, password_hash, password)
          except ${imported("argon2.exceptions", "VerifyMismatchError")}:
              return False`,
    py`
      def _hasher(settings: ${settings}) -> ${imported("argon2", "PasswordHasher")}:
          return ${imported("argon2", "PasswordHasher")}(
              time_cost=settings.argon2_iterations, memory_cost=settings.argon2_memory_kib, parallelism=1
          )`,
  ];
}

function issue(blueprint: Blueprint): Py {
  assert(blueprint.account, "tokens are issued to accounts");
  const table = sessionTableOf(blueprint);
  if (table) {
    const held = sessionVariable(blueprint);
    return py`
      def issue_token(settings: ${imported("app.settings", "Settings")}, ${held}: ${sessionModel(blueprint)}) -> str:
          claims = {
              "sub": str(${held}.${name(referenceAttribute(table))}),
              "sid": str(${held}.id),
              "exp": ${imported("app", "clock")}.now() + ${imported("datetime", "timedelta")}(minutes=settings.token_lifetime_minutes),
          }
          return ${importedModule("jwt")}.encode(claims, settings.secret_key.get_secret_value(), ALGORITHM)`;
  }
  const account = model(blueprint, blueprint.account.name);
  const variable = name(variableName(blueprint.account));
  return py`
    def issue_token(settings: ${imported("app.settings", "Settings")}, ${variable}: ${account}) -> str:
        expires_at = ${imported("app", "clock")}.now() + ${imported("datetime", "timedelta")}(minutes=settings.token_lifetime_minutes)
        claims = {"sub": str(${variable}.${primaryKey(blueprint.account)}), "exp": expires_at}
        return ${importedModule("jwt")}.encode(claims, settings.secret_key.get_secret_value(), ALGORITHM)`;
}

function readToken(blueprint: Blueprint, account: Entity): Py {
  const isKept = keepsSessions(blueprint);
  const type = isKept ? imported("uuid", "UUID") : primaryKeyType(account);
  const claim = str(isKept ? "sid" : "sub");
  const jwt = importedModule("jwt");
  const unauthorized = imported("app.errors", "UnauthorizedError");
  return py`
    def _read_token(settings: ${imported("app.settings", "Settings")}, token: str) -> ${type}:
        try:
            claims = ${jwt}.decode(
                token,
                settings.secret_key.get_secret_value(),
                [ALGORITHM],
                # The library has a clock of its own; the expiry is judged by ours.
                options={"require": [${claim}, "exp"], "verify_exp": False},
            )
        except ${jwt}.InvalidTokenError as error:
            raise ${unauthorized}("the token is not valid") from error
        if claims["exp"] <= ${imported("app", "clock")}.now().timestamp():
            raise ${unauthorized}("the token has expired")
        return ${type}(claims[${claim}])`;
}

function authenticate(blueprint: Blueprint): Py {
  assert(blueprint.account, "callers have accounts");
  const holder = holderOf(blueprint);
  const { title: account, variable } = holder;
  const unauthorized = imported("app.errors", "UnauthorizedError");
  const parts: Py =
    blueprint.domain.accounts?.credential.prefix === ""
      ? py`${variable} = await session.get(${account}, _read_token(settings, credential))`
      : py`
        scheme, _, token = credential.partition(" ")
        if scheme != SCHEME:
            raise ${unauthorized}("the token is not sent in the documented form")
        ${variable} = await session.get(${account}, _read_token(settings, token))`;
  return py`
    async def _authenticate(session: ${imported("app.database", "Session")}, settings: ${imported("app.settings", "Settings")}, credential: str) -> ${account}:
        ${parts}
        if ${variable} is None:
            raise ${unauthorized}(${str(holder.gone)})
        ${refuseBarred(blueprint, holder.account, "UnauthorizedError")}
        return ${variable}`;
}

/** What a credential stands for: a session where sessions are kept, else the account. */
function holderOf(blueprint: Blueprint): {
  readonly title: Py;
  readonly variable: Py;
  /** The account that it is of. */
  readonly account: Py;
  readonly gone: string;
} {
  assert(blueprint.account, "callers have accounts");
  const table = sessionTableOf(blueprint);
  const variable = table ? sessionVariable(blueprint) : name(variableName(blueprint.account));
  return table
    ? {
        title: sessionModel(blueprint),
        variable,
        account: py`${variable}.${name(sessionOwner(table))}`,
        gone: "the session has ended",
      }
    : {
        title: model(blueprint, blueprint.account.name),
        variable,
        account: variable,
        gone: "the account is gone",
      };
}

/** Who calls within a session, and the session itself, where an operation takes it. */
function sessionAliases(blueprint: Blueprint): readonly Py[] {
  const table = sessionTableOf(blueprint);
  assert(blueprint.account && table, "sessions are of accounts");
  const takesAccount = takesCaller(blueprint, "required", "owner") || asksForRoles(blueprint.domain);
  const isTaken = blueprint.modules.some(({ operations }) => operations.some(takesSession));
  if (!takesAccount && !isTaken) return [];
  const variable = sessionVariable(blueprint);
  const title = name(`Current${blueprint.account.name}Session`);
  const annotated = imported("typing", "Annotated");
  const alias = py`${title} = ${annotated}[${sessionModel(blueprint)}, ${imported("fastapi", "Depends")}(get_${variable})]`;
  if (!takesAccount) return [alias];
  return [
    alias,
    py`
      async def get_${name(variableName(blueprint.account))}(${variable}: ${title}) -> ${model(blueprint, blueprint.account.name)}:
          return ${variable}.${name(sessionOwner(table))}`,
  ];
}

function currentHolder(blueprint: Blueprint): Py {
  if (byCookie(blueprint)) return currentSession(blueprint);
  const { title: account, variable } = holderOf(blueprint);
  return py`
    async def get_${variable}(
        session: ${imported("app.database", "Session")},
        settings: ${imported("app.settings", "AppSettings")},
        credential: ${imported("typing", "Annotated")}[str | None, ${imported("fastapi", "Depends")}(token_header)],
    ) -> ${account}:
        if credential is None:
            raise ${imported("app.errors", "UnauthorizedError")}("a token is needed")
        return await _authenticate(session, settings, credential)`;
}

function optionalAccount(blueprint: Blueprint): Py {
  if (byCookie(blueprint)) return optionalCaller(blueprint);
  assert(blueprint.account && blueprint.domain.accounts, "callers have accounts");
  const table = sessionTableOf(blueprint);
  const authenticated = py`await _authenticate(session, settings, credential)`;
  const variable = table && sessionVariable(blueprint);
  const found = table
    ? py`
      ${variable} = ${authenticated}
      return ${variable}.${name(sessionOwner(table))}`
    : py`return ${authenticated}`;
  const account = model(blueprint, blueprint.account.name);
  return py`
    async def get_optional_${name(variableName(blueprint.account))}(
        request: ${imported("fastapi", "Request")}, session: ${imported("app.database", "Session")}, settings: ${imported("app.settings", "AppSettings")}
    ) -> ${account} | None:
        # Read from the request itself: as a parameter or as security it would be published as needed.
        credential = request.headers.get(${str(blueprint.domain.accounts.credential.parameter)})
        if credential is None:
            return None
        ${found}`;
}

function aliases(blueprint: Blueprint): Py {
  assert(blueprint.account, "callers have accounts");
  const account = model(blueprint, blueprint.account.name);
  const variable = identifierText(variableName(blueprint.account));
  const annotated = imported("typing", "Annotated");
  const depends = imported("fastapi", "Depends");
  const { name: title } = blueprint.account;
  return py`
    ${(takesCaller(blueprint, "required", "owner") || asksForRoles(blueprint.domain)) && py`${name(`Current${title}`)} = ${annotated}[${account}, ${depends}(get_${name(variable)})]`}
    ${takesCaller(blueprint, "optional") && py`${name(`Optional${title}`)} = ${annotated}[${account} | None, ${depends}(get_optional_${name(variable)})]`}`;
}

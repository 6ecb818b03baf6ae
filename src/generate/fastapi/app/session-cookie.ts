import { assert } from "#base";
import { imported, name, type Py, py, str } from "#python";
import { type Blueprint, type OperationBlueprint, variableName } from "../blueprint.ts";
import { fromOtherSite } from "../refusal-texts.ts";
import { refuseBarred } from "./barred.ts";
import { byCookie, clearsCookie, endsOffered, refreshCookie, rememberField } from "./cookie-names.ts";
import { longString, model } from "./names.ts";
import { sessionModel, sessionOwner, sessionTableOf, sessionVariable } from "./session-names.ts";

const settings = (): Py => imported("app.settings", "Settings");
const response = (): Py => imported("fastapi", "Response");
const request = (): Py => imported("fastapi", "Request");
const unauthorized = (): Py => imported("app.errors", "UnauthorizedError");

/** The cookie and how it is published. */
export function cookieScheme({ domain, contract }: Blueprint): readonly Py[] {
  const { accounts } = domain;
  assert(accounts, "accounts have a cookie");
  const { scheme, parameter } = accounts.credential;
  const described = contract.securitySchemes.get(scheme)?.description ?? "";
  const parts = [
    py`name=SESSION_COOKIE`,
    py`scheme_name=${str(scheme)}`,
    ...(described === "" ? [] : [py`description=${longString(described, 8)}`]),
    py`auto_error=False`,
  ];
  return [
    py`
      SESSION_COOKIE = ${str(parameter)}

      session_cookie = ${imported("fastapi.security", "APIKeyCookie")}(${parts})`,
  ];
}

/** The same of a cookie that holds no more than refresh tokens, which other sites have no part in at all. */
export function refreshCookieFunctions(blueprint: Blueprint): readonly Py[] {
  const cookie = refreshCookie(blueprint);
  if (cookie === undefined) return [];
  const operations = blueprint.modules.flatMap((module) => module.operations);
  return [
    py`
      def set_refresh_cookie(response: ${response()}, settings: ${settings()}, refresh_token: str) -> None:
          response.set_cookie(
              REFRESH_COOKIE,
              refresh_token,
              max_age=settings.refresh_token_lifetime_days * 24 * 60 * 60,
              secure=settings.refresh_cookie_secure,
              httponly=True,
              samesite="strict",
          )`,
    ...(operations.some((operation) => clearsCookie(blueprint, operation))
      ? [
          py`
            def clear_refresh_cookie(response: ${response()}, settings: ${settings()}) -> None:
                response.delete_cookie(
                    REFRESH_COOKIE, secure=settings.refresh_cookie_secure, httponly=True, samesite="strict"
                )`,
        ]
      : []),
    // Nothing but what changes something is looked at here.
    ...(isGuarded(operations) ? [refuseOtherSites(false)] : []),
  ];
}

/** What sets the cookie, reads it and takes it away. */
export function cookieFunctions(blueprint: Blueprint): readonly Py[] {
  const operations = blueprint.modules.flatMap((module) => module.operations);
  return [
    setCookie(operations.some((operation) => rememberField(operation) !== undefined)),
    ...(operations.some((operation) => clearsCookie(blueprint, operation)) ? [clearCookie()] : []),
    digest(),
    ...(isGuarded(operations) ? [refuseOtherSites(true)] : []),
    ...(operations.some(endsOffered) ? [offeredKey()] : []),
    authenticate(blueprint),
  ];
}

function isGuarded(operations: readonly OperationBlueprint[]): boolean {
  return operations.some(({ meaning }) => meaning.guarded);
}

/** `isChosen`: whether callers say that the browser is to keep it. */
function setCookie(isChosen: boolean): Py {
  const chosen = isChosen && py`, *, is_kept: bool = True`;
  const told =
    isChosen && py`"""Hand over a key. A browser forgets it when it is closed, unless it is to be kept."""`;
  return py`
    def set_session_cookie(response: ${response()}, settings: ${settings()}, key: str${chosen}) -> None:
        ${told}
        response.set_cookie(
            SESSION_COOKIE,
            key,
            max_age=settings.session_lifetime_minutes * 60${isChosen && py` if is_kept else None`},
            secure=settings.session_cookie_secure,
            httponly=True,
            samesite="lax",
        )`;
}

function clearCookie(): Py {
  return py`
    def clear_session_cookie(response: ${response()}, settings: ${settings()}) -> None:
        response.delete_cookie(
            SESSION_COOKIE, secure=settings.session_cookie_secure, httponly=True, samesite="lax"
        )`;
}

function digest(): Py {
  return py`
    def digest(key: str) -> str:
        """Give what is kept of a key: whoever reads that can open nothing with it."""
        return ${imported("hashlib", "sha256")}(key.encode()).hexdigest()`;
}

/** `mayRead`: whether it is asked also where nothing changes. */
function refuseOtherSites(mayRead: boolean): Py {
  const reads = mayRead && py`request.method in {"GET", "HEAD", "OPTIONS"} or `;
  return py`
    async def refuse_other_sites(request: ${request()}, settings: ${imported("app.settings", "AppSettings")}) -> None:
        """Refuse what a page of another site has a browser send, where it may change something.

        The browser sends the cookie along, whoever wrote the page, and says whose page it is.
        What says nothing of that comes from no browser.
        """
        origin = request.headers.get("Origin")
        if ${reads}origin in settings.trusted_origins:
            return
        site = request.headers.get("Sec-Fetch-Site")
        if site is None:
            # Older browsers name the page's origin alone.
            is_own = origin is None or origin.partition("://")[2] == request.headers.get("Host")
        else:
            is_own = site in {"same-origin", "none"}
        if not is_own:
            raise ${imported("app.errors", "ForbiddenError")}(${str(fromOtherSite)})`;
}

/** For who is answered alike with a session and without one. */
function offeredKey(): Py {
  return py`
    async def get_offered_key(request: ${request()}) -> str | None:
        # Read from the request itself: as security it would be published as needed.
        return request.cookies.get(SESSION_COOKIE)`;
}

function authenticate(blueprint: Blueprint): Py {
  const table = sessionTableOf(blueprint);
  assert(table, "a cookie is of a session");
  const title = sessionModel(blueprint);
  const variable = sessionVariable(blueprint);
  return py`
    async def _authenticate(session: ${imported("app.database", "Session")}, key: str) -> ${title}:
        ${variable} = await session.scalar(
            ${imported("sqlalchemy", "select")}(${title}).where(${title}.key_hash == digest(key), ${title}.expires_at > ${imported("app", "clock")}.now())
        )
        if ${variable} is None:
            raise ${unauthorized()}("the session has ended")
        ${refuseBarred(blueprint, py`${variable}.${name(sessionOwner(table))}`, "UnauthorizedError")}
        return ${variable}`;
}

/** The session of whoever calls. */
export function currentSession(blueprint: Blueprint): Py {
  const variable = sessionVariable(blueprint);
  const guarded = blueprint.modules.some(({ operations }) =>
    operations.some(({ meaning }) => meaning.guarded && meaning.access !== "optional"),
  );
  return py`
    async def get_${variable}(
        ${guarded && py`request: ${request()},`}
        session: ${imported("app.database", "Session")},
        ${guarded && py`settings: ${imported("app.settings", "AppSettings")},`}
        key: ${imported("typing", "Annotated")}[str | None, ${imported("fastapi", "Depends")}(session_cookie)],
    ) -> ${sessionModel(blueprint)}:
        if key is None:
            raise ${unauthorized()}("a session is needed")
        ${guarded && py`await refuse_other_sites(request, settings)`}
        return await _authenticate(session, key)`;
}

/** Whoever calls, where nobody needs to be signed in. */
export function optionalCaller(blueprint: Blueprint): Py {
  const table = sessionTableOf(blueprint);
  const { account } = blueprint;
  assert(account && table, "callers have accounts");
  const guarded = blueprint.modules.some(({ operations }) =>
    operations.some(({ meaning }) => meaning.guarded && meaning.access === "optional"),
  );
  const variable = sessionVariable(blueprint);
  return py`
    async def get_optional_${name(variableName(account))}(
        request: ${request()}, session: ${imported("app.database", "Session")}${guarded && py`, settings: ${imported("app.settings", "AppSettings")}`}
    ) -> ${model(blueprint, account.name)} | None:
        # Read from the request itself: as a parameter or as security it would be published as needed.
        key = request.cookies.get(SESSION_COOKIE)
        if key is None:
            return None
        ${guarded && py`await refuse_other_sites(request, settings)`}
        ${variable} = await _authenticate(session, key)
        return ${variable}.${name(sessionOwner(table))}`;
}

/** The alias of the key that a request may bring. */
export function offeredAlias(blueprint: Blueprint): readonly Py[] {
  const operations = blueprint.modules.flatMap((module) => module.operations);
  return byCookie(blueprint) && operations.some(endsOffered)
    ? [
        py`OfferedKey = ${imported("typing", "Annotated")}[str | None, ${imported("fastapi", "Depends")}(get_offered_key)]`,
      ]
    : [];
}

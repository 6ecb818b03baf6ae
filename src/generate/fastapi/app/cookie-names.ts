import { endsCredential, type OwnField } from "#domain";
import { imported, name, type Py, py } from "#python";
import type { Blueprint, OperationBlueprint } from "../blueprint.ts";
import { attributeName } from "../tables.ts";

/** Whether accounts prove themselves by a cookie. */
export function byCookie({ domain }: Blueprint): boolean {
  return domain.accounts?.credential.in === "cookie";
}

/** The cookie in which refresh tokens travel. */
export function refreshCookie({ domain }: Blueprint): string | undefined {
  return domain.accounts?.sessions?.cookie;
}

/** Whether anything of accounts travels in a cookie. */
export function usesCookies(blueprint: Blueprint): boolean {
  return byCookie(blueprint) || refreshCookie(blueprint) !== undefined;
}

/** The cookie that the answer of an operation sets. */
export function cookieSetBy({ meaning: { behaviour } }: OperationBlueprint): string | undefined {
  return behaviour.kind === "login" || behaviour.kind === "register" || behaviour.kind === "refresh"
    ? (behaviour.answer.cookie ?? behaviour.answer.refreshCookie)
    : undefined;
}

export function setsCookie(operation: OperationBlueprint): boolean {
  return cookieSetBy(operation) !== undefined;
}

/** Whether the answer takes it away. */
export function clearsCookie(blueprint: Blueprint, { meaning }: OperationBlueprint): boolean {
  return usesCookies(blueprint) && endsCredential(meaning.behaviour);
}

/** Whether an operation takes the refresh token of a cookie, where there is one. */
export function takesRefreshCookie(blueprint: Blueprint, operation: OperationBlueprint): boolean {
  const { behaviour } = operation.meaning;
  const renews = behaviour.kind === "refresh" && "cookie" in behaviour;
  return renews || (endsOffered(operation) && refreshCookie(blueprint) !== undefined);
}

/** Whether a cookie goes out with the answer. */
export function handsCookie(blueprint: Blueprint, operation: OperationBlueprint): boolean {
  return setsCookie(operation) || clearsCookie(blueprint, operation);
}

/** Whether an operation ends the session of the cookie that is sent, and asks for none. */
export function endsOffered({ meaning: { behaviour } }: OperationBlueprint): boolean {
  return behaviour.kind === "logout" && behaviour.byCookie === true;
}

/** The statement after the call of the service: the cookie goes out with the answer, or is taken away by it. */
export function cookieStatement(blueprint: Blueprint, operation: OperationBlueprint): Py | undefined {
  if (setsCookie(operation) && !byCookie(blueprint))
    return py`${imported("app.security", "set_refresh_cookie")}(response, settings, opened.refresh_token)`;
  if (setsCookie(operation)) {
    const kept = keptByChoice(operation);
    return py`${imported("app.security", "set_session_cookie")}(response, settings, opened.key${kept && py`, is_kept=${kept}`})`;
  }
  return clearsCookie(blueprint, operation)
    ? py`${imported("app.security", byCookie(blueprint) ? "clear_session_cookie" : "clear_refresh_cookie")}(response, settings)`
    : undefined;
}

/** The field of signing in that says whether the browser keeps the cookie when it is closed. */
export function rememberField({ meaning: { behaviour } }: OperationBlueprint): OwnField | undefined {
  return behaviour.kind === "login" ? behaviour.body.own?.find(({ is }) => is === "remember") : undefined;
}

/** What of the request says so; what is left out says no. */
function keptByChoice(operation: OperationBlueprint): Py | undefined {
  const field = rememberField(operation);
  const { behaviour } = operation.meaning;
  if (!field || behaviour.kind !== "login") return undefined;
  const { envelope, fields } = behaviour.body;
  const body = envelope === undefined ? py`request` : py`request.${name(attributeName(envelope))}`;
  const isThere =
    field.default !== undefined || fields.some((each) => each.field === field.name && each.required);
  return py`${body}.${name(attributeName(field.name))}${!isThere && py` is True`}`;
}

/** How long a credential is good, by the settings. */
export function lifetimeMinutes(blueprint: Blueprint): Py {
  return byCookie(blueprint) ? py`settings.session_lifetime_minutes` : py`settings.token_lifetime_minutes`;
}

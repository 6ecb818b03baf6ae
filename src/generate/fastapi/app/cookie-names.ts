import { endsCredential } from "#domain";
import { imported, type Py, py } from "#python";
import type { Blueprint, OperationBlueprint } from "../blueprint.ts";

/** Whether accounts prove themselves by a cookie. */
export function byCookie({ domain }: Blueprint): boolean {
  return domain.accounts?.credential.in === "cookie";
}

/** Whether the answer of an operation sets it. */
export function setsCookie({ meaning: { behaviour } }: OperationBlueprint): boolean {
  return (
    (behaviour.kind === "login" || behaviour.kind === "register") && behaviour.answer.cookie !== undefined
  );
}

/** Whether the answer takes it away. */
export function clearsCookie(blueprint: Blueprint, { meaning }: OperationBlueprint): boolean {
  return byCookie(blueprint) && endsCredential(meaning.behaviour);
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
  if (setsCookie(operation))
    return py`${imported("app.security", "set_session_cookie")}(response, settings, opened.key)`;
  return clearsCookie(blueprint, operation)
    ? py`${imported("app.security", "clear_session_cookie")}(response, settings)`
    : undefined;
}

/** How long a credential is good, by the settings. */
export function lifetimeMinutes(blueprint: Blueprint): Py {
  return byCookie(blueprint) ? py`settings.session_lifetime_minutes` : py`settings.token_lifetime_minutes`;
}

import type { EvidenceStep } from "#base";
import { type Contract, type SecurityScheme, successResponses } from "#contract";
import { step } from "./evidence.ts";
import { hasWord } from "./names.ts";
import type { OperationShape } from "./shapes.ts";
import { mayCarrySession } from "./unread-login.ts";

/** The cookie by which accounts prove themselves, and why signing in is what sets it. */
export interface SessionCookie {
  readonly scheme: SecurityScheme;
  readonly because: EvidenceStep;
}

/**
 * The one scheme that operations ask for by which a session could travel, where that is a cookie and something says that it
 * is set by signing in. Beside a scheme of another kind nothing says which of both is meant.
 */
export function findSessionCookie(contract: Contract, login: OperationShape): SessionCookie | undefined {
  const [scheme, ...others] = askedSchemes(contract).filter(mayCarrySession);
  if (!scheme || others.length > 0 || scheme.in !== "cookie" || scheme.parameter === undefined)
    return undefined;
  const because = whySetBy(contract, login, scheme);
  return because && { scheme, because };
}

/** Whether all that operations ask for by which a session could travel is cookies. */
export function asksForCookies(contract: Contract): boolean {
  const asked = askedSchemes(contract).filter(mayCarrySession);
  return asked.length > 0 && asked.every((scheme) => scheme.in === "cookie");
}

function askedSchemes({ operations, securitySchemes }: Contract): readonly SecurityScheme[] {
  const names = new Set(
    operations.flatMap(({ security }) => security.flatMap((requirement) => [...requirement.keys()])),
  );
  return [...securitySchemes.values()].filter(({ name }) => names.has(name));
}

const cookieText = /\bcookies?\b/i;
const sessionNames: ReadonlySet<string> = new Set([
  "session",
  "sess",
  "sessid",
  "sessionid",
  "jsessionid",
  "sid",
  "auth",
  "login",
  "token",
  "jwt",
]);

function whySetBy(
  contract: Contract,
  login: OperationShape,
  { name, parameter, description, span }: SecurityScheme,
): EvidenceStep | undefined {
  const { operation } = login;
  if (documentsCookie(login)) return step(`${operation.id} answers Set-Cookie`, operation.span);
  const answers = successResponses(operation).map((response) => response.description);
  if ([operation.summary, operation.description, ...answers].some((text) => cookieText.test(text)))
    return step(`${operation.id} speaks of the cookie`, operation.span);
  if (signInText.test(description)) return step(`${name} is told to come from signing in`, span);
  if (hasWord(parameter ?? "", sessionNames)) return step(`the cookie is called ${parameter}`, span);
  return cookieText.test(contract.description) && signInText.test(contract.description)
    ? step("the contract speaks of signing in by a cookie", contract.span)
    : undefined;
}

const signInText = /\b(?:log(?:ged|ging)?|sign(?:ed|ing)?)[ -]?in\b|\bauthenticat\w*|\bsessions?\b/i;

/** Whether the answer of an operation is told to set a cookie. */
export function documentsCookie({ operation }: OperationShape): boolean {
  return successResponses(operation).some(({ headers }) =>
    headers.some(({ name }) => name.toLowerCase() === "set-cookie"),
  );
}

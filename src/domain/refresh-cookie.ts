import { type Contract, type ResponseHeader, successResponses } from "#contract";
import { hasWord } from "./names.ts";
import { documentsCookie } from "./session-cookie.ts";
import type { OperationShape } from "./shapes.ts";

const tokenWords: ReadonlySet<string> = new Set(["refresh", "renew", "renewal", "token", "jwt", "session"]);

/**
 * The cookie in which a refresh token travels, where an operation takes no body: the one that it asks for, or the one that
 * signing in is shown to set. Undefined where nothing names it.
 */
export function readRefreshCookie(
  contract: Contract,
  { operation, body }: OperationShape,
  login: OperationShape,
): string | undefined {
  if (operation.method !== "post" || operation.requestBody || body) return undefined;
  const asked = operation.parameters.filter(({ in: place }) => place === "cookie");
  const schemes = operation.security.flatMap((requirement) =>
    [...requirement.keys()].flatMap((name) => contract.securitySchemes.get(name) ?? []),
  );
  const keys = schemes.flatMap(({ in: place, parameter }) => (place === "cookie" ? (parameter ?? []) : []));
  const names = new Set([...asked.map(({ name }) => name), ...keys]);
  const [name, ...others] = names;
  if (others.length > 0 || schemes.some(({ in: place }) => place !== "cookie")) return undefined;
  if (name !== undefined) return hasWord(name, tokenWords) ? name : undefined;
  return shownCookie(login);
}

/** Whether an answer is told to hand over the next refresh token in the cookie. */
export function handsNext(shape: OperationShape): boolean {
  const { summary, description } = shape.operation;
  return documentsCookie(shape) || /\brotat|\bnew refresh[ -]?token/i.test(`${summary}. ${description}`);
}

/** `refreshToken=…; Path=/`: the name that an example of the header shows, if that of a refresh token. */
function shownCookie({ operation }: OperationShape): string | undefined {
  const headers = successResponses(operation)
    .flatMap((response) => response.headers)
    .filter(({ name }) => name.toLowerCase() === "set-cookie");
  const names = headers.flatMap((header) =>
    examplesOf(header).flatMap((text) => /^([\w.-]+)=/.exec(text)?.[1] ?? []),
  );
  return names.find((name) => hasWord(name, new Set(["refresh"])));
}

function examplesOf({ examples, schema }: ResponseHeader): readonly string[] {
  const shown = schema && "examples" in schema ? schema.examples : [];
  return [...examples, ...shown].filter((example) => typeof example === "string");
}

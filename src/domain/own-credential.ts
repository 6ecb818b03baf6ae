import type { Contract, SecurityScheme } from "#contract";
import type { Credential } from "./domain.ts";
import { evidence, step } from "./evidence.ts";
import type { QueryLogin } from "./query-login.ts";
import type { SessionCookie } from "./session-cookie.ts";
import type { OperationShape } from "./shapes.ts";

/** Of accounts, what says how their credential travels. */
interface OwnDoors {
  readonly login: OperationShape;
  readonly register?: OperationShape;
  readonly query?: QueryLogin;
  readonly tokenField: string;
  readonly cookie?: SessionCookie;
}

/** How the token that signing in answers travels. */
export function readCredential(contract: Contract, draft: OwnDoors): Credential {
  if (draft.cookie) return cookieCredential(draft.cookie);
  const scheme = draft.query ? askedScheme(contract, draft) : likeliestScheme(contract);
  const text = `${scheme?.description ?? ""} ${scheme?.bearerFormat ?? ""} ${draft.tokenField}`;
  const token = /\bjwt\b|json web token/i.test(text) ? "jwt" : "opaque";
  if (!scheme) {
    return {
      scheme: "bearer",
      schemeType: "http",
      in: "header",
      parameter: "Authorization",
      prefix: "Bearer",
      token,
      evidence: evidence("tokens travel as Bearer", step("no security scheme is declared", contract.span)),
    };
  }
  const prefix = readPrefix(scheme);
  return {
    scheme: scheme.name,
    schemeType: scheme.type === "http" ? "http" : "apiKey",
    in: "header",
    parameter: scheme.parameter ?? "Authorization",
    prefix: prefix.word,
    token,
    evidence: evidence(
      `${scheme.parameter ?? "Authorization"}: ${prefix.word === "" ? "" : `${prefix.word} `}<${draft.tokenField}>`,
      step(prefix.because, scheme.span),
    ),
  };
}

function cookieCredential({ scheme, because }: SessionCookie): Credential {
  const parameter = scheme.parameter ?? "";
  return {
    scheme: scheme.name,
    schemeType: "apiKey",
    in: "cookie",
    parameter,
    prefix: "",
    token: "opaque",
    evidence: evidence(`the cookie ${parameter}`, because, step("security scheme", scheme.span)),
  };
}

/** Of a text without a name nothing says which scheme it is for, but that the account's own operations ask for one. */
function askedScheme(contract: Contract, { login, register }: OwnDoors): SecurityScheme | undefined {
  const { collection } = (register ?? login).place;
  const asked = contract.operations.flatMap(({ path, security }) =>
    path === collection || path.startsWith(`${collection}/`)
      ? security.flatMap((requirement) => [...requirement.keys()])
      : [],
  );
  return [...contract.securitySchemes.values()].find(
    (scheme) => carriesToken(scheme) && asked.includes(scheme.name),
  );
}

/** Of the schemes that can carry a token: one that is made for it, else the one that most operations ask for. */
function likeliestScheme(contract: Contract): SecurityScheme | undefined {
  const uses = ({ name }: SecurityScheme): number =>
    contract.operations.filter(({ security }) => security.some((requirement) => requirement.has(name)))
      .length;
  const isMade = ({ type, parameter }: SecurityScheme): boolean =>
    type === "http" || parameter?.toLowerCase() === "authorization";
  return [...contract.securitySchemes.values()]
    .filter(carriesToken)
    .sort(
      (one, other) =>
        Number(uses(other) > 0) - Number(uses(one) > 0) ||
        Number(isMade(other)) - Number(isMade(one)) ||
        uses(other) - uses(one),
    )[0];
}

/** Whether a token can be sent by it. */
export function carriesToken(scheme: SecurityScheme): boolean {
  if (scheme.type === "http") return scheme.scheme === "bearer";
  return scheme.type === "apiKey" && scheme.in === "header";
}

/** The word before the token: of HTTP schemes by their standard, of a header as its description shows it. */
export function readPrefix(scheme: SecurityScheme): { readonly word: string; readonly because: string } {
  if (scheme.type === "http") return { word: "Bearer", because: "HTTP bearer scheme (RFC 6750)" };
  if ((scheme.parameter ?? "").toLowerCase() !== "authorization") {
    return { word: "", because: `the header ${scheme.parameter} carries the token alone` };
  }
  const shown = scheme.description.match(
    /^\s*(?:Authorization:\s*)?["'`]?([A-Z][A-Za-z]{2,15})\s+[<{[]?[\w.-]{3,}[>}\]]?["'`]?\s*$/m,
  );
  if (shown?.[1]) return { word: shown[1], because: `the description shows "${shown[0].trim()}"` };
  if (/bearer/i.test(scheme.description))
    return { word: "Bearer", because: "the description speaks of Bearer" };
  return { word: "Bearer", because: "no form is shown; Bearer is the usual one" };
}

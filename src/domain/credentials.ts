import type { Contract, SecurityRequirement, SecurityScheme } from "#contract";
import type { ClientsDraft } from "./clients.ts";
import type { Credential, Grant, OutsideCredential } from "./domain.ts";
import { evidence, step } from "./evidence.ts";
import { readPrefix } from "./own-credential.ts";
import type { OperationShape } from "./shapes.ts";
import { mayCarrySession } from "./unread-login.ts";

/**
 * Schemes whose credentials no operation issues: keys and passwords that the owner of the server hands out, and tokens
 * that another server signs. Schemes that the accounts' own token travels by are not among them.
 */
export function findOutsideCredentials(
  contract: Contract,
  own: Credential | undefined,
  clients?: ClientsDraft,
  unreadLogin?: OperationShape,
): readonly OutsideCredential[] {
  const found = [...contract.securitySchemes.values()].flatMap((scheme) =>
    isIssuedHere(scheme, own) || (unreadLogin && mayCarrySession(scheme)) ? [] : (readOutside(scheme) ?? []),
  );
  return clients && clients.obstacle === undefined && isOnlyIssuer(found, clients)
    ? found.map((each) => withIssuer(each, clients))
    : found;
}

/** Whether all tokens are of one scheme: those of two servers are not told apart yet. */
function isOnlyIssuer(found: readonly OutsideCredential[], { scheme }: ClientsDraft): boolean {
  return found.every((each) => each.kind !== "token" || each.scheme === scheme);
}

function withIssuer(credential: OutsideCredential, clients: ClientsDraft): OutsideCredential {
  if (credential.kind !== "token") return credential;
  const { operation, tokenPath, scheme, shape } = clients;
  const statement = `${scheme}: a token that is issued here, to clients that ${operation} registers`;
  return {
    ...credential,
    issued: { operation, tokenPath },
    evidence: evidence(
      statement,
      ...credential.evidence.because,
      step("clients are registered", shape.operation.span),
    ),
  };
}

/** Whether the token that signing in answers opens what this scheme closes. */
export function isIssuedHere(scheme: SecurityScheme, own: Credential | undefined): boolean {
  if (!own) return false;
  if (scheme.name === own.scheme) return true;
  if (own.parameter.toLowerCase() !== "authorization" || own.prefix !== "Bearer") return false;
  return (
    (scheme.type === "http" && scheme.scheme === "bearer") ||
    (scheme.type === "oauth2" && scheme.flows.some(({ kind }) => kind === "password"))
  );
}

function readOutside(scheme: SecurityScheme): OutsideCredential | undefined {
  const common = { scheme: scheme.name, description: scheme.description };
  const because = (statement: string) => evidence(statement, step("security scheme", scheme.span));
  switch (scheme.type) {
    case "apiKey":
      if (scheme.in === undefined || scheme.parameter === undefined) return undefined;
      return {
        ...common,
        kind: "key",
        in: scheme.in,
        parameter: scheme.parameter,
        prefix: scheme.in === "header" ? readPrefix(scheme).word : "",
        evidence: because(
          `${scheme.name}: a key in the ${scheme.in} ${scheme.parameter}, which nothing issues`,
        ),
      };
    case "http":
      return readHttp(scheme, because);
    case "oauth2":
    case "openIdConnect":
      return {
        ...common,
        kind: "token",
        evidence: because(`${scheme.name}: a token that another server signs`),
      };
    case "mutualTLS":
    case "password":
    case "sasl":
    case "encryption":
      return undefined;
  }
}

function readHttp(
  scheme: SecurityScheme,
  because: (statement: string) => OutsideCredential["evidence"],
): OutsideCredential | undefined {
  const common = { scheme: scheme.name, description: scheme.description };
  if (scheme.scheme === "basic")
    return {
      ...common,
      kind: "password",
      evidence: because(`${scheme.name}: a name and a password, which nothing issues`),
    };
  if (scheme.scheme !== "bearer") return undefined;
  if (saysSigned(scheme))
    return { ...common, kind: "token", evidence: because(`${scheme.name}: a JWT that another server signs`) };
  return {
    ...common,
    kind: "key",
    in: "header",
    parameter: "Authorization",
    prefix: "Bearer",
    evidence: because(`${scheme.name}: a key after the word Bearer, which nothing issues`),
  };
}

const signedText = /\bjwt\b|json web token|\boauth|\boidc\b|openid/i;

function saysSigned({ bearerFormat, description }: SecurityScheme): boolean {
  return signedText.test(bearerFormat ?? "") || signedText.test(description);
}

/** Which of the declared alternatives opens an operation: to the accounts of this server, or to holders of credentials. */
export type Door =
  | { readonly kind: "accounts" }
  | { readonly kind: "grants"; readonly grants: readonly Grant[] }
  | { readonly kind: "closed"; readonly reason: string };

/** Reads the alternatives of an operation that nobody may call without a credential. */
export function readDoor(
  contract: Contract,
  security: readonly SecurityRequirement[],
  own: Credential | undefined,
  outside: readonly OutsideCredential[],
): Door {
  const asked = security.filter((requirement) => requirement.size > 0);
  const isOwn = (name: string): boolean => {
    const scheme = contract.securitySchemes.get(name);
    return own !== undefined && (scheme === undefined || isIssuedHere(scheme, own));
  };
  if (asked.some((requirement) => [...requirement.keys()].every(isOwn))) return { kind: "accounts" };
  const together = asked.every((requirement) => requirement.size > 1);
  if (together) return { kind: "closed", reason: `it asks for ${names(asked[0])} together` };
  const grants = asked.flatMap((requirement): readonly Grant[] => {
    const [entry] = requirement;
    const known = entry && outside.some(({ scheme }) => scheme === entry[0]);
    return requirement.size === 1 && known ? [{ scheme: entry[0], scopes: entry[1] }] : [];
  });
  if (grants.length > 0) return { kind: "grants", grants };
  return { kind: "closed", reason: `how ${names(asked[0])} is verified is not known here` };
}

function names(requirement: SecurityRequirement | undefined): string {
  return [...(requirement?.keys() ?? [])].join(" and ") || "a credential";
}

import { snakeCase } from "#base";
import type { Grant, OutsideCredential } from "#domain";
import { commaList, identifierText, imported, name, type Py, py, str } from "#python";
import type { Blueprint, OperationBlueprint } from "../blueprint.ts";
import { anyOf, issuesTokens, keepsSchemes, keyModule, outsideNamed, schemeVariable } from "./credentials.ts";
import { subjectEntity } from "./subjects.ts";
import { asksForScopes } from "./tokens.ts";

/** A dependency that lets a call pass which brings one of some credentials. */
interface Guard {
  readonly functionName: string;
  readonly grants: readonly Grant[];
  /** Whether it tells which user granted the token. */
  readonly tellsUser: boolean;
}

/**
 * One for each set of credentials that operations ask for. Scopes of a guard with one scheme are the route's to say; a
 * guard of several names them itself, since FastAPI would publish a route's scopes for each of its schemes.
 */
export function guardFunctions(blueprint: Blueprint): readonly Py[] {
  const guards = new Map<string, Guard>();
  for (const operation of blueprint.modules.flatMap(({ operations }) => operations)) {
    const guard = guardOf(blueprint, operation);
    if (guard && !guards.has(guard.functionName)) guards.set(guard.functionName, guard);
  }
  return [...guards.values()].map((guard) => guardFunction(blueprint, guard));
}

/** `Security(require_oauth, scopes=["orders:read"])`, for a route; undefined where it asks for no such credential. */
export function guardDependency(blueprint: Blueprint, operation: OperationBlueprint): Py | undefined {
  const guard = guardOf(blueprint, operation);
  if (!guard) return undefined;
  const dependency = imported("app.security", guard.functionName);
  const [only] = guard.grants;
  if (guard.grants.length > 1 || !only || only.scopes.length === 0)
    return py`${imported("fastapi", "Depends")}(${dependency})`;
  return py`${imported("fastapi", "Security")}(${dependency}, scopes=[${only.scopes.map((scope) => str(scope))}])`;
}

/** The function that lets a call of the operation pass or not; undefined where it asks for no such credential. */
export function guardName(blueprint: Blueprint, operation: OperationBlueprint): string | undefined {
  return guardOf(blueprint, operation)?.functionName;
}

function guardOf(blueprint: Blueprint, operation: OperationBlueprint): Guard | undefined {
  const { grants } = operation.meaning;
  if (grants.length === 0) return undefined;
  const schemes = [...new Set(grants.map(({ scheme }) => scheme))].join(" or ");
  const scopes = grants.length === 1 ? [] : grants.flatMap((grant) => grant.scopes);
  const suffix = scopes.length === 0 ? "" : ` for ${[...new Set(scopes)].join(" ")}`;
  const tellsUser = subjectEntity(blueprint, operation) !== undefined;
  const does = tellsUser ? "get user of" : "require";
  return { functionName: identifierText(snakeCase(`${does} ${schemes}${suffix}`)), grants, tellsUser };
}

function guardFunction(blueprint: Blueprint, { functionName, grants, tellsUser }: Guard): Py {
  const held = grants.map((grant) => ({ grant, credential: outsideNamed(blueprint.domain, grant.scheme) }));
  // One scheme may stand in several alternatives, with other scopes in each: it is looked at once.
  const schemes = [...Map.groupBy(held, ({ grant }) => grant.scheme).values()].flatMap(
    ([first, ...others]) =>
      first ? [{ ...first, scopes: [first, ...others].flatMap(({ grant }) => grant.scopes) }] : [],
  );
  const kept = schemes.filter(({ credential }) => credential.kind !== "token");
  const tokens = held.filter(({ credential }) => credential.kind === "token");
  const single = grants.length === 1;
  const asksScopes = single && tokens.length > 0 && hasScopes(blueprint, grants);
  const parameters = [
    kept.length > 0 && py`session: ${imported("app.database", "Session")}`,
    tokens.length > 0 && py`settings: ${imported("app.settings", "AppSettings")}`,
    asksScopes && py`scopes: ${imported("fastapi.security", "SecurityScopes")}`,
    ...schemes.map(({ credential, scopes }) =>
      credentialParameter(blueprint, credential, single ? [] : [...new Set(scopes)]),
    ),
  ];
  const last = tokens.length === 0 ? kept.at(-1) : undefined;
  const earlier = kept.filter((entry) => entry !== last);
  return py`
    async def ${name(functionName)}(${commaList(parameters)}) -> ${tellsUser ? py`str` : py`None`}:
        ${earlier.map(
          ({ credential }) => py`
            if ${isHeld(blueprint, credential)}:
                return`,
        )}
        ${
          last &&
          refuseUnless(
            blueprint,
            last.credential,
            schemes.map(({ credential }) => credential),
          )
        }
        ${tellsUser && py`claims = `}${tokens.length > 0 && checkTokens(blueprint, tokens, asksScopes)}
        ${tellsUser && py`return ${imported("app.tokens", "read_user")}(claims)`}`;
}

/** Whether other operations ask for scopes of the same scheme: then its guard is told them by the route. */
function hasScopes({ domain }: Blueprint, [grant]: readonly Grant[]): boolean {
  return domain.operations.some(
    ({ grants }) =>
      grants.length === 1 && grants[0]?.scheme === grant?.scheme && (grants[0]?.scopes.length ?? 0) > 0,
  );
}

function credentialParameter(
  blueprint: Blueprint,
  credential: OutsideCredential,
  scopes: readonly string[],
): Py {
  const variable = schemeVariable(credential.scheme);
  const given = scopes.length === 0 ? py`` : py`, scopes=[${scopes.map((scope) => str(scope))}]`;
  const marker = imported("fastapi", scopes.length === 0 ? "Depends" : "Security");
  const annotated = imported("typing", "Annotated");
  return py`${offered(credential)}: ${annotated}[${offeredType(blueprint, credential)} | None, ${marker}(${variable}${given})]`;
}

/** The parameter that holds what was sent: it must not have the name of the scheme's own object. */
function offered({ scheme }: OutsideCredential): Py {
  return name(identifierText(`offered ${snakeCase(scheme)}`));
}

function offeredType({ contract }: Blueprint, { scheme, kind }: OutsideCredential): Py {
  if (kind === "password") return imported("fastapi.security", "HTTPBasicCredentials");
  return contract.securitySchemes.get(scheme)?.type === "http"
    ? imported("fastapi.security", "HTTPAuthorizationCredentials")
    : py`str`;
}

/** The key or token as it was sent, or None. */
function sentText({ contract }: Blueprint, credential: OutsideCredential): Py {
  const variable = offered(credential);
  const { type } = contract.securitySchemes.get(credential.scheme) ?? {};
  if (type === "http") return py`${variable}.credentials if ${variable} else None`;
  if (credential.kind === "key") {
    return credential.prefix === "" ? variable : py`_after(${str(credential.prefix)}, ${variable})`;
  }
  return py`_after("Bearer", ${variable})`;
}

function isHeld(blueprint: Blueprint, credential: OutsideCredential): Py {
  const find = imported(`app.${keyModule(blueprint.domain)}.service`, "find_holder");
  const scheme = keepsSchemes(blueprint.domain) && py`${str(credential.scheme)}, `;
  const variable = offered(credential);
  if (credential.kind === "password")
    return py`${variable} and await ${find}(session, ${scheme}${variable}.password) == ${variable}.username`;
  const sent = sentText(blueprint, credential);
  if (sent.text === variable.text) return py`${variable} and await ${find}(session, ${scheme}${variable})`;
  return py`(key := ${sent}) and await ${find}(session, ${scheme}key)`;
}

function refuseUnless(
  blueprint: Blueprint,
  credential: OutsideCredential,
  wanted: readonly OutsideCredential[],
): Py {
  return py`
    if not (${isHeld(blueprint, credential)}):
        raise ${imported("app.errors", "UnauthorizedError")}(${str(`${anyOf(wanted)} that is known here is needed`)})`;
}

interface Held {
  readonly grant: Grant;
  readonly credential: OutsideCredential;
}

function checkTokens(blueprint: Blueprint, tokens: readonly Held[], asksScopes: boolean): Py {
  const check = imported("app.tokens", "check_token");
  const schemes = new Map(tokens.map(({ credential }) => [credential.scheme, credential]));
  const sent = [...schemes.values()].map((credential) => sentText(blueprint, credential));
  const token = sent.length === 1 ? sent[0] : joinAlternatives(sent);
  const wait = !issuesTokens(blueprint.domain) && py`await `;
  if (asksScopes) return py`${wait}${check}(settings, ${token}, scopes.scopes)`;
  const alternatives = tokens
    .filter(({ grant }) => grant.scopes.length > 0)
    .map(({ grant }) => py`[${grant.scopes.map((scope) => str(scope))}]`);
  const unscoped = alternatives.length > 0 && alternatives.length < tokens.length;
  // Where only tokens of another scheme are granted scopes, nothing is as good as enough.
  const nothing = alternatives.length === 0 && asksForScopes(blueprint) && py`[]`;
  return py`${wait}${check}(${commaList([py`settings`, token, ...alternatives, nothing, unscoped && py`unscoped=True`])})`;
}

/** The same header read in several ways: whichever finds something. */
function joinAlternatives(texts: readonly Py[]): Py {
  return texts
    .map((text) => (text.text.includes(" if ") ? py`(${text})` : text))
    .reduce((one, next) => py`${one} or ${next}`);
}

/** `_after`, where a header's text holds a word before the credential and FastAPI hands it over whole. */
export function wordReader(guards: readonly Py[]): readonly Py[] {
  if (!guards.some(({ text }) => text.includes("_after("))) return [];
  return [
    py`
      def _after(word: str, header: str | None) -> str | None:
          scheme, _, credential = (header or "").partition(" ")
          return credential if scheme.lower() == word.lower() else None`,
  ];
}

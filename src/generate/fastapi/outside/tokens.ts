import { docstring, imported, importedModule, type Py, py } from "#python";
import { pythonFile } from "../app/names.ts";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { takesTokens } from "./credentials.ts";
import { claimsType, keepsSubjects, readUser } from "./subjects.ts";

/** `app/tokens.py`: tokens that another server signs (RFC 9068), checked against the keys that it publishes. */
export function emitTokens(blueprint: Blueprint): readonly GeneratedFile[] {
  if (!takesTokens(blueprint.domain)) return [];
  const tellsUsers = keepsSubjects(blueprint.domain);
  return [
    pythonFile("app/tokens.py", [
      py`
        # Signatures with a public key: whoever can verify a token must not be able to make one.
        ALGORITHMS = ["ES256", "ES384", "EdDSA", "PS256", "RS256"]
        ${tellsUsers && claimsType()}`,
      check(blueprint),
      ...(tellsUsers ? [readUser()] : []),
      readToken(blueprint),
      ...findKey(),
    ]),
  ];
}

function check(blueprint: Blueprint): Py {
  const scoped = asksForScopes(blueprint);
  const mixed = mixesUnscoped(blueprint);
  const settings = imported("app.settings", "Settings");
  const tells = keepsSubjects(blueprint.domain);
  const purpose = `Refuse a token that is not valid${scoped ? `, or ${tells ? "" : "that "}was granted too little` : ""}${tells ? "; return its claims" : ""}.`;
  const allowed = mixed
    ? py`not any(granted.issuperset(scopes) for scopes in alternatives) and not (unscoped and not granted)`
    : py`not any(granted.issuperset(scopes) for scopes in alternatives)`;
  return py`
    async def check_token(
        settings: ${settings}, token: str | None${scoped && py`, *alternatives: ${imported("collections.abc", "Collection")}[str]`}${mixed && py`, unscoped: bool = False`}
    ) -> ${tells ? py`Claims` : py`None`}:
        ${docstring(purpose)}
        if token is None:
            raise ${imported("app.errors", "UnauthorizedError")}("a token is needed")
        ${tells ? py`${scoped ? py`claims =` : py`return`} await _read_claims(settings, token)` : scoped ? py`granted = await _read_scopes(settings, token)` : py`await _read_scopes(settings, token)`}
        ${tells && scoped && grantedBy(py`granted =`)}
        ${
          scoped &&
          py`
            if ${allowed}:
                raise ${imported("app.errors", "ForbiddenError")}("the token was not granted what this needs")`
        }
        ${tells && scoped && py`return claims`}`;
}

function grantedBy(start: Py): Py {
  return py`${start} frozenset(str(claims.get("scope", "")).split())`;
}

/** Whether some operation asks for scopes. */
export function asksForScopes({ domain }: Blueprint): boolean {
  return domain.operations.some(({ grants }) => grants.some(({ scopes }) => scopes.length > 0));
}

/** Whether some operation takes tokens with scopes, or else tokens of a scheme that knows none. */
export function mixesUnscoped({ domain }: Blueprint): boolean {
  const tokens = new Set(domain.outside.filter(({ kind }) => kind === "token").map(({ scheme }) => scheme));
  return domain.operations.some(({ grants }) => {
    const own = grants.filter(({ scheme }) => tokens.has(scheme));
    return own.some(({ scopes }) => scopes.length > 0) && own.some(({ scopes }) => scopes.length === 0);
  });
}

/** What a token says: all of it where rows belong to its user, else what it was granted. */
function readToken({ domain }: Blueprint): Py {
  const jwt = importedModule("jwt");
  const unauthorized = imported("app.errors", "UnauthorizedError");
  const tells = keepsSubjects(domain);
  return py`
    async def ${tells ? py`_read_claims` : py`_read_scopes`}(settings: ${imported("app.settings", "Settings")}, token: str) -> ${tells ? py`Claims` : py`frozenset[str]`}:
        try:
            claims${tells && py`: Claims`} = ${jwt}.decode(
                token,
                await _find_key(settings.token_key_set, token),
                ALGORITHMS,
                issuer=settings.token_issuer,
                audience=settings.token_audience,
                # The library has a clock of its own; the expiry is judged by ours.
                options={"require": ["exp", "iss", "aud"], "verify_exp": False},
            )
        except (${jwt}.InvalidTokenError, KeyError) as error:
            raise ${unauthorized}("the token is not valid") from error
        if claims["exp"] <= ${imported("app", "clock")}.now().timestamp():
            raise ${unauthorized}("the token has expired")
        ${tells ? py`return claims` : grantedBy(py`return`)}`;
}

function findKey(): readonly Py[] {
  const jwt = importedModule("jwt");
  return [
    py`
      async def _find_key(key_set: str, token: str) -> ${jwt}.PyJWK:
          """Find the key that a token names: in the settings, or with the issuer."""
          key_id: str = ${jwt}.get_unverified_header(token).get("kid", "")
          if not key_set.startswith(("http:", "https:")):
              return ${jwt}.PyJWKSet.from_json(key_set)[key_id]
          client = _client_of(key_set)
          try:
              return await ${importedModule("asyncio")}.to_thread(client.get_signing_key, key_id)
          except ${jwt}.PyJWKClientConnectionError:
              # That is no fault of the token: whoever sent it may come again.
              raise
          except ${jwt}.PyJWKClientError as error:
              raise KeyError(key_id) from error`,
    py`
      @${imported("functools", "lru_cache")}
      def _client_of(url: str) -> ${jwt}.PyJWKClient:
          return ${jwt}.PyJWKClient(url, timeout=5)`,
  ];
}

import { docstring, imported, importedModule, type Py, py, str } from "#python";
import { pythonFile } from "../app/names.ts";
import type { Blueprint } from "../blueprint.ts";
import { issuerName } from "../clients/clients-plan.ts";
import type { GeneratedFile } from "../file.ts";
import { asksForScopes, mixesUnscoped } from "./tokens.ts";

const settings = imported("app.settings", "Settings");
const jwt = importedModule("jwt");

/** `app/tokens.py` where tokens are issued here: signed with a key that nobody else has. */
export function emitIssuedTokens(blueprint: Blueprint): GeneratedFile {
  return pythonFile("app/tokens.py", [
    py`
      ALGORITHM = "HS256"
      NAME = ${str(issuerName(blueprint))}`,
    py`
      def issue_token(settings: ${settings}, client_id: str, scopes: ${imported("collections.abc", "Iterable")}[str]) -> str:
          now = ${imported("app", "clock")}.now()
          claims = {
              "iss": NAME,
              "aud": NAME,
              "sub": client_id,
              "iat": now,
              "exp": now + ${imported("datetime", "timedelta")}(minutes=settings.client_token_lifetime_minutes),
              "scope": " ".join(scopes),
          }
          return ${jwt}.encode(claims, settings.client_token_key.get_secret_value(), ALGORITHM)`,
    check(blueprint),
    readScopes(),
  ]);
}

function check(blueprint: Blueprint): Py {
  const scoped = asksForScopes(blueprint);
  const mixed = mixesUnscoped(blueprint);
  const purpose = scoped
    ? "Refuse a token that is not valid, or that was granted too little."
    : "Refuse a token that is not valid.";
  const enough = py`any(granted.issuperset(scopes) for scopes in alternatives)`;
  return py`
    def check_token(
        settings: ${settings}, token: str | None${scoped && py`, *alternatives: ${imported("collections.abc", "Collection")}[str]`}${mixed && py`, unscoped: bool = False`}
    ) -> None:
        ${docstring(purpose)}
        if token is None:
            raise ${imported("app.errors", "UnauthorizedError")}("a token is needed")
        ${scoped ? py`granted = _read_scopes(settings, token)` : py`_read_scopes(settings, token)`}
        ${
          scoped &&
          py`
            if not ${enough}${mixed && py` and not (unscoped and not granted)`}:
                raise ${imported("app.errors", "ForbiddenError")}("the token was not granted what this needs")`
        }`;
}

function readScopes(): Py {
  const unauthorized = imported("app.errors", "UnauthorizedError");
  return py`
    def _read_scopes(settings: ${settings}, token: str) -> frozenset[str]:
        try:
            claims = ${jwt}.decode(
                token,
                settings.client_token_key.get_secret_value(),
                [ALGORITHM],
                issuer=NAME,
                audience=NAME,
                # The library has a clock of its own; the times are judged by ours.
                options={"require": ["exp", "iss", "aud"], "verify_exp": False, "verify_iat": False},
            )
        except ${jwt}.InvalidTokenError as error:
            raise ${unauthorized}("the token is not valid") from error
        if claims["exp"] <= ${imported("app", "clock")}.now().timestamp():
            raise ${unauthorized}("the token has expired")
        return frozenset(str(claims.get("scope", "")).split())`;
}

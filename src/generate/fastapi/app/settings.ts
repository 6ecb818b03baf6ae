import { imported, type Py, py, str } from "#python";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { issuesTokens, takesTokens } from "../outside/credentials.ts";
import { byCookie, refreshCookie } from "./cookie-names.ts";
import { sendsMail } from "./mailed-tokens.ts";
import { pythonFile } from "./names.ts";
import { keepsAnswers } from "./repeats.ts";

/** How long tokens are valid: those that can be renewed only briefly. */
function lifetimes(blueprint: Blueprint): Py {
  const { domain } = blueprint;
  const annotated = imported("typing", "Annotated");
  const field = imported("pydantic", "Field");
  if (byCookie(blueprint))
    return py`
      session_lifetime_minutes: ${annotated}[int, ${field}(gt=0)] = 7 * 24 * 60
      session_cookie_secure: bool = True
      ${domain.operations.some(({ guarded }) => guarded) && py`trusted_origins: frozenset[str] = frozenset()`}`;
  if ((domain.accounts?.sessions?.renewal ?? "none") === "none")
    return py`token_lifetime_minutes: ${annotated}[int, ${field}(gt=0)] = 7 * 24 * 60`;
  return py`
    token_lifetime_minutes: ${annotated}[int, ${field}(gt=0)] = 15
    refresh_token_lifetime_days: ${annotated}[int, ${field}(gt=0)] = 30
    ${
      refreshCookie(blueprint) !== undefined &&
      py`
      refresh_cookie_secure: bool = True
      ${domain.operations.some(({ guarded }) => guarded) && py`trusted_origins: frozenset[str] = frozenset()`}`
    }`;
}

/** Where the letter about a forgotten password leads, as long as nobody says where. */
export const resetPage = "http://localhost:3000/reset-password";
/** And that to a new account. */
export const confirmationPage = "http://localhost:3000/confirm";
export const mailFrom = "no-reply@localhost";

/** How long a request that comes again is known. */
function forRepeats({ domain }: Blueprint): Py | undefined {
  if (!keepsAnswers(domain)) return undefined;
  const field = imported("pydantic", "Field");
  return py`idempotency_key_lifetime_minutes: ${imported("typing", "Annotated")}[int, ${field}(gt=0)] = 24 * 60`;
}

/** `app/settings.py`: what the environment decides, and only what this API uses. */
export function emitSettings(blueprint: Blueprint): GeneratedFile {
  const annotated = imported("typing", "Annotated");
  const field = imported("pydantic", "Field");
  const forAccounts =
    blueprint.account !== undefined &&
    py`
      ${!byCookie(blueprint) && py`secret_key: ${annotated}[${imported("pydantic", "SecretStr")}, ${field}(min_length=32)]`}
      ${lifetimes(blueprint)}
      # The least cost that OWASP advises for Argon2id; raise it as far as the hardware allows.
      argon2_memory_kib: ${annotated}[int, ${field}(ge=8)] = 19 * 1024
      argon2_iterations: ${annotated}[int, ${field}(ge=1)] = 2
      sign_in_attempts: ${annotated}[int, ${field}(gt=0)] = 10
      sign_in_window_minutes: ${annotated}[int, ${field}(gt=0)] = 15`;
  const forTokens =
    takesTokens(blueprint.domain) &&
    py`
      token_issuer: str
      token_audience: str
      token_key_set: str`;
  const forClients =
    issuesTokens(blueprint.domain) &&
    py`
      client_token_key: ${annotated}[${imported("pydantic", "SecretStr")}, ${field}(min_length=32)]
      client_token_lifetime_minutes: ${annotated}[int, ${field}(gt=0)] = 60`;
  const settings = py`
    class Settings(${imported("pydantic_settings", "BaseSettings")}):
        """Read from the environment and \`.env\`; what each is for is told in \`.env.example\`."""

        model_config = ${imported("pydantic_settings", "SettingsConfigDict")}(env_file=".env", frozen=True)

        database_url: str
        ${forAccounts}
        ${forTokens}
        ${forClients}
        ${forMail(blueprint)}
        ${forRepeats(blueprint)}
        log_level: ${imported("typing", "Literal")}["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"`;
  const dependency = py`
    async def get_settings(request: ${imported("fastapi", "Request")}) -> Settings:
        settings: Settings = request.app.state.settings
        return settings`;
  const alias = py`AppSettings = ${annotated}[Settings, ${imported("fastapi", "Depends")}(get_settings)]`;
  const isAsked =
    blueprint.account !== undefined ||
    takesTokens(blueprint.domain) ||
    issuesTokens(blueprint.domain) ||
    keepsAnswers(blueprint.domain);
  const needed = !isAsked ? [settings] : [settings, dependency, alias];
  return pythonFile("app/settings.py", needed);
}

/** What sends letters, and how long what they hold is good for. */
function forMail(blueprint: Blueprint): Py | false {
  const annotated = imported("typing", "Annotated");
  const field = imported("pydantic", "Field");
  const resets = blueprint.domain.operations.some(({ behaviour }) => behaviour.kind === "forgot-password");
  const confirms = blueprint.domain.accounts?.confirmation !== undefined;
  return (
    sendsMail(blueprint) &&
    py`
      ${
        resets &&
        py`
          reset_lifetime_minutes: ${annotated}[int, ${field}(gt=0)] = 30
          reset_page: str = ${str(resetPage)}`
      }
      ${
        confirms &&
        py`
          confirmation_lifetime_hours: ${annotated}[int, ${field}(gt=0)] = 24
          confirmation_page: str = ${str(confirmationPage)}`
      }
      mail_from: str = ${str(mailFrom)}
      smtp_host: str = "localhost"
      smtp_port: ${annotated}[int, ${field}(ge=1, le=65_535)] = 587
      smtp_starttls: bool = True
      smtp_username: str | None = None
      smtp_password: ${imported("pydantic", "SecretStr")} | None = None`
  );
}

import { byCookie, refreshCookie } from "../app/cookie-names.ts";
import { sendsMail } from "../app/mailed-tokens.ts";
import { keepsAnswers } from "../app/repeats.ts";
import { confirmationPage, mailFrom, resetPage } from "../app/settings.ts";
import type { Blueprint } from "../blueprint.ts";
import { issuesTokens, takesTokens } from "../outside/credentials.ts";
import { databaseName, projectName } from "./names.ts";

/** A variable of the environment that the application reads. */
export interface Setting {
  readonly variable: string;
  readonly purpose: string;
  /** What it is where nothing is said; absent: it must be said. */
  readonly fallback?: string;
  /** A value to begin with, for those that must be said. */
  readonly example?: string;
}

/** All settings of the project, as `app/settings.py` reads them: those of accounts only where there are accounts. */
export function settingsOf(blueprint: Blueprint): readonly Setting[] {
  const resets = blueprint.domain.operations.some(({ behaviour }) => behaviour.kind === "forgot-password");
  return [
    {
      variable: "DATABASE_URL",
      purpose: "where the rows are kept",
      example: localDatabaseUrl(blueprint),
    },
    ...(blueprint.account === undefined ? [] : accountSettings(blueprint)),
    ...(takesTokens(blueprint.domain) ? tokenSettings : []),
    ...(issuesTokens(blueprint.domain) ? clientSettings : []),
    ...(resets ? resetSettings : []),
    ...(blueprint.domain.accounts?.confirmation ? confirmationSettings : []),
    ...(sendsMail(blueprint) ? mailSettings : []),
    ...(keepsAnswers(blueprint.domain) ? [repeatSetting] : []),
    { variable: "LOG_LEVEL", purpose: "DEBUG, INFO, WARNING or ERROR", fallback: "INFO" },
  ];
}

function accountSettings(blueprint: Blueprint): readonly Setting[] {
  const { domain } = blueprint;
  const renews = (domain.accounts?.sessions?.renewal ?? "none") !== "none";
  const [key, lifetime, ...others] = signInSettings;
  const renewal: readonly Setting[] = [
    { variable: "TOKEN_LIFETIME_MINUTES", purpose: "how long a token is valid", fallback: "15" },
    {
      variable: "REFRESH_TOKEN_LIFETIME_DAYS",
      purpose: "how long a session can be renewed",
      fallback: "30",
    },
  ];
  if (byCookie(blueprint)) return [sessionLifetime, ...cookieSettings(blueprint, "SESSION"), ...others];
  const cookie = refreshCookie(blueprint) === undefined ? [] : cookieSettings(blueprint, "REFRESH");
  return [key, ...(renews ? renewal : [lifetime]), ...cookie, ...others];
}

const sessionLifetime: Setting = {
  variable: "SESSION_LIFETIME_MINUTES",
  purpose: "how long somebody stays signed in",
  fallback: "10080",
};

function cookieSettings({ domain }: Blueprint, which: "SESSION" | "REFRESH"): readonly Setting[] {
  const origins: readonly Setting[] = [
    {
      variable: "TRUSTED_ORIGINS",
      purpose: 'other origins whose pages may change something, as JSON: `["https://app.example"]`',
      fallback: "[]",
    },
  ];
  return [
    {
      variable: `${which}_COOKIE_SECURE`,
      purpose: "whether the cookie travels by HTTPS alone; false only where a browser cannot be served by it",
      fallback: "true",
    },
    ...(domain.operations.some(({ guarded }) => guarded) ? origins : []),
  ];
}

const signInSettings: readonly [Setting, Setting, ...Setting[]] = [
  {
    variable: "SECRET_KEY",
    purpose: "signs the tokens; at least 32 characters, another one in every place",
    example: "",
  },
  { variable: "TOKEN_LIFETIME_MINUTES", purpose: "how long a token is valid", fallback: "10080" },
  { variable: "ARGON2_MEMORY_KIB", purpose: "memory that hashing a password takes", fallback: "19456" },
  { variable: "ARGON2_ITERATIONS", purpose: "passes over that memory", fallback: "2" },
  {
    variable: "SIGN_IN_ATTEMPTS",
    purpose: "sign-ins for one account that may fail within the window",
    fallback: "10",
  },
  { variable: "SIGN_IN_WINDOW_MINUTES", purpose: "length of that window", fallback: "15" },
];

const tokenSettings: readonly Setting[] = [
  {
    variable: "TOKEN_ISSUER",
    purpose: "who signs the tokens: their claim iss",
    example: "https://issuer.example",
  },
  {
    variable: "TOKEN_AUDIENCE",
    purpose: "for whom they are: their claim aud",
    example: "https://api.example",
  },
  {
    variable: "TOKEN_KEY_SET",
    purpose: "its keys (JWK Set, RFC 7517), or the URL where it publishes them",
    example: "https://issuer.example/.well-known/jwks.json",
  },
];

const clientSettings: readonly Setting[] = [
  {
    variable: "CLIENT_TOKEN_KEY",
    purpose: "signs the tokens of clients; at least 32 characters, another one in every place",
    example: "",
  },
  { variable: "CLIENT_TOKEN_LIFETIME_MINUTES", purpose: "how long such a token is valid", fallback: "60" },
];

const resetSettings: readonly Setting[] = [
  {
    variable: "RESET_LIFETIME_MINUTES",
    purpose: "how long a token is valid that sets a forgotten password",
    fallback: "30",
  },
  {
    variable: "RESET_PAGE",
    purpose: "the page to which the letter with it leads; ?token=... is put behind it",
    fallback: resetPage,
  },
];

const confirmationSettings: readonly Setting[] = [
  {
    variable: "CONFIRMATION_LIFETIME_HOURS",
    purpose: "how long a token is valid that confirms an address",
    fallback: "24",
  },
  {
    variable: "CONFIRMATION_PAGE",
    purpose: "the page to which the letter with it leads; ?token=... is put behind it",
    fallback: confirmationPage,
  },
];

const mailSettings: readonly Setting[] = [
  { variable: "MAIL_FROM", purpose: "the sender of letters", fallback: mailFrom },
  { variable: "SMTP_HOST", purpose: "the mail server that takes them", fallback: "localhost" },
  { variable: "SMTP_PORT", purpose: "its port", fallback: "587" },
  { variable: "SMTP_STARTTLS", purpose: "whether the connection must be encrypted", fallback: "true" },
  { variable: "SMTP_USERNAME", purpose: "who signs in there, where it asks", fallback: "" },
  { variable: "SMTP_PASSWORD", purpose: "and with which password", fallback: "" },
];
const repeatSetting: Setting = {
  variable: "IDEMPOTENCY_KEY_LIFETIME_MINUTES",
  purpose: "how long a request under the same key is answered as the first one was",
  fallback: "1440",
};

/** The password of the database in `compose.yaml`, which listens on this machine only. */
export const localPassword = "local-only";

/** The database of a developer's own machine. */
export function localDatabaseUrl({ database, domain }: Blueprint): string {
  const name = databaseName(domain.title);
  return database === "sqlite"
    ? `sqlite+aiosqlite:///./${projectName(domain.title)}.sqlite3`
    : `postgresql+asyncpg://${name}:${localPassword}@127.0.0.1:5432/${name}`;
}

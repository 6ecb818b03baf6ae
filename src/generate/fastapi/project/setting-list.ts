import type { Blueprint } from "../blueprint.ts";
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
  return [
    {
      variable: "DATABASE_URL",
      purpose: "where the rows are kept",
      example: localDatabaseUrl(blueprint),
    },
    ...(blueprint.account === undefined ? [] : accountSettings),
    { variable: "LOG_LEVEL", purpose: "DEBUG, INFO, WARNING or ERROR", fallback: "INFO" },
  ];
}

const accountSettings: readonly Setting[] = [
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

/** The password of the database in `compose.yaml`, which listens on this machine only. */
export const localPassword = "local-only";

/** The database of a developer's own machine. */
export function localDatabaseUrl({ database, domain }: Blueprint): string {
  const name = databaseName(domain.title);
  return database === "sqlite"
    ? `sqlite+aiosqlite:///./${projectName(domain.title)}.sqlite3`
    : `postgresql+asyncpg://${name}:${localPassword}@127.0.0.1:5432/${name}`;
}

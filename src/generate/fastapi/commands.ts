import type { Domain } from "#domain";
import type { MigrationPlan, ModuleCommand, StackCommands } from "../stack.ts";
import { adderOf } from "./app/added-accounts.ts";
import { byCookie } from "./app/cookie-names.ts";
import type { Blueprint } from "./blueprint.ts";
import { parseRecord } from "./migrations/tables-record.ts";
import { trialScript } from "./migrations/trial-script.ts";
import {
  credentialVariable,
  holderName,
  issuesTokens,
  keepsSchemes,
  keyModule,
  takesTokens,
} from "./outside/credentials.ts";

const alembic = (...parts: readonly string[]): ModuleCommand => ({ module: "alembic", arguments: parts });

/** Makes or takes away the database that an address names, connected to the server's own. */
function postgresql(action: "CREATE" | "DROP"): string {
  const statement =
    action === "CREATE" ? 'CREATE DATABASE "{name}"' : 'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)';
  return `import asyncio
import sys

import asyncpg
from sqlalchemy import make_url

url = make_url(sys.argv[1])


async def main():
    server = url.set(drivername="postgresql", database="postgres")
    connection = await asyncpg.connect(server.render_as_string(hide_password=False))
    await connection.execute('${statement}'.replace("{name}", url.database))
    await connection.close()


asyncio.run(main())
`;
}

/** How a project of this stack is run, checked and asked for its schema. */
export function describeCommands(blueprint: Blueprint, migration: MigrationPlan): StackCommands {
  const isSqlite = blueprint.database === "sqlite";
  return {
    preload: preloadedModules(blueprint),
    lock: `fastapi-${blueprint.database}.txt`,
    devLock: `fastapi-${blueprint.database}-dev.txt`,
    environment: {
      DATABASE_URL: "{database}",
      LOG_LEVEL: "WARNING",
      ...(blueprint.account && !byCookie(blueprint) && { SECRET_KEY: "{secret}" }),
      ...(takesTokens(blueprint.domain) && tokenSettings),
      ...(issuesTokens(blueprint.domain) && { CLIENT_TOKEN_KEY: "{secret}" }),
    },
    ...outsideCommands(blueprint.domain),
    ...(adderOf(blueprint) && { addAccount: { module: "app.add_account", arguments: [] } }),
    databaseUrl: isSqlite
      ? "sqlite+aiosqlite:///{name}.sqlite3"
      : "postgresql+asyncpg://postgres@127.0.0.1:5432/{name}",
    ...(!isSqlite && { databaseScripts: { create: postgresql("CREATE"), drop: postgresql("DROP") } }),
    serve: {
      module: "uvicorn",
      arguments: [
        "--factory",
        "app.main:create_app",
        "--host",
        "127.0.0.1",
        "--port",
        "{port}",
        "--no-access-log",
      ],
    },
    migrate: [alembic("upgrade", "head")],
    checkMigrations: [
      alembic("upgrade", "head"),
      alembic("check"),
      alembic("downgrade", "base"),
      alembic("upgrade", "head"),
    ],
    ...(migration.files.length > 1 && {
      migrationTrial: { script: trialScript, arguments: [effectsJson(migration.record.text)] },
    }),
    lint: [
      { module: "ruff", arguments: ["check", "."] },
      { module: "ruff", arguments: ["format", "--check", "."] },
    ],
    types: { module: "mypy", arguments: ["app", "tests", "migrations"] },
    typeCacheVariable: "MYPY_CACHE_DIR",
    dumpSchema: "import json\nfrom app.main import create_app\nprint(json.dumps(create_app().openapi()))\n",
    readyPath: "/health/ready",
    basePath: blueprint.domain.basePath,
    packages: ["app"],
  };
}

/** Where no token is verified, any will do. */
const tokenSettings = {
  TOKEN_ISSUER: "https://issuer.example",
  TOKEN_AUDIENCE: "https://api.example",
  TOKEN_KEY_SET: "https://issuer.example/keys",
};

function outsideCommands(domain: Domain): Pick<StackCommands, "outside"> {
  if (domain.outside.length === 0) return {};
  const issuer = (...rest: readonly string[]): ModuleCommand => ({
    module: "tests.issuer",
    arguments: [".issuer.pem", ...rest],
  });
  const scopes = new Set(domain.operations.flatMap(({ grants }) => grants.flatMap((grant) => grant.scopes)));
  return {
    outside: {
      ...(takesTokens(domain) && { trust: issuer("settings") }),
      credentials: domain.outside.map((credential, index) => ({
        variable: credentialVariable(index),
        command:
          credential.kind === "token"
            ? credential.issued
              ? { module: "tests.issuer", arguments: [...scopes] }
              : issuer("token", ...scopes)
            : {
                module: `app.${keyModule(domain)}`,
                arguments: [
                  "mint",
                  ...(keepsSchemes(domain) ? ["--scheme", credential.scheme] : []),
                  holderName(index),
                ],
              },
      })),
    },
  };
}

/** What each accepted migration takes away and renames, by the name of its file. */
function effectsJson(record: string): string {
  const { migrations } = parseRecord(record) ?? { migrations: new Map() };
  return JSON.stringify(Object.fromEntries(migrations));
}

/** What every run of the tests imports: each module left out costs its import in each of some sixty processes. */
function preloadedModules({ database, account, domain }: Blueprint): readonly string[] {
  return [
    "fastapi",
    "httpx",
    "pytest",
    "pytest_asyncio",
    "pydantic_settings",
    "sqlalchemy.ext.asyncio",
    "structlog",
    "factory",
    "uvicorn",
    "pydantic.v1",
    "alembic.autogenerate",
    "faker:Faker",
    ...(database === "sqlite"
      ? ["sqlite3", "aiosqlite", "sqlalchemy.dialects.sqlite.aiosqlite"]
      : ["asyncpg", "sqlalchemy.dialects.postgresql.asyncpg"]),
    ...(account ? ["jwt", "argon2"] : takesTokens(domain) || issuesTokens(domain) ? ["jwt"] : []),
    ...(takesTokens(domain) ? ["cryptography.hazmat.primitives.asymmetric.ec"] : []),
  ];
}

import { sendsMail } from "../app/mailed-tokens.ts";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { databaseName, projectName } from "./names.ts";
import { localPassword } from "./setting-list.ts";

/** `compose.yaml`: the database, the migration that runs before the server, and the server. */
export function emitCompose(blueprint: Blueprint): GeneratedFile {
  const text = blueprint.database === "sqlite" ? withSqlite(blueprint) : withPostgresql(blueprint);
  return { path: "compose.yaml", text };
}

function withSqlite(blueprint: Blueprint): string {
  const { domain } = blueprint;
  const name = projectName(domain.title);
  const mount = "\n    volumes:\n      - data:/data";
  return `name: ${name}

x-settings: &settings
  env_file: .env
  environment:
    DATABASE_URL: sqlite+aiosqlite:////data/${name}.sqlite3${mailSettings(blueprint)}

services:
${mailCatcher(blueprint)}  migrate:
    <<: *settings
    build: .
    command: ["alembic", "upgrade", "head"]${mount}

${server(mount)}

volumes:
  data:
`;
}

function withPostgresql(blueprint: Blueprint): string {
  const { domain } = blueprint;
  const name = databaseName(domain.title);
  const password = `\${POSTGRES_PASSWORD:-${localPassword}}`;
  return `name: ${projectName(domain.title)}

x-settings: &settings
  env_file: .env
  environment:
    DATABASE_URL: postgresql+asyncpg://${name}:${password}@database:5432/${name}${mailSettings(blueprint)}

services:
${mailCatcher(blueprint)}  database:
    image: postgres:18
    environment:
      POSTGRES_USER: ${name}
      POSTGRES_DB: ${name}
      # Good enough for a port that only this machine can reach; set another one everywhere else.
      POSTGRES_PASSWORD: ${password}
    healthcheck:
      test: ["CMD", "pg_isready", "--username", "${name}", "--dbname", "${name}"]
      interval: 2s
      timeout: 3s
      retries: 30
    ports:
      - "127.0.0.1:5432:5432"
    restart: unless-stopped
    volumes:
      - data:/var/lib/postgresql

  migrate:
    <<: *settings
    build: .
    command: ["alembic", "upgrade", "head"]
    depends_on:
      database:
        condition: service_healthy

${server("")}

volumes:
  data:
`;
}

/** Letters go to the catcher, as long as nobody names a mail server. */
function mailSettings(blueprint: Blueprint): string {
  if (!sendsMail(blueprint)) return "";
  const said = (variable: string, usual: string): string => `\n    ${variable}: "\${${variable}:-${usual}}"`;
  return said("SMTP_HOST", "mail") + said("SMTP_PORT", "1025") + said("SMTP_STARTTLS", "false");
}

function mailCatcher(blueprint: Blueprint): string {
  if (!sendsMail(blueprint)) return "";
  return `  mail:
    # Keeps what is sent, to whomever, and shows it at http://127.0.0.1:8025.
    image: axllent/mailpit:v1.27
    ports:
      - "127.0.0.1:8025:8025"
    restart: unless-stopped

`;
}

function server(mount: string): string {
  return `  api:
    <<: *settings
    build: .
    depends_on:
      migrate:
        condition: service_completed_successfully
    init: true
    ports:
      - "127.0.0.1:8000:8000"
    read_only: true
    restart: unless-stopped
    security_opt:
      - no-new-privileges:true
    # Longer than the server waits for requests that are under way.
    stop_grace_period: 30s
    tmpfs:
      - /tmp${mount}`;
}

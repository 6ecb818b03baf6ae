import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { pythonVersion } from "./dockerfile.ts";
import { databaseName } from "./names.ts";
import { localPassword, settingsOf } from "./setting-list.ts";

/** `.github/workflows/ci.yml`: lint, types, migrations against models, tests with the coverage bar. */
export function emitWorkflow(blueprint: Blueprint): GeneratedFile {
  const name = databaseName(blueprint.domain.title);
  const isPostgresql = blueprint.database === "postgresql";
  const text = `name: ci

on:
  push:
    branches: [main]
  pull_request:

permissions:
  contents: read

concurrency:
  group: \${{ github.workflow }}-\${{ github.ref }}
  cancel-in-progress: true

jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    strategy:
      fail-fast: false
      matrix:
        python: ["3.12", "${pythonVersion}"]
${isPostgresql ? databaseService(name) : ""}    env:
${environment(blueprint)}
    steps:
      - uses: actions/checkout@v5
        with:
          persist-credentials: false
      - uses: actions/setup-python@v6
        with:
          python-version: \${{ matrix.python }}
          cache: pip
          cache-dependency-path: requirements*.txt
      - run: pip install --require-hashes --requirement requirements-dev.txt
      - run: ruff check
      - run: ruff format --check
      - run: mypy .
      - name: Migrations up, in agreement with the models, down, and up again
        run: |
          alembic upgrade head
          alembic check
          alembic downgrade base
          alembic upgrade head
      - run: pytest --cov
`;
  return { path: ".github/workflows/ci.yml", text };
}

function environment(blueprint: Blueprint): string {
  const name = databaseName(blueprint.domain.title);
  const url =
    blueprint.database === "sqlite"
      ? "sqlite+aiosqlite:///./ci.sqlite3"
      : `postgresql+asyncpg://${name}:${localPassword}@127.0.0.1:5432/${name}`;
  const needsSecret = settingsOf(blueprint).some(({ variable }) => variable === "SECRET_KEY");
  return [
    `DATABASE_URL: ${url}`,
    ...(blueprint.database === "sqlite" ? [] : [`TEST_DATABASE_URL: ${url}`]),
    ...(needsSecret ? ["SECRET_KEY: known to all and used for nothing but the checks"] : []),
  ]
    .map((line) => `      ${line}`)
    .join("\n");
}

function databaseService(name: string): string {
  return `    services:
      database:
        image: postgres:18
        env:
          POSTGRES_USER: ${name}
          POSTGRES_PASSWORD: ${localPassword}
          POSTGRES_DB: ${name}
        ports:
          - 5432:5432
        options: >-
          --health-cmd "pg_isready --username ${name} --dbname ${name}"
          --health-interval 2s
          --health-timeout 3s
          --health-retries 30
`;
}

import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { parse } from "yaml";
import { printInitialRevision } from "../../../src/generate/fastapi/migrations/initial-revision.ts";
import { listSwitchedOff } from "../../../src/generate/fastapi/project/conformance.ts";
import { displayTitle, projectName, projectVersion } from "../../../src/generate/fastapi/project/names.ts";
import type { Table } from "../../../src/generate/fastapi/tables.ts";
import { projectOf, shelf } from "./project-sample.ts";

const onSqlite = projectOf(shelf());
const onPostgresql = projectOf(shelf(), { database: "postgresql" });
const withoutAccounts = projectOf({
  ...shelf(),
  paths: { "/books": { get: { responses: { 200: { description: "None" } } } } },
});

const unsaid = {
  openapi: "3.1.0",
  info: { title: "Weather", version: "1" },
  paths: { "/weather/guess": { post: { responses: { 200: { description: "A guess" } } } } },
};

describe("a project", () => {
  test("has all its files, each once, and each ends its last line", () => {
    const paths = onSqlite.files.map(({ path }) => path);
    deepStrictEqual(paths.toSorted(), [
      ".dockerignore",
      ".env.example",
      ".github/workflows/ci.yml",
      ".gitignore",
      "Dockerfile",
      "README.md",
      "alembic.ini",
      "compose.yaml",
      "docs/shelf.json",
      "docs/shelf.overlay.yaml",
      "migrations/env.py",
      "migrations/script.py.mako",
      "migrations/versions/0001_initial.py",
      "pyproject.toml",
      "requirements-dev.txt",
      "requirements.txt",
      "schemathesis.toml",
    ]);
    for (const { path, text } of onSqlite.files) ok(path.endsWith("shelf.json") || text.endsWith("\n"), path);
  });

  test("is the same each time", () => deepStrictEqual(projectOf(shelf()).files, onSqlite.files));

  test("keeps the contract as it is", () =>
    strictEqual(onSqlite.text("docs/shelf.json"), onSqlite.inputs.contractText));

  test("names versions as the lock does", () => {
    match(onSqlite.text("pyproject.toml"), /^ {4}"fastapi==4\.5\.6",$/m);
    match(onSqlite.text("pyproject.toml"), /^name = "shelf"\nversion = "2\.3"$/m);
  });

  test("says how each setting is used, and only those that there are", () => {
    for (const path of [".env.example", "README.md"]) {
      match(onSqlite.text(path), /SECRET_KEY/);
      doesNotMatch(withoutAccounts.text(path), /SECRET_KEY|SIGN_IN|ARGON2/);
    }
  });

  test("without accounts needs none of their packages", () => {
    match(onSqlite.text("requirements.txt"), /^argon2-cffi/m);
    strictEqual(
      withoutAccounts
        .text("requirements.txt")
        .match(/^[a-z0-9-]+(?===)/gm)
        ?.join(" "),
      "alembic fastapi idna",
    );
    doesNotMatch(onSqlite.text("requirements.txt"), /\.in\b/);
  });
});

describe("containers and checks", () => {
  test("are YAML", () => {
    for (const project of [onSqlite, onPostgresql, withoutAccounts]) {
      parse(project.text("compose.yaml"), { merge: true });
      parse(project.text(".github/workflows/ci.yml"));
    }
  });

  test("of PostgreSQL wait for a healthy database, then for the migration", () => {
    const { services, volumes } = parse(onPostgresql.text("compose.yaml"), { merge: true });
    ok(services.database.healthcheck);
    strictEqual(services.migrate.depends_on.database.condition, "service_healthy");
    strictEqual(services.api.depends_on.migrate.condition, "service_completed_successfully");
    match(services.api.environment.DATABASE_URL, /^postgresql\+asyncpg:.*@database:5432\/shelf$/);
    deepStrictEqual(Object.keys(volumes), ["data"]);
    const { jobs } = parse(onPostgresql.text(".github/workflows/ci.yml"));
    ok(jobs.check.services.database);
    strictEqual(jobs.check.env.TEST_DATABASE_URL, jobs.check.env.DATABASE_URL);
  });

  test("of SQLite keep the database in a volume", () => {
    const { services } = parse(onSqlite.text("compose.yaml"), { merge: true });
    strictEqual(services.database, undefined);
    deepStrictEqual(services.api.volumes, ["data:/data"]);
    match(onSqlite.text("Dockerfile"), /--owner=app .*\/data/);
    doesNotMatch(onPostgresql.text("Dockerfile"), /\/data/);
  });

  test("never run as root", () => match(onSqlite.text("Dockerfile"), /\nUSER app\n(?!.*\nUSER)/s));
});

describe("the first migration", () => {
  const sqlite = onSqlite.text("migrations/versions/0001_initial.py");
  const postgresql = onPostgresql.text("migrations/versions/0001_initial.py");

  test("names constraints by the convention of the metadata", () => {
    for (const name of ["pk_accounts", "uq_accounts_email", "ix_books_created_at_id"])
      match(sqlite, new RegExp(`"${name}"`));
  });

  test("uses each database's own types", () => {
    match(sqlite, /sa\.Column\("id", sa\.Integer\(\)/);
    match(sqlite, /"created_at", sa\.DateTime\(\)/);
    match(sqlite, /"uq_accounts_email"\),\s+sqlite_autoincrement=True/);
    match(postgresql, /sa\.Column\("id", sa\.BigInteger\(\)/);
    match(postgresql, /"created_at", sa\.DateTime\(timezone=True\)/);
    doesNotMatch(postgresql, /sqlite/);
  });

  test("drops what it made, last first", () =>
    match(sqlite, /def downgrade.*"sign_in_failures", "books", "accounts"/s));

  test("adds a key to a later table when that is there, and cuts long names as SQLAlchemy does", () => {
    const column = { nullable: true, unique: false, index: false };
    const long = "a_very_long_name_of_a_column_that_refers_to_something_id";
    const table = (name: string, refersTo: string): Table => ({
      name,
      className: name,
      module: name,
      origin: { kind: "entity", entity: "Book" },
      columns: [
        { ...column, name: "id", type: { kind: "integer" }, primaryKey: true },
        {
          ...column,
          name: long,
          type: { kind: "integer" },
          primaryKey: false,
          refersTo: { table: refersTo, column: "id" },
        },
      ],
      uniques: [],
      indexes: [],
    });
    const tables = [table("eggs", "hens"), table("hens", "eggs")];
    const { text } = printInitialRevision({ ...onPostgresql.blueprint, tables });
    match(text, /create_table\(\s+"hens".*ForeignKeyConstraint.*create_foreign_key\(\s+op\.f\("fk_eggs_/s);
    match(text, /drop_constraint\(\s*op\.f\("fk_eggs_.*"eggs"/s);
    const onOther = printInitialRevision({ ...onSqlite.blueprint, tables }).text;
    doesNotMatch(onOther, /create_foreign_key|op\.f\(/);
  });
});

test("the migration environment knows every model", () => {
  const text = onSqlite.text("migrations/env.py");
  for (const module of ["accounts", "books"]) match(text, new RegExp(`from app\\.${module} import models`));
  match(text, /render_as_batch=True/);
  doesNotMatch(onPostgresql.text("migrations/env.py"), /batch|UtcDateTime/);
});

describe("conformance", () => {
  const text = onSqlite.text("schemathesis.toml");

  test("leaves open operations out, by name and with a reason", () =>
    match(
      text,
      /# Left open: .+\n\[\[operations\]\]\ninclude-name = "POST \/books\/overdue"\nenabled = false/,
    ));

  test("where nothing is derived, tries what is left open, which may say so", () => {
    const sample = projectOf(unsaid);
    match(
      sample.text("schemathesis.toml"),
      /# Left open: .+\n\[\[operations\]\]\ninclude-name = "POST \/weather\/guess"\n# .+\nchecks\.not_a_server_error\.expected-statuses = \["2xx", "3xx", "4xx", "501"\]\n/,
    );
    doesNotMatch(sample.text("schemathesis.toml"), /^enabled = false$/m);
    const { blueprint, inputs } = sample;
    deepStrictEqual(
      listSwitchedOff(blueprint, inputs.contractDocument).flatMap(
        (told) => /^.+(?=: left open)/.exec(told) ?? [],
      ),
      ["501 at POST /weather/guess"],
    );
  });

  test("expects refusals that schemas cannot tell", () =>
    match(text, /"POST \/accounts"\n# .+\n# 422: email: may be taken.+\n(# .+\n)+checks\.positive_data/));

  test("signs in as the contract says", () =>
    match(text, /\[auth\.openapi\."bearer"\]\nbearer = "\$\{API_TOKEN\}"/));

  test("knows paths that another template covers", () => {
    const item = { delete: { operationId: "dropBook", responses: { 204: { description: "Gone" } } } };
    const latest = { get: { operationId: "latest", responses: { 200: { description: "One" } } } };
    const paths = { "/books/{id}": item, "/books/latest": latest };
    match(
      projectOf(shelf({ paths }), {
        change: (domain) => ({
          ...domain,
          operations: domain.operations.map((operation) => ({
            ...operation,
            behaviour: { kind: "delete", entity: "Book", parameter: "id", answer: { status: 204 } },
          })),
        }),
      }).text("schemathesis.toml"),
      /"GET \/books\/latest"\n# .*DELETE \/books\/\{id\}\.\nchecks\.unsupported_method\.enabled = false/,
    );
  });
});

describe("names", () => {
  const check = (title: string, name: string): void => {
    test(JSON.stringify(title), () => strictEqual(projectName(title), name));
  };
  check("RealWorld Conduit API", "realworld-conduit");
  check("API", "backend-api");
  check("", "backend");
  check("本の棚", "backend");
  check("Bücher & Regale", "bucher-regale");
  check("fastapi", "backend-fastapi");
  check("3D prints", "backend-3d-prints");
  check("x".repeat(300), "x".repeat(40));

  test("for people hold letters and digits only", () => {
    strictEqual(displayTitle("`$" + "{{ <b>Shelf</b> }}`\n# v2.1 %s"), "b Shelf b v2.1 s");
    strictEqual(displayTitle("\u202e\ud800"), "Backend");
  });

  test("of versions are Python's", () => {
    strictEqual(projectVersion("1.1.0"), "1.1.0");
    strictEqual(projectVersion('1"\n'), "0.1.0");
  });
});

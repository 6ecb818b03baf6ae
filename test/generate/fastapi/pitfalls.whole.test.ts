// What a project shows only when it runs, for a contract whose callers choose moments and bounded texts. That whole
// suites pass in any order, with every warning an error, on both databases is in test/whole/conduit.whole.test.ts.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { startWorker, type Worker } from "../../../src/prove/worker/index.ts";
import { makeProject, testEnvironment, workspace } from "../../prove/worker/project.ts";
import { makePostgresqlDatabase } from "../../whole/harness.ts";
import { databases, generate, loans, type Project } from "./pitfalls-sample.ts";

const timeoutMs = 120_000;

const module = `
import pytest
from fastapi import FastAPI
from httpx import AsyncClient

DETAILS = {"label": "Atlas", "note": "by post", "dueAt": "2026-03-01T12:00:00+02:00"}


@pytest.mark.parametrize("turn", range(3))
async def test_leak(client: AsyncClient, turn: int) -> None:
    loan = (await client.post("/loans", json=DETAILS | {"label": f"Atlas {turn}"})).json()
    assert (await client.get("/loans")).json() == {"loans": [loan]}


async def test_foreign_keys(app: FastAPI) -> None:
    async with app.state.engine.connect() as connection:
        if connection.dialect.name == "sqlite":  # Others know no other way.
            assert (await connection.exec_driver_sql("PRAGMA foreign_keys")).scalar() == 1


async def test_change(client: AsyncClient) -> None:
    loan = (await client.post("/loans", json=DETAILS)).json()
    response = await client.put(f"/loans/{loan['id']}", json=DETAILS | {"label": "Globe"})
    assert response.status_code == 200
    assert response.json() == (await client.get(f"/loans/{loan['id']}")).json()
    assert response.json()["updatedAt"] >= loan["updatedAt"]


async def test_zone(client: AsyncClient) -> None:
    response = await client.post("/loans", json=DETAILS)
    assert response.status_code == 201
    assert response.json()["dueAt"] == "2026-03-01T10:00:00.000Z"
    assert (await client.get(f"/loans/{response.json()['id']}")).json() == response.json()


@pytest.mark.parametrize("moment", ["2026-03-01T12:00:00", "2026-03-01"])
async def test_no_zone(client: AsyncClient, moment: str) -> None:
    response = await client.post("/loans", json=DETAILS | {"dueAt": moment})
    assert response.status_code == 422


@pytest.mark.parametrize(("field", "length"), [("label", 256), ("note", 21)])
async def test_long(client: AsyncClient, field: str, length: int) -> None:
    response = await client.post("/loans", json=DETAILS | {field: "x" * length})
    assert response.status_code == 422
    assert (await client.post("/loans", json=DETAILS | {field: "x" * (length - 1)})).status_code == 201
`;

const pitfalls = {
  test_leak: "rows of one test are gone in the next",
  test_foreign_keys: "foreign keys are enforced although transactions begin by hand",
  test_change: "a changed row is answered whole: nothing is left for the database to tell later",
  test_zone: "a moment of another zone is answered in UTC, at once and when it is read again",
  test_no_zone: "a moment without a zone is refused",
  test_long: "a text longer than its column is refused by the application",
};

for (const database of databases) {
  const project = generate("loans.json", loans(), database);
  const environment = await testEnvironment(`fastapi-${database}-dev`);
  const worker = startWorker(workspace, environment, { preload: project.commands.preload });
  after(() => worker.stop());
  const folder = makeProject({ ...Object.fromEntries(project.files), "tests/test_pitfalls.py": module });
  const run = worker.pytest({
    folder,
    arguments: ["-p", "no:randomly", "-q", "tests/test_pitfalls.py"],
    // Far from UTC, so that a time that is taken for a local one is seen.
    environment: { TZ: "America/New_York" },
    timeoutMs,
  });

  for (const [name, says] of Object.entries(pitfalls)) {
    if (name === "test_foreign_keys" && database !== "sqlite") continue;
    test(`${database}: ${says}`, async () => {
      const { tests, stdout, stderr } = await run;
      const own = tests.filter(({ nodeid }) => nodeid.replace(/\[.*/, "").endsWith(`::${name}`));
      assert.ok(own.length > 0, stdout + stderr);
      for (const { nodeid, outcome, message } of own)
        assert.equal(outcome, "passed", `${nodeid}: ${message}`);
    });
  }

  test(`${database}: a later migration is formatted, alters tables by names of constraints, and goes both ways`, () =>
    migrateFurther(worker, project));
}

/** Up, then a changed model, and a migration of that which Alembic writes itself. */
async function migrateFurther(worker: Worker, project: Project): Promise<void> {
  const folder = makeProject(Object.fromEntries(project.files));
  const isSqlite = project.database === "sqlite";
  const server = isSqlite ? undefined : makePostgresqlDatabase(`keelback_pitfalls_${process.pid}`);
  const environment = {
    DATABASE_URL: server?.url ?? `sqlite+aiosqlite:///${folder}/data.sqlite3`,
    SECRET_KEY: "a secret of this test, known to everybody",
  };
  const call = async (name: string, ...words: readonly string[]): Promise<void> => {
    const ran = await worker.module({ folder, module: name, arguments: words, environment, timeoutMs });
    assert.equal(ran.exitCode, 0, `${name} ${words.join(" ")}\n${ran.stdout}${ran.stderr}`);
  };
  try {
    await call("alembic", "upgrade", "head");
    const models = join(folder, "app/loans/models.py");
    const before = readFileSync(models, "utf8");
    const note = "note: Mapped[str | None] = mapped_column(String(30), unique=True)";
    const later = before.replace(/note: .*/, note);
    assert.notEqual(later, before);
    writeFileSync(models, later);
    await call("alembic", "revision", "--autogenerate", "--message", "later", "--rev-id", "0002");
    const written = readFileSync(join(folder, "migrations/versions/0002_later.py"), "utf8");
    assert.match(written, /"uq_loans_note"/);
    assert.equal(/batch_alter_table\("loans"/.test(written), isSqlite);
    await call("ruff", "check", "--no-cache", "migrations");
    await call("ruff", "format", "--no-cache", "--check", "migrations");
    for (const words of ["upgrade head", "check", "downgrade base", "upgrade head"])
      await call("alembic", ...words.split(" "));
  } finally {
    server?.drop();
  }
}

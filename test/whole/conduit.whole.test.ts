import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  assertProven,
  build,
  contract,
  keelback,
  makePostgresqlDatabase,
  runCollection,
  runOracleScript,
  serve,
  temporaryFolder,
} from "./harness.ts";

const folder = temporaryFolder();
const run = `u${process.pid.toString(36)}${Date.now().toString(36)}`;

async function playAll(
  project: string,
  name: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  const state = join(folder, `${name}-state.json`);
  const first = await serve(project, environment);
  try {
    runCollection(first.base, `${run}${name}a`);
    runCollection(first.base, `${run}${name}b`);
    runOracleScript("conduit", first.base, "main", state);
    runOracleScript("conduit", first.base, "before-restart", state);
  } finally {
    await first.stop();
  }
  const second = await serve(project, environment);
  try {
    runOracleScript("conduit", second.base, "after-restart", state);
  } finally {
    await second.stop();
  }
}

test("on SQLite: built, proven, and what clients do is there after a restart", async () => {
  const project = join(folder, "sqlite");
  // All general mutants take a quarter of an hour: `--mutation all` is for a release. Here, the rules of one module.
  const mutated = "app.comments.service.*";
  const { code, report } = await build([contract, project, "--mutation", mutated]);
  assertProven(report, 19);
  const mutation = report.gates.find(({ gate }) => gate === "mutation");
  assert.ok(mutation?.holds, JSON.stringify(mutation));
  assert.equal(code, 0);
  await playAll(project, "s");
});

test("a second build changes nothing; one after a hand edit leaves the edit alone", async () => {
  const project = join(folder, "sqlite");
  const again = await build([contract, project]);
  assert.equal(again.code, 0);
  assert.deepEqual(again.report.changes.written, []);
  const edited = join(project, "app", "clock.py");
  const text = `${readFileSync(edited, "utf8")}\n# edited by hand\n`;
  writeFileSync(edited, text);
  const readme = join(project, "README.md");
  writeFileSync(readme, "mine\n");
  await build([contract, project, "--no-prove"]);
  assert.equal(readFileSync(edited, "utf8"), text);
  assert.equal(readFileSync(readme, "utf8"), "mine\n");
});

test("a folder with Python of somebody else is refused, and left as it is", async () => {
  const project = join(folder, "foreign");
  mkdirSync(project);
  writeFileSync(join(project, "main.py"), "print('mine')\n");
  const { code, stdout } = await keelback(["build", contract, project, "--json"]);
  assert.equal(code, 2);
  assert.match(stdout, /main\.py/);
  assert.equal(readFileSync(join(project, "main.py"), "utf8"), "print('mine')\n");
});

test("on PostgreSQL: built, proven, and what clients do is there after a restart", async () => {
  const project = join(folder, "postgresql");
  const { code, report } = await build([contract, project, "--database", "postgresql"]);
  assertProven(report, 19);
  assert.equal(code, 0);
  const database = makePostgresqlDatabase(`keelback_test_${run}`);
  try {
    await playAll(project, "p", { DATABASE_URL: database.url });
  } finally {
    database.drop();
  }
});

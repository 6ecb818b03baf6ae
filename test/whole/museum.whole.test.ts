import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readNeeds } from "../oracles/run.ts";
import {
  assertProven,
  build,
  inProject,
  makePostgresqlDatabase,
  root,
  runOracleScript,
  serve,
  temporaryFolder,
} from "./harness.ts";

const contract = join(root, "examples", "museum", "openapi.yaml");
const basePath = "/_mock/docs/openapi/museum-api";
const folder = temporaryFolder();
const { given } = readNeeds("museum");

/** What no operation issues or writes: a name and its password, and rows for every table that is filled from outside. */
async function prepare(
  project: string,
  environment: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const rows = join(project, "rows.json");
  writeFileSync(rows, JSON.stringify(given["MuseumDailyHours"]));
  await inProject(project, ["-m", "app.load", "museum_daily_hours", rows], environment);
  const key = await inProject(project, ["-m", "app.access_keys", "mint", "visitor"], environment);
  const authorization = `Basic ${Buffer.from(`visitor:${key}`).toString("base64")}`;
  const credentials = join(project, "credentials.json");
  writeFileSync(credentials, JSON.stringify({ visitor: { headers: { Authorization: authorization } } }));
  return ["--credentials", credentials];
}

async function playAll(project: string, environment: Readonly<Record<string, string>> = {}): Promise<void> {
  const state = join(project, "state.json");
  const first = await serve(project, environment, basePath);
  let more: readonly string[];
  try {
    more = await prepare(project, environment);
    runOracleScript("museum", first.base, "main", state, more);
    runOracleScript("museum", first.base, "before-restart", state, more);
  } finally {
    await first.stop();
  }
  const second = await serve(project, environment, basePath);
  try {
    runOracleScript("museum", second.base, "after-restart", state, more);
  } finally {
    await second.stop();
  }
}

test("on SQLite: built, proven, and what visitors do is there after a restart", async () => {
  const project = join(folder, "sqlite");
  const { report } = await build([contract, project]);
  assertProven(report, 8);
  await playAll(project);
});

test("on PostgreSQL: built, proven, and what visitors do is there after a restart", async () => {
  const project = join(folder, "postgresql");
  const { report } = await build([contract, project, "--database", "postgresql"]);
  assertProven(report, 8);
  const database = makePostgresqlDatabase(`keelback_museum_${process.pid.toString(36)}`);
  try {
    await playAll(project, { DATABASE_URL: database.url });
  } finally {
    database.drop();
  }
});

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readNeeds } from "../oracles/run.ts";
import { assertProven, build, inProject, root, temporaryFolder } from "./harness.ts";
import { type Environment, giveCredentials, onPostgresql, playAroundRestart } from "./playing.ts";

const contract = join(root, "examples", "museum", "openapi.yaml");
const basePath = "/_mock/docs/openapi/museum-api";
const folder = temporaryFolder();
const { given } = readNeeds("museum");

/** What no operation issues or writes: a name and its password, and rows for every table that is filled from outside. */
async function prepare(project: string, environment: Environment): Promise<readonly string[]> {
  const rows = join(project, "rows.json");
  writeFileSync(rows, JSON.stringify(given["MuseumDailyHours"]));
  await inProject(project, ["-m", "app.load", "museum_daily_hours", rows], environment);
  const key = await inProject(project, ["-m", "app.access_keys", "mint", "visitor"], environment);
  const authorization = `Basic ${Buffer.from(`visitor:${key}`).toString("base64")}`;
  return giveCredentials(project, { visitor: { Authorization: authorization } });
}

function playAll(project: string, environment: Environment = {}): Promise<void> {
  const prepared = () => prepare(project, environment);
  return playAroundRestart({ oracle: "museum", project, environment, basePath, prepare: prepared });
}

test("on SQLite: built, proven, and what visitors do is there after a restart", async () => {
  const project = join(folder, "sqlite");
  const { report } = await build([contract, project]);
  assertProven(report, 8);
  await playAll(project);
});

// Conduit, and rows told apart by keys of any kind, are proven on PostgreSQL gate by gate (conduit.whole, keys.whole); here
// it is the museum itself that tells, with the rows that its own command loads.
test("on PostgreSQL: built, and what visitors do is there after a restart", async () => {
  const project = join(folder, "postgresql");
  await build([contract, project, "--database", "postgresql", "--no-prove"]);
  await onPostgresql("museum", (database) => playAll(project, database));
});

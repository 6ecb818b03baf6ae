import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
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

const contract = join(root, "examples", "tictactoe", "openapi.yaml");
const folder = temporaryFolder();

type Environment = Readonly<Record<string, string>>;

/** The settings that trust an issuer of the test's own. */
async function trust(project: string): Promise<Environment> {
  const lines = await inProject(project, ["-m", "tests.issuer", "issuer.pem", "settings"]);
  return Object.fromEntries(lines.split("\n").map((line) => line.split(/=(.*)/s).slice(0, 2)));
}

const granted = { robot: "board:read", player: "", writer: "board:read board:write", reader: "board:read" };

// One run of Python for all tokens.
const issuing = `
import sys
from pathlib import Path
from tests.issuer import Issuer
issuer = Issuer.with_key_in(Path("issuer.pem"))
for scopes in sys.argv[1:]:
    print(issuer.issue(*scopes.split(), lifetime_minutes=60))
`;

/** A key for the one who only looks on, and tokens with the scopes that each of the others was granted. */
async function prepare(project: string, environment: Environment): Promise<readonly string[]> {
  const key = await inProject(project, ["-m", "app.access_keys", "mint", "screen"], environment);
  const tokens = (await inProject(project, ["-c", issuing, ...Object.values(granted)])).split("\n");
  const holders = Object.keys(granted).map((name, index) => [
    name,
    { headers: { Authorization: `Bearer ${tokens[index]}` } },
  ]);
  const file = join(project, "credentials.json");
  writeFileSync(
    file,
    JSON.stringify({ screen: { headers: { "api-key": key } }, ...Object.fromEntries(holders) }),
  );
  // What a game is, the contract does not say: that is left to whoever knows it.
  return ["--credentials", file, "--without", "rules-"];
}

async function playAll(project: string, database: Environment = {}): Promise<void> {
  const state = join(project, "state.json");
  const environment = { ...(await trust(project)), ...database };
  const first = await serve(project, environment, "");
  let more: readonly string[];
  try {
    more = await prepare(project, environment);
    runOracleScript("tictactoe", first.base, "main", state, more);
    runOracleScript("tictactoe", first.base, "before-restart", state, more);
  } finally {
    await first.stop();
  }
  const second = await serve(project, environment, "");
  try {
    runOracleScript("tictactoe", second.base, "after-restart", state, more);
  } finally {
    await second.stop();
  }
}

test("on SQLite: built, proven, and the board is there after a restart", async () => {
  const project = join(folder, "sqlite");
  const { report } = await build([contract, project]);
  assertProven(report, 3);
  await playAll(project);
});

test("on PostgreSQL: built, proven, and the board is there after a restart", async () => {
  const project = join(folder, "postgresql");
  const { report } = await build([contract, project, "--database", "postgresql"]);
  assertProven(report, 3);
  const database = makePostgresqlDatabase(`keelback_tictactoe_${process.pid.toString(36)}`);
  try {
    await playAll(project, { DATABASE_URL: database.url });
  } finally {
    database.drop();
  }
});

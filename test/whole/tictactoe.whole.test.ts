import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, inProject, root, temporaryFolder } from "./harness.ts";
import { type Environment, giveCredentials, onPostgresql, playAroundRestart } from "./playing.ts";

const contract = join(root, "examples", "tictactoe", "openapi.yaml");
const folder = temporaryFolder();

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
    { Authorization: `Bearer ${tokens[index]}` },
  ]);
  const given = giveCredentials(project, { screen: { "api-key": key }, ...Object.fromEntries(holders) });
  // What a game is, the contract does not say: that is left to whoever knows it.
  return [...given, "--without", "rules-"];
}

async function playAll(project: string, database: Environment = {}): Promise<void> {
  const environment = { ...(await trust(project)), ...database };
  const prepared = () => prepare(project, environment);
  await playAroundRestart({ oracle: "tictactoe", project, environment, basePath: "", prepare: prepared });
}

test("on SQLite: built, proven, and the board is there after a restart", async () => {
  const project = join(folder, "sqlite");
  const { report } = await build([contract, project]);
  assertProven(report, 3);
  await playAll(project);
});

// What differs is in files that projects with rows have too, and those are proven: the engine, the migrations, the tests'
// own database.
test("on PostgreSQL: built, and the board is there after a restart", async () => {
  const project = join(folder, "postgresql");
  await build([contract, project, "--database", "postgresql", "--no-prove"]);
  await onPostgresql("tictactoe", (database) => playAll(project, database));
});

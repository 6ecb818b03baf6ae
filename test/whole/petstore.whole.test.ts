import { join } from "node:path";
import { test } from "node:test";
import { readNeeds } from "../oracles/run.ts";
import { assertProven, build, inProject, root, temporaryFolder } from "./harness.ts";
import { type Environment, giveCredentials, onPostgresql, playAroundRestart } from "./playing.ts";

const contract = join(root, "examples", "petstore", "openapi.yaml");
const basePath = "/api/v3";
const folder = temporaryFolder();
const { credentials } = readNeeds("petstore");

/** What the server must know of an issuer that the test plays, with the project's own command. */
async function issuerSettings(project: string): Promise<Environment> {
  const printed = await inProject(project, ["-m", "tests.issuer", ".issuer.pem", "settings"]);
  return Object.fromEntries(
    printed.split("\n").flatMap((line) => {
      const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );
}

/** What no operation issues: tokens with scopes, and a key. */
async function makeCredentials(project: string, environment: Environment): Promise<readonly string[]> {
  const made: Record<string, Environment> = {};
  for (const [label, { scheme, scopes }] of Object.entries(credentials)) {
    const words =
      scheme === "api_key"
        ? ["-m", "app.access_keys", "mint", label]
        : ["-m", "tests.issuer", ".issuer.pem", "token", ...scopes];
    const secret = await inProject(project, words, environment);
    made[label] = scheme === "api_key" ? { api_key: secret } : { Authorization: `Bearer ${secret}` };
  }
  return giveCredentials(project, made);
}

async function playAll(project: string, database: Environment = {}): Promise<void> {
  const environment = { ...database, ...(await issuerSettings(project)) };
  const prepare = () => makeCredentials(project, environment);
  await playAroundRestart({ oracle: "petstore", project, environment, basePath, prepare });
}

// What the other contracts do not have: accounts by a link, files, counts, changes by a query, XML and forms.
test("on SQLite: built, proven, and the whole shop is there after a restart", async () => {
  const project = join(folder, "sqlite");
  const { report } = await build([contract, project]);
  assertProven(report, 19);
  await playAll(project);
});

// Conduit and others are proven on PostgreSQL, gate by gate; here it is the shop itself that tells.
test("on PostgreSQL: built, and the whole shop is there after a restart", async () => {
  const project = join(folder, "postgresql");
  await build([contract, project, "--database", "postgresql", "--no-prove"]);
  await onPostgresql("petstore", (database) => playAll(project, database));
});

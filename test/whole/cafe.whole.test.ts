import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { test } from "node:test";
import { readNeeds } from "../oracles/run.ts";
import { assertProven, build, inProject, root, temporaryFolder } from "./harness.ts";
import { type Environment, giveCredentials, onPostgresql, playAroundRestart } from "./playing.ts";

const contract = join(root, "examples", "cafe", "openapi.yaml");
const folder = temporaryFolder();
const { credentials } = readNeeds("cafe");

/** Registers a client as anybody may, and trades its secret for a token. */
async function tokenOf(base: string, name: string, scopes: readonly string[]): Promise<string> {
  const registered = await fetch(`${base}/oauth2/register`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name, scopes, grantTypes: ["client_credentials"] }),
  });
  assert.equal(registered.status, 201);
  const { clientId, clientSecret } = (await registered.json()) as { clientId: string; clientSecret: string };
  const issued = await fetch(`${base}/oauth2/token`, {
    method: "POST",
    headers: { Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  assert.equal(issued.status, 200);
  return ((await issued.json()) as { access_token: string }).access_token;
}

/** A token of a client, or a key that the command mints, for each holder that the oracle speaks of. */
async function prepare(project: string, base: string, environment: Environment): Promise<readonly string[]> {
  const given: Record<string, Environment> = {};
  for (const [label, { scheme, scopes }] of Object.entries(credentials)) {
    given[label] =
      scheme === "ApiKey"
        ? { "X-API-Key": await inProject(project, ["-m", "app.access_keys", "mint", label], environment) }
        : { Authorization: `Bearer ${await tokenOf(base, label, scopes)}` };
  }
  return giveCredentials(project, given);
}

function playAll(project: string, database: Environment = {}): Promise<void> {
  const environment = { CLIENT_TOKEN_KEY: randomBytes(32).toString("hex"), ...database };
  const prepared = (base: string) => prepare(project, base, environment);
  return playAroundRestart({ oracle: "cafe", project, environment, basePath: "", prepare: prepared });
}

test("on SQLite: built, proven, and what a cafe does is there after a restart", async () => {
  const project = join(folder, "sqlite");
  const { report } = await build([contract, project]);
  assertProven(report, 12);
  await playAll(project);
});

test("on PostgreSQL: built, and what a cafe does is there after a restart", async () => {
  const project = join(folder, "postgresql");
  await build([contract, project, "--database", "postgresql", "--no-prove"]);
  await onPostgresql("cafe", (database) => playAll(project, database));
});

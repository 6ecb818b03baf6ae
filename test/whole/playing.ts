import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makePostgresqlDatabase, runOracleScript, serve } from "./harness.ts";

export type Environment = Readonly<Record<string, string>>;

/** A built project that is judged from outside, as the contract's oracle has it. */
export interface Played {
  readonly oracle: string;
  readonly project: string;
  readonly environment: Environment;
  readonly basePath: string;
  /** What no client can do for itself, once the server answers at `base`: words for the oracle's command line. */
  readonly prepare: (base: string) => Promise<readonly string[]>;
}

/** Plays the whole oracle: its main phase, and what must be there before and after a restart on the same database. */
export async function playAroundRestart(played: Played): Promise<void> {
  const { oracle, project, environment, basePath, prepare } = played;
  const state = join(project, "state.json");
  const first = await serve(project, environment, basePath);
  let more: readonly string[];
  try {
    more = await prepare(first.base);
    runOracleScript(oracle, first.base, "main", state, more);
    runOracleScript(oracle, first.base, "before-restart", state, more);
  } finally {
    await first.stop();
  }
  const second = await serve(project, environment, basePath);
  try {
    runOracleScript(oracle, second.base, "after-restart", state, more);
  } finally {
    await second.stop();
  }
}

/** Does something with a PostgreSQL database of its own, which is gone afterwards. */
export async function onPostgresql(
  name: string,
  act: (environment: { readonly DATABASE_URL: string }) => Promise<void>,
): Promise<void> {
  const database = makePostgresqlDatabase(`keelback_${name}_${process.pid.toString(36)}`);
  try {
    await act({ DATABASE_URL: database.url });
  } finally {
    database.drop();
  }
}

/** Hands the oracle the headers of each holder that it speaks of. */
export function giveCredentials(
  project: string,
  holders: Readonly<Record<string, Environment>>,
): readonly string[] {
  const file = join(project, "credentials.json");
  const given = Object.entries(holders).map(([label, headers]) => [label, { headers }]);
  writeFileSync(file, JSON.stringify(Object.fromEntries(given)));
  return ["--credentials", file];
}

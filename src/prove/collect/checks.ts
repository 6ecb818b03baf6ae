import { posix } from "node:path";
import { assert } from "#base";
import type { Workspace } from "#workspace";
import type { CommandEvidence, Evidence } from "../evidence.ts";
import type { ProofInput } from "../input.ts";
import type { ProofTools } from "../tools.ts";
import {
  type Bench,
  openTrialDatabase,
  runInOrder,
  runModule,
  runScript,
  trialEnvironment,
} from "./commands.ts";
import { runCompatibility } from "./compatibility.ts";
import { runConformance } from "./conformance.ts";

type CheckEvidence = Pick<
  Evidence,
  "lint" | "types" | "migrations" | "conformance" | "conformanceScope" | "compatibility"
>;

export interface CheckMeans {
  readonly told: (text: string) => void;
  readonly held: Bench["held"];
}

/** Everything that is no run of the tests, one after the other: the tests have the other core. */
export async function runChecks(
  workspace: Workspace,
  folder: string,
  input: ProofInput,
  tools: ProofTools,
  { told, held }: CheckMeans,
): Promise<CheckEvidence> {
  const { commands } = input;
  const place = { workspace, python: tools.project.python, folder, held };
  const within = <T>(name: string, run: (bench: Bench) => Promise<T>): Promise<T | string> =>
    withDatabase(place, commands, name, run);
  const plain: Bench = {
    ...place,
    environment: trialEnvironment(commands, commands.databaseUrl.replace("{name}", `${folder}/unused`)),
  };
  told("layout and patterns");
  const lint: CommandEvidence[] = [];
  for (const call of commands.lint) lint.push(await runModule(plain, call));
  told("migrations");
  const migrations = await within("migrations", (bench) => runInOrder(bench, commands.checkMigrations));
  const trial = await tryWithRows(commands, within);
  told("compatibility with the contract");
  const compatibility = await runCompatibility(plain, tools.oasdiff, input);
  told("types");
  const types = await runModule(withTypeCache(plain, tools, commands.typeCacheVariable), commands.types);
  told("conformance");
  const laid = workspace
    .at(folder)
    .apply([{ kind: "write", path: "conformance.json", text: input.conformanceContract }]);
  assert(laid.ok, "the scratch folder can be written");
  const conformance = await within("conformance", (bench) => runConformance(bench, tools.conformance, input));
  return {
    lint,
    migrations: [
      ...(typeof migrations === "string" ? [notRun("migrations", migrations)] : migrations),
      ...trial,
    ],
    compatibility,
    types,
    conformance: typeof conformance === "string" ? notRun("conformance", conformance) : conformance.evidence,
    conformanceScope: typeof conformance === "string" ? conformance : conformance.scope,
  };
}

type Within = <T>(name: string, run: (bench: Bench) => Promise<T>) => Promise<T | string>;

/** One migration alone meets no rows. */
async function tryWithRows(
  { migrationTrial: trial }: ProofInput["commands"],
  within: Within,
): Promise<readonly CommandEvidence[]> {
  if (!trial) return [];
  const name = "migrations with rows";
  const tried = await within("rows", (bench) => runScript(bench, name, trial));
  return [typeof tried === "string" ? notRun(name, tried) : tried];
}

/**
 * What the type checker has found out about the libraries is kept for the environment that they are in. The checker
 * goes by the content of every file, so what it says of this project is not affected.
 */
function withTypeCache(bench: Bench, { project }: ProofTools, variable: string): Bench {
  const folder = posix.join(bench.workspace.cacheFolder, "types", posix.basename(project.folder));
  return { ...bench, environment: { ...bench.environment, [variable]: folder } };
}

function notRun(command: string, output: string): CommandEvidence {
  return { command, code: 1, output, durationMs: 0 };
}

/** Runs something with a database of its own, which is gone afterwards; a text says why there was none. */
async function withDatabase<T>(
  place: Omit<Bench, "environment">,
  commands: ProofInput["commands"],
  name: string,
  run: (bench: Bench) => Promise<T>,
): Promise<T | string> {
  const database = await openTrialDatabase(place, commands, name);
  if (typeof database === "string") return database;
  try {
    return await run({ ...place, environment: trialEnvironment(commands, database.url) });
  } finally {
    await database.drop();
  }
}

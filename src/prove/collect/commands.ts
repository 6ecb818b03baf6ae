import type { Workspace } from "#workspace";
import type { CommandEvidence } from "../evidence.ts";
import type { ModuleCall, ProofCommands } from "../input.ts";

/** Where and how commands of the project are run. */
export interface Bench {
  readonly workspace: Workspace;
  /** The project's own Python. */
  readonly python: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const commandTimeoutMs = 180_000;

export async function runModule(
  bench: Bench,
  { module, arguments: rest }: ModuleCall,
): Promise<CommandEvidence> {
  const result = await bench.workspace.run({
    program: bench.python,
    arguments: ["-m", module, ...rest],
    folder: bench.folder,
    environment: bench.environment,
    timeoutMs: commandTimeoutMs,
  });
  return {
    command: [module, ...rest].join(" "),
    code: result.status === "exited" ? result.code : 124,
    output: `${result.stdout}\n${result.stderr}`,
    durationMs: result.durationMs,
  };
}

/** Runs commands in order, as far as they succeed. */
export async function runInOrder(
  bench: Bench,
  calls: readonly ModuleCall[],
): Promise<readonly CommandEvidence[]> {
  const results: CommandEvidence[] = [];
  for (const call of calls) {
    const result = await runModule(bench, call);
    results.push(result);
    if (result.code !== 0) break;
  }
  return results;
}

/** The environment variables of a trial run: a database of its own and a secret that only the trial knows. */
export function trialEnvironment(
  commands: ProofCommands,
  database: string,
): Readonly<Record<string, string | undefined>> {
  const values: Readonly<Record<string, string>> = {
    "{database}": commands.databaseUrl.replace("{name}", database),
    "{secret}": "a secret of a trial run, known to everybody",
  };
  const filled = Object.entries(commands.environment).map(([name, value]) => [name, values[value] ?? value]);
  return { ...Object.fromEntries(filled), PYTHONDONTWRITEBYTECODE: undefined, PYTHONPATH: undefined };
}

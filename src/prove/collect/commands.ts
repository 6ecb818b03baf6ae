import { shortDigest } from "#base";
import type { Workspace } from "#workspace";
import type { CommandEvidence } from "../evidence.ts";
import { tail } from "../gate.ts";
import type { ModuleCall, ProofCommands } from "../input.ts";

/** Where and how commands of the project are run. */
export interface Bench {
  readonly workspace: Workspace;
  /** The project's own Python. */
  readonly python: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Runs a module in the held process, which has imported the libraries already. */
  readonly held: (call: ModuleCall, environment: Bench["environment"]) => Promise<CommandEvidence>;
}

/** Ends a module that hangs, in a process of its own or in the held one. */
export const moduleTimeoutMs = 180_000;

export async function runModule(
  bench: Bench,
  { module, arguments: rest }: ModuleCall,
): Promise<CommandEvidence> {
  return runPython(bench, [module, ...rest].join(" "), ["-m", module, ...rest]);
}

/** Runs Python source of ours. */
export async function runScript(
  bench: Bench,
  name: string,
  { script, arguments: rest }: { readonly script: string; readonly arguments: readonly string[] },
): Promise<CommandEvidence> {
  return runPython(bench, name, ["-c", script, ...rest]);
}

async function runPython(bench: Bench, command: string, words: readonly string[]): Promise<CommandEvidence> {
  const result = await bench.workspace.run({
    program: bench.python,
    arguments: words,
    folder: bench.folder,
    environment: bench.environment,
    timeoutMs: moduleTimeoutMs,
  });
  return {
    command,
    code: result.status === "exited" ? result.code : 124,
    output: `${result.stdout}\n${result.stderr}`,
    durationMs: result.durationMs,
  };
}

/** Runs commands of the project's libraries in order, as far as they succeed. */
export async function runInOrder(
  bench: Bench,
  calls: readonly ModuleCall[],
): Promise<readonly CommandEvidence[]> {
  const results: CommandEvidence[] = [];
  for (const call of calls) {
    const result = await bench.held(call, bench.environment);
    results.push(result);
    if (result.code !== 0) break;
  }
  return results;
}

/** A database for one trial, empty at first. */
export interface TrialDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Makes a database for one trial. On a server it gets a name that no other has; else it is a file in the trial's folder. */
export async function openTrialDatabase(
  bench: Omit<Bench, "environment" | "held">,
  commands: ProofCommands,
  name: string,
): Promise<TrialDatabase | string> {
  const scripts = commands.databaseScripts;
  if (!scripts)
    return {
      url: commands.databaseUrl.replace("{name}", `${bench.folder}/${name}`),
      drop: async () => undefined,
    };
  const url = commands.databaseUrl.replace("{name}", `keelback_${shortDigest(`${bench.folder}/${name}`)}`);
  const call = (script: string) =>
    bench.workspace.run({
      program: bench.python,
      arguments: ["-c", script, url],
      folder: bench.folder,
      timeoutMs: 60_000,
    });
  const made = await call(scripts.create);
  if (made.status !== "exited" || made.code !== 0)
    return `no database could be made: ${tail(made.stderr, 1)[0] ?? ""}`;
  return {
    url,
    drop: async () => {
      await call(scripts.drop);
    },
  };
}

/** The environment variables of a trial run: a database of its own and a secret that only the trial knows. */
export function trialEnvironment(
  commands: ProofCommands,
  databaseUrl: string,
): Readonly<Record<string, string | undefined>> {
  const values: Readonly<Record<string, string>> = {
    "{database}": databaseUrl,
    "{secret}": "a secret of a trial run, known to everybody",
  };
  const filled = Object.entries(commands.environment).map(([name, value]) => [name, values[value] ?? value]);
  return { ...Object.fromEntries(filled), PYTHONDONTWRITEBYTECODE: undefined, PYTHONPATH: undefined };
}

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
  /** Runs a program in the held process, which has imported the libraries already. */
  readonly held: (program: Program, environment: Bench["environment"]) => Promise<ProgramRun>;
}

/** A module of the project or its libraries, or a script of ours; and what it reads, where that is something. */
export type Program = (ModuleCall | ScriptCall) & { readonly input?: string };

export interface ScriptCall {
  readonly script: string;
  readonly arguments: readonly string[];
}

export interface ProgramRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

/** Ends a module that hangs, in a process of its own or in the held one. */
export const moduleTimeoutMs = 180_000;

/** Runs a module that needs none of the project's libraries, in a process of its own. */
export async function runModule(bench: Bench, call: ModuleCall): Promise<CommandEvidence> {
  const result = await bench.workspace.run({
    program: bench.python,
    arguments: ["-m", call.module, ...call.arguments],
    folder: bench.folder,
    environment: bench.environment,
    timeoutMs: moduleTimeoutMs,
  });
  return toEvidence(spell(call), { ...result, code: result.status === "exited" ? result.code : 124 });
}

/** Runs Python source of ours. */
export async function runScript(bench: Bench, name: string, call: ScriptCall): Promise<CommandEvidence> {
  return toEvidence(name, await bench.held(call, bench.environment));
}

/** A module and its arguments as they stand on a command line. */
function spell({ module, arguments: rest }: ModuleCall): string {
  return [module, ...rest].join(" ");
}

function toEvidence(command: string, { code, stdout, stderr, durationMs }: ProgramRun): CommandEvidence {
  return { command, code, output: `${stdout}\n${stderr}`, durationMs };
}

/** Runs commands of the project's libraries in order, as far as they succeed. */
export async function runInOrder(
  bench: Bench,
  calls: readonly ModuleCall[],
): Promise<readonly CommandEvidence[]> {
  const results: CommandEvidence[] = [];
  for (const call of calls) {
    const result = toEvidence(spell(call), await bench.held(call, bench.environment));
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

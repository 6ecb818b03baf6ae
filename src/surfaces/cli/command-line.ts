import { CommanderError } from "commander";
import { loadReport, type Report } from "#report";
import { type Runtime, type Verb, type VerbName, type VerbResult, verbs } from "#verbs";
import type { Workspace } from "#workspace";
import { buildProgram, type Call } from "./program.ts";
import { printProgress } from "./progress.ts";
import { describeFailure, describeUsage } from "./refusals.ts";
import type { Terminal } from "./terminal.ts";

/** Everything that the command line has from its process. */
export interface Surroundings {
  readonly version: string;
  readonly runtime: Runtime;
  readonly terminal: Terminal;
  /** Opened only when a verb is called. */
  readonly workspace: () => Workspace;
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** Whether failures of our own show where they happened. */
  readonly debug: boolean;
}

export const exitCodes = { usage: 2, broken: 70, interrupted: 130 } as const;

/** Runs one call and gives the exit code of the process. Never throws. */
export async function runCommandLine(words: readonly string[], around: Surroundings): Promise<number> {
  const { terminal } = around;
  let exitCode: number = exitCodes.usage;
  const program = buildProgram({
    version: around.version,
    terminal,
    call: async (call) => {
      exitCode = await runVerb(call, around);
    },
  });
  try {
    if (words.length === 0) {
      terminal.err(program.helpInformation());
      return exitCodes.usage;
    }
    await program.parseAsync(helpOfGroup(words), { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      const told = describeUsage(error, words);
      if (told === undefined) return 0;
      if (told !== "") terminal.err(`${told}\n`);
      return exitCodes.usage;
    }
    if (around.signal.aborted) {
      terminal.err("keelback: stopped before it was done\n");
      return exitCodes.interrupted;
    }
    terminal.err(describeFailure(error, around.debug));
    return exitCodes.broken;
  }
}

/** `help contract query` is `contract query --help`: the library knows help of one word alone. */
function helpOfGroup(words: readonly string[]): string[] {
  const [first, group, verb] = words;
  return first === "help" && group !== undefined && verb !== undefined ? [group, verb, "--help"] : [...words];
}

async function runVerb({ verb, input, json }: Call, around: Surroundings): Promise<number> {
  const { terminal, version, runtime, signal, now } = around;
  const progress = printProgress(terminal, now);
  // Programs that read JSON get no lines beside it, unless somebody watches.
  const report = json && !terminal.live ? () => undefined : progress.report;
  const loaded = (await verbs[verb].load()) as Verb<unknown, unknown>;
  try {
    const result = await loaded.run(around.workspace(), input, {
      version,
      runtime,
      signal,
      progress: report,
    });
    progress.clear();
    // The table has kept the tie between verb and value, which is given up here.
    const told = (await loadReport[verb]()) as Report<unknown>;
    terminal.out(json ? resultJson(verb, told, result, version) : resultText(told, result, terminal));
    return result.exitCode;
  } finally {
    progress.clear();
  }
}

function resultText(told: Report<unknown>, { value }: VerbResult<unknown>, { look }: Terminal): string {
  const lines = told.text(value, look);
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

function resultJson(
  verb: VerbName,
  told: Report<unknown>,
  { exitCode, value }: VerbResult<unknown>,
  version: string,
): string {
  return `${JSON.stringify({ keelback: version, verb, exitCode, ...told.json(value) }, null, 2)}\n`;
}

import { randomInt } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { PHASES, type Phase, type Script } from "./grammar.ts";
import { reportText } from "./report.ts";
import { readLoopbackUrl } from "./request.ts";
import type { OracleResult, ScenarioResult } from "./results.ts";
import { runScenario } from "./scenarios.ts";
import { loadScript, ScriptFault } from "./script.ts";
import type { Variables } from "./variables.ts";

export type OracleOptions = {
  /** The name of a folder beside this file, or the path of a script. */
  readonly oracle: string;
  readonly url: string;
  readonly phase?: Phase;
  /** Where `before-restart` leaves what `after-restart` needs. */
  readonly stateFile?: string;
  /** Only the scenario of this id. */
  readonly only?: string;
  readonly timeoutMs?: number;
};

type State = Readonly<Record<string, Variables>>;

/** A request that cannot be obeyed, as opposed to a server that fails. */
export class WrongUsage extends Error {}

/** Plays one phase of a script against a running server, scenario by scenario. */
export async function runOracle(options: OracleOptions): Promise<OracleResult> {
  const baseUrl = readLoopbackUrl(options.url);
  if (baseUrl === undefined)
    throw new WrongUsage(`${options.url}: only http addresses of this machine are judged`);
  const phase = options.phase ?? "main";
  const script = loadScript(locate(options.oracle));
  const chosen = script.phases[phase].filter(({ id }) => options.only === undefined || options.only === id);
  if (chosen.length === 0) throw new WrongUsage(`${script.name}: no scenario to run in phase ${phase}`);
  const before = phase === "after-restart" ? readState(options.stateFile) : {};
  const setting = { script, baseUrl, timeoutMs: options.timeoutMs ?? 15_000 };
  const run = newRun();
  const scenarios: ScenarioResult[] = [];
  const state: Record<string, Variables> = {};
  for (const scenario of chosen) {
    const inherited = scenario.continues === undefined ? {} : before[scenario.continues];
    if (inherited === undefined)
      throw new WrongUsage(`the state file holds nothing of ${scenario.continues}`);
    const unique = `${run}${script.phases[phase].indexOf(scenario).toString(36)}`;
    const ended = await runScenario(scenario, { ...inherited, run, unique }, setting);
    scenarios.push(ended.result);
    state[scenario.id] = ended.variables;
  }
  if (phase === "before-restart") writeState(options.stateFile, state);
  const passed = scenarios.every((scenario) => scenario.passed);
  return { oracle: options.oracle, phase, passed, scenarios, operations: judgeOperations(script, scenarios) };
}

function judgeOperations(script: Script, scenarios: readonly ScenarioResult[]): OracleResult["operations"] {
  const judged = Object.keys(script.operations).flatMap((operation) => {
    const own = scenarios.filter((scenario) => scenario.judges.includes(operation));
    return own.length === 0 ? [] : [[operation, own.every((scenario) => scenario.passed)] as const];
  });
  return Object.fromEntries(judged);
}

function locate(oracle: string): string {
  if (/\.ya?ml$/.test(oracle)) return resolve(oracle);
  if (!/^[a-z0-9-]+$/.test(oracle))
    throw new WrongUsage(`${oracle}: neither an oracle's name nor a .yaml file`);
  return join(import.meta.dirname, oracle, "oracle.yaml");
}

/** Lower-case letters and digits only, short, and never the same twice: fit for a name in any contract. */
function newRun(): string {
  return `r${Date.now().toString(36)}${randomInt(36 ** 3)
    .toString(36)
    .padStart(3, "0")}`;
}

function readState(file: string | undefined): State {
  if (file === undefined)
    throw new WrongUsage("after-restart needs --state, the file that before-restart wrote");
  return JSON.parse(readFileSync(file, "utf8")) as State;
}

function writeState(file: string | undefined, state: State): void {
  if (file === undefined)
    throw new WrongUsage("before-restart needs --state, a file for after-restart to read");
  writeFileSync(file, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
}

const USAGE = `node test/oracles/run.ts ORACLE --url URL [--phase ${PHASES.join("|")}] [--state FILE] [--only ID] [--timeout MS] [--json]`;

/** 0: all holds; 1: the server fails; 2: wrong usage or a broken script. */
async function main(args: readonly string[]): Promise<number> {
  try {
    const text = { type: "string" } as const;
    const options = {
      url: text,
      phase: text,
      state: text,
      only: text,
      timeout: text,
      json: { type: "boolean" },
    } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const phase = PHASES.find((known) => known === (values.phase ?? "main"));
    const [oracle, ...rest] = positionals;
    if (oracle === undefined || rest.length > 0 || values.url === undefined || phase === undefined) {
      throw new WrongUsage(`usage: ${USAGE}`);
    }
    const timeoutMs = Number(values.timeout ?? 15_000);
    if (!(timeoutMs > 0)) throw new WrongUsage("--timeout is a number of milliseconds");
    const result = await runOracle({
      oracle,
      url: values.url,
      phase,
      timeoutMs,
      ...(values.state === undefined ? {} : { stateFile: values.state }),
      ...(values.only === undefined ? {} : { only: values.only }),
    });
    console.log(values.json ? JSON.stringify(result, null, 2) : reportText(result));
    return result.passed ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    if (!(error instanceof WrongUsage || error instanceof ScriptFault || isCodedError(error))) throw error;
    return 2;
  }
}

/** Node's own refusals: an unknown option, a file that is not there. */
function isCodedError(error: unknown): boolean {
  return error instanceof Error && "code" in error;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await main(process.argv.slice(2));
}

import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { readCredentials } from "./credentials.ts";
import { PHASES, type Phase, type Script } from "./grammar.ts";
import { newNames, newRun } from "./names.ts";
import { reportText } from "./report.ts";
import { readLoopbackUrl } from "./request.ts";
import type { OracleResult, ScenarioResult } from "./results.ts";
import { runScenario } from "./scenarios.ts";
import { loadScript, ScriptFault } from "./script.ts";
import type { Variables } from "./variables.ts";
import { WrongUsage } from "./wrong-usage.ts";

export { WrongUsage } from "./wrong-usage.ts";

export type OracleOptions = {
  /** The name of a folder beside this file, or the path of a script. */
  readonly oracle: string;
  readonly url: string;
  readonly phase?: Phase;
  /** Where `before-restart` leaves what `after-restart` needs. */
  readonly stateFile?: string;
  /** What whoever started the server has issued: label → `{ headers?, query? }`, as JSON. */
  readonly credentialsFile?: string;
  /** Only the scenario of this id. */
  readonly only?: string;
  /** Beginnings of the ids of scenarios to leave out, such as those of what is known to be left open. */
  readonly without?: readonly string[];
  readonly timeoutMs?: number;
};

type State = Readonly<Record<string, Variables>>;

/** Plays one phase of a script against a running server, scenario by scenario. */
export async function runOracle(options: OracleOptions): Promise<OracleResult> {
  const { oracle, only } = options;
  const baseUrl = readLoopbackUrl(options.url);
  if (baseUrl === undefined)
    throw new WrongUsage(`${options.url}: only http addresses of this machine are judged`);
  const phase = options.phase ?? "main";
  const script = loadScript(locate(oracle));
  const all = script.phases[phase];
  const wanted = all.filter(({ id }) => !options.without?.some((beginning) => id.startsWith(beginning)));
  const chosen = wanted.filter(({ id, alone }) => (only === undefined ? !alone : only === id));
  if (chosen.length === 0) throw new WrongUsage(`${script.name}: no scenario to run in phase ${phase}`);
  const credentials = readCredentials(options.credentialsFile, script);
  const before = phase === "after-restart" ? readState(options.stateFile) : {};
  const setting = { script, baseUrl, credentials, timeoutMs: options.timeoutMs ?? 15_000 };
  const run = newRun();
  const scenarios: ScenarioResult[] = [];
  const state: Record<string, Variables> = {};
  for (const scenario of chosen) {
    const inherited = scenario.continues === undefined ? {} : before[scenario.continues];
    if (inherited === undefined)
      throw new WrongUsage(`the state file holds nothing of ${scenario.continues}`);
    const start = { ...inherited, ...newNames(run, all.indexOf(scenario)) };
    const ended = await runScenario(scenario, start, setting);
    scenarios.push(ended.result);
    state[scenario.id] = ended.variables;
  }
  if (phase === "before-restart") writeState(options.stateFile, state);
  const passed = scenarios.every((scenario) => scenario.passed);
  const waiting = only === undefined ? wanted.filter(({ alone }) => alone).map(({ id }) => id) : [];
  return { oracle, phase, passed, scenarios, waiting, operations: judgeOperations(script, scenarios) };
}

export type Needs = Pick<Script, "credentials" | "given"> & { readonly alone: readonly string[] };

/** What whoever starts the server has to see to before a script can judge it. */
export function readNeeds(oracle: string): Needs {
  const { credentials, given, phases } = loadScript(locate(oracle));
  const alone = phases.main.filter((scenario) => scenario.alone).map(({ id }) => id);
  return { credentials, given, alone };
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

const USAGE = `node test/oracles/run.ts ORACLE --url URL [--phase ${PHASES.join("|")}] [--state FILE] [--credentials FILE] [--only ID] [--without BEGINNING]… [--timeout MS] [--json]
node test/oracles/run.ts ORACLE --needs`;

/** 0: all holds; 1: the server fails; 2: wrong usage or a broken script. */
async function main(args: readonly string[]): Promise<number> {
  try {
    const { oracle, needs, json, options } = readArguments(args);
    if (needs) {
      console.log(JSON.stringify(readNeeds(oracle), null, 2));
      return 0;
    }
    const result = await runOracle(options);
    console.log(json ? JSON.stringify(result, null, 2) : reportText(result));
    return result.passed ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    if (!(error instanceof WrongUsage || error instanceof ScriptFault || isCodedError(error))) throw error;
    return 2;
  }
}

type Arguments = {
  readonly oracle: string;
  readonly needs: boolean;
  readonly json: boolean;
  readonly options: OracleOptions;
};

function readArguments(args: readonly string[]): Arguments {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const known = { url: text, phase: text, state: text, credentials: text, only: text, timeout: text };
  const without = { type: "string", multiple: true } as const;
  const options = { ...known, without, json: flag, needs: flag };
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const phase = PHASES.find((name) => name === (values.phase ?? "main"));
  const [oracle, ...rest] = positionals;
  if (oracle === undefined || rest.length > 0 || phase === undefined) throw new WrongUsage(`usage: ${USAGE}`);
  if (values.url === undefined && !values.needs) throw new WrongUsage(`usage: ${USAGE}`);
  const timeoutMs = Number(values.timeout ?? 15_000);
  if (!(timeoutMs > 0)) throw new WrongUsage("--timeout is a number of milliseconds");
  return {
    oracle,
    needs: values.needs,
    json: values.json,
    options: {
      oracle,
      url: values.url ?? "",
      phase,
      timeoutMs,
      without: values.without ?? [],
      ...(values.state === undefined ? {} : { stateFile: values.state }),
      ...(values.credentials === undefined ? {} : { credentialsFile: values.credentials }),
      ...(values.only === undefined ? {} : { only: values.only }),
    },
  };
}

/** Node's own refusals: an unknown option, a file that is not there. */
function isCodedError(error: unknown): boolean {
  return error instanceof Error && "code" in error;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await main(process.argv.slice(2));
}

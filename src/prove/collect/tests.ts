import type { Workspace } from "#workspace";
import type { PythonEnvironment } from "../environment/index.ts";
import type { Coverage, TestOutcome, TestRun } from "../evidence.ts";
import type { ProofCommands } from "../input.ts";
import { type PytestRun, startWorker, type TestResult, type Worker } from "../worker/index.ts";
import { moduleTimeoutMs, type Program, type ProgramRun, trialEnvironment } from "./commands.ts";

/** A held test process, and how this proof asks it. */
export interface TestBench {
  /** How many runs at once are worth while. */
  readonly lanes: number;
  run(folder: string, options: TestOptions): Promise<TestRun>;
  /** In the suite's own order, with coverage of these packages. */
  measure(
    folder: string,
    packages: readonly string[],
  ): Promise<{ readonly run: TestRun; readonly coverage?: Coverage }>;
  /** A module or a script under the project's Python, without the start of a Python of its own. */
  program(folder: string, program: Program, environment: Environment): Promise<ProgramRun>;
  close(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

export interface TestOptions {
  /** Files to run; absent or empty, all. */
  readonly paths?: readonly string[];
  readonly stopAtFirst?: boolean;
  /** Seed of a random order; absent, the suite's own order. */
  readonly shuffle?: number;
}

export interface TestBenchOptions {
  readonly environment: PythonEnvironment;
  readonly commands: ProofCommands;
}

// Far above what a suite takes: it ends what hangs, and is no measure.
const suiteTimeoutMs = 900_000;
// Each lane is a tree on the disk and a database; beyond this the machine's memory is what ends first.
const mostLanes = 8;

export async function openTests(
  workspace: Workspace,
  { environment, commands }: TestBenchOptions,
): Promise<TestBench> {
  const worker = startWorker(workspace, environment, { preload: commands.preload });
  const ready = await worker.ready;
  return {
    lanes: Math.min(ready?.atOnce ?? 1, mostLanes),
    run: async (folder, options) => toRun(await ask(worker, commands, folder, argumentsOf(options))),
    measure: async (folder, packages) => {
      const run = await ask(worker, commands, folder, argumentsOf({}), packages);
      const measured = toCoverage(run);
      return { run: toRun(run), ...(measured && { coverage: measured }) };
    },
    program: (folder, program, environment) => runHeld(worker, folder, program, environment),
    close: () => worker.stop(),
  };
}

function argumentsOf({ paths = [], stopAtFirst, shuffle }: TestOptions): readonly string[] {
  const order = shuffle === undefined ? ["-p", "no:randomly"] : [`--randomly-seed=${shuffle}`];
  return ["-q", ...order, ...(stopAtFirst ? ["-x"] : []), ...paths];
}

function ask(
  worker: Worker,
  commands: ProofCommands,
  folder: string,
  rest: readonly string[],
  coverage?: readonly string[],
): Promise<PytestRun> {
  const environment = trialEnvironment(commands, commands.databaseUrl.replace("{name}", `${folder}/tests`));
  return worker.pytest({
    folder,
    arguments: rest,
    environment: withoutGaps(environment),
    timeoutMs: suiteTimeoutMs,
    ...(coverage && { coverage: { source: coverage, branch: true } }),
  });
}

async function runHeld(
  worker: Worker,
  folder: string,
  program: Program,
  environment: Environment,
): Promise<ProgramRun> {
  const surroundings = { folder, environment: withoutGaps(environment), timeoutMs: moduleTimeoutMs };
  const run = await ("module" in program
    ? worker.module({ ...surroundings, ...program })
    : worker.script({ ...surroundings, ...program }));
  const { status, exitCode, stdout, stderr, seconds } = run;
  const failed = status === "timed-out" ? 124 : exitCode || 1;
  return { code: status === "finished" ? exitCode : failed, stdout, stderr, durationMs: seconds * 1000 };
}

/** The held process gives a run nothing but what is set here, so there is nothing to take away. */
function withoutGaps(environment: Environment): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

const statuses = {
  finished: "completed",
  "timed-out": "timed-out",
  crashed: "crashed",
  cancelled: "crashed",
  "worker-ended": "crashed",
} as const;

function toRun(run: PytestRun): TestRun {
  return {
    status: statuses[run.status],
    outcomes: run.tests.map(toOutcome),
    collectionErrors: run.collectionErrors.map(({ nodeid, message }) => `${nodeid}: ${message ?? ""}`),
    durationMs: run.seconds * 1000,
    output: `${run.stdout}\n${run.stderr}`,
  };
}

function toOutcome(test: TestResult): TestOutcome {
  const outcome = test.outcome === "passed" || test.outcome === "skipped" ? test.outcome : "failed";
  return {
    id: test.nodeid,
    outcome,
    phase: test.phase ?? "call",
    byAssertion: test.assertion === true,
    message: firstLine(`${test.exception ?? ""}: ${test.message ?? ""}`),
  };
}

function firstLine(text: string): string {
  return (text.split("\n")[0] ?? "").slice(0, 300);
}

function toCoverage({ coverage }: PytestRun): Coverage | undefined {
  if (!coverage || "problem" in coverage) return undefined;
  const missing = coverage.files
    .filter((file) => file.missing.length + file.missingBranches.length > 0)
    .map(
      (file) =>
        `${file.path}: ${[...file.missing, ...file.missingBranches.map(([from, to]) => `${from}->${to}`)].join(", ")}`,
    );
  return { percent: coverage.totals.percent, missing };
}

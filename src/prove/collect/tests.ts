import type { Workspace } from "#workspace";
import type { PythonEnvironment } from "../environment/index.ts";
import type { Coverage, TestOutcome, TestRun } from "../evidence.ts";
import type { ProofCommands } from "../input.ts";
import { type PytestRun, startWorker, type TestResult, type Worker } from "../worker/index.ts";
import { trialEnvironment } from "./commands.ts";

/** A held test process, and how this proof asks it. */
export interface TestBench {
  run(folder: string, options: TestOptions): Promise<TestRun>;
  /** In the suite's own order, with coverage of these packages. */
  measure(
    folder: string,
    packages: readonly string[],
  ): Promise<{ readonly run: TestRun; readonly coverage?: Coverage }>;
  close(): Promise<void>;
}

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

export async function openTests(
  workspace: Workspace,
  { environment, commands }: TestBenchOptions,
): Promise<TestBench> {
  const worker = startWorker(workspace, environment, { preload: commands.preload });
  await worker.ready;
  return {
    run: async (folder, options) => toRun(await ask(worker, commands, folder, argumentsOf(options))),
    measure: async (folder, packages) => {
      const run = await ask(worker, commands, folder, argumentsOf({}), packages);
      const measured = toCoverage(run);
      return { run: toRun(run), ...(measured && { coverage: measured }) };
    },
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
  const given = Object.entries(
    trialEnvironment(commands, commands.databaseUrl.replace("{name}", `${folder}/tests`)),
  );
  const environment = Object.fromEntries(
    given.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return worker.pytest({
    folder,
    arguments: rest,
    environment,
    timeoutMs: suiteTimeoutMs,
    ...(coverage && { coverage: { source: coverage, branch: true } }),
  });
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

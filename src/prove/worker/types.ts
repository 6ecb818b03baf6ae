/** What every request says. */
export interface WorkerRequest {
  /** Absolute path of the project's folder: where it runs, and first on its import path. */
  readonly folder: string;
  /** Set for this run; nothing of the user's own environment but the bare necessities reaches it. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

export interface PytestRequest extends WorkerRequest {
  /** As on pytest's command line. */
  readonly arguments: readonly string[];
  readonly coverage?: CoverageRequest;
}

/** What is not said here is as the project configures it. */
export interface CoverageRequest {
  readonly source?: readonly string[];
  readonly branch?: boolean;
  readonly concurrency?: readonly string[];
  readonly omit?: readonly string[];
}

export interface CallRequest extends WorkerRequest {
  /** `module:function`, also `module:object.method`; what it returns must be JSON; it may be async. */
  readonly function: string;
  readonly arguments?: readonly unknown[];
  readonly keywords?: Readonly<Record<string, unknown>>;
}

interface ProgramRequest extends WorkerRequest {
  readonly arguments: readonly string[];
  /** What stands on its standard input; absent, nothing. */
  readonly input?: string;
}

export interface ModuleRequest extends ProgramRequest {
  /** As after `python -m`. */
  readonly module: string;
}

export interface ScriptRequest extends ProgramRequest {
  /** As after `python -c`. */
  readonly script: string;
}

/**
 * `finished`: it came to its own end, whatever that was. `timed-out`: ended by us. `crashed`: the process ended
 * in the middle. `cancelled` and `worker-ended`: it never ran to the end, for no fault of its own.
 */
export type RunStatus = "finished" | "timed-out" | "crashed" | "cancelled" | "worker-ended";

export interface RunResult {
  readonly status: RunStatus;
  readonly seconds: number;
  /** Of the run and of what it waited for. */
  readonly cpuSeconds: number;
  /** As of the process: negative for the signal that ended it. */
  readonly exitCode: number;
  /** The end of what was printed. */
  readonly stdout: string;
  readonly stderr: string;
}

export type TestOutcome = "passed" | "failed" | "skipped" | "xfailed" | "xpassed";
export type TestPhase = "setup" | "call" | "teardown";

/** Why something failed. */
export interface Failure {
  /** The class's name, for example `AssertionError`; absent where there was no exception. */
  readonly exception?: string;
  /** Did an assertion fail (`assert`, `pytest.fail`, `pytest.raises` without the exception)? */
  readonly assertion?: boolean;
  readonly message?: string;
  /** The innermost statement of the project that it came from, relative to the folder. */
  readonly file?: string;
  readonly line?: number;
  /** The innermost statement of the test's own file. */
  readonly testLine?: number;
}

export interface TestResult extends Failure {
  readonly nodeid: string;
  readonly outcome: TestOutcome;
  /** Where it failed. */
  readonly phase?: TestPhase;
  /** All phases together. */
  readonly seconds: number;
}

export interface CollectionError extends Failure {
  readonly nodeid: string;
}

export interface PytestRun extends RunResult {
  /** In the order in which they ran. */
  readonly tests: readonly TestResult[];
  readonly collectionErrors: readonly CollectionError[];
  /** The test that was running when the run was ended. */
  readonly running?: string;
  readonly collected?: number;
  readonly deselected?: number;
  readonly warnings?: number;
  /** The first twenty different ones. */
  readonly warningMessages?: readonly string[];
  /** Of the random order, where there is one. */
  readonly seed?: number;
  readonly coverage?: Coverage | { readonly problem: string };
}

export interface Coverage {
  readonly totals: {
    readonly percent: number;
    readonly statements: number;
    readonly covered: number;
    readonly excluded: number;
    readonly branches: number;
    readonly coveredBranches: number;
  };
  readonly files: readonly FileCoverage[];
}

export interface FileCoverage {
  readonly path: string;
  readonly percent: number;
  readonly missing: readonly number[];
  /** From line, to line; a negative one is the end of the block that begins there. */
  readonly missingBranches: readonly (readonly [number, number])[];
  readonly excluded: readonly number[];
}

export type CallResult = Omit<RunResult, "status"> &
  (
    | { readonly status: "finished"; readonly value: unknown }
    | {
        readonly status: "raised";
        readonly exception: string;
        readonly message: string;
        readonly trace: string;
      }
    | { readonly status: Exclude<RunStatus, "finished"> }
  );

/** Of a module or a script. */
export type ProgramResult = RunResult;

/** What the worker says of itself once it can work. */
export interface WorkerReady {
  readonly python: string;
  /** False where each run starts a Python of its own, because the system cannot fork. */
  readonly forks: boolean;
  /** Modules that could not be imported beforehand, and why. */
  readonly missing: Readonly<Record<string, string>>;
  readonly seconds: number;
  /** How many runs it does at once. */
  readonly atOnce: number;
}

/** The held process; several requests run at once, more wait in a queue. */
export interface Worker {
  /** Undefined where it did not come up; then every request is answered `worker-ended`. */
  readonly ready: Promise<WorkerReady | undefined>;
  pytest(request: PytestRequest, cancel?: Cancel): Promise<PytestRun>;
  call(request: CallRequest, cancel?: Cancel): Promise<CallResult>;
  /** It waits for no other run. */
  module(request: ModuleRequest, cancel?: Cancel): Promise<ProgramResult>;
  /** It waits for no other run. */
  script(request: ScriptRequest, cancel?: Cancel): Promise<ProgramResult>;
  /** Ends it with all that it runs. */
  stop(): Promise<void>;
}

/** When this settles, the run is no longer wanted. */
export type Cancel = Promise<unknown>;

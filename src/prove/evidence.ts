import type { TestCase } from "./input.ts";

/** One run of the tests: what every test did. */
export interface TestRun {
  readonly status: "completed" | "timed-out" | "crashed";
  readonly outcomes: readonly TestOutcome[];
  /** Modules that could not be collected, and why. */
  readonly collectionErrors: readonly string[];
  readonly durationMs: number;
  /** The end of what was printed. */
  readonly output: string;
}

export interface TestOutcome {
  /** pytest's node id, with parameters. */
  readonly id: string;
  readonly outcome: "passed" | "failed" | "skipped";
  readonly phase: "setup" | "call" | "teardown";
  /** Failed by an assertion, not by an error on the way. */
  readonly byAssertion: boolean;
  readonly message: string;
}

export interface Coverage {
  /** Percent of lines and branches. */
  readonly percent: number;
  /** `app/x.py:12, 15` for what no test reaches. */
  readonly missing: readonly string[];
}

export interface MutantRun {
  readonly id: string;
  /** `assertion`: noticed as it should be. */
  readonly verdict: "assertion" | "error" | "timed-out" | "survived";
  readonly by?: string;
}

/** What a general mutation tester found. */
export interface MutationEvidence {
  readonly killed: number;
  readonly survived: number;
  readonly timedOut: number;
  /** Reached by no test. */
  readonly unreached: number;
  /** Ended in a way that tells nothing. */
  readonly broken: number;
  readonly survivors: readonly string[];
  readonly durationMs: number;
  /** Why it could not be run to its end. */
  readonly problem?: string;
}

/** A command that either holds or says what does not. */
export interface CommandEvidence {
  readonly command: string;
  readonly code: number;
  readonly output: string;
  readonly durationMs: number;
}

/** Everything that the runs showed; gates judge it and look at nothing else. */
export interface Evidence {
  readonly cases: readonly TestCase[];
  readonly operations: readonly string[];
  readonly skeleton: TestRun;
  readonly examples: TestRun;
  readonly green: TestRun;
  readonly shuffled: TestRun;
  readonly coverage?: Coverage;
  readonly mutants: readonly MutantRun[];
  readonly mutantsMs: number;
  /** Wrong versions that could not be made, since a hand has edited the place. */
  readonly mutantsLeftOut: readonly string[];
  /** Only where it was asked for. */
  readonly mutation?: MutationEvidence;
  readonly lint: readonly CommandEvidence[];
  readonly types: CommandEvidence;
  readonly migrations: readonly CommandEvidence[];
  readonly conformance: CommandEvidence;
  /** What of it was run: phases, examples, seed, checks switched off. */
  readonly conformanceScope: string;
  readonly compatibility: CommandEvidence;
  /** Files in the target that no step was to write. */
  readonly strangers: readonly string[];
}

/** The name of a test without its parameters. */
export function plainId(id: string): string {
  return id.replace(/\[.*$/s, "");
}

/** A test fails when any phase of any of its parametrised forms does. */
export function failures(run: TestRun): ReadonlyMap<string, TestOutcome> {
  const failed = new Map<string, TestOutcome>();
  for (const outcome of run.outcomes)
    if (outcome.outcome === "failed" && !failed.has(outcome.id)) failed.set(outcome.id, outcome);
  return failed;
}

/** What kept a run from telling anything. */
export function unfinished(run: TestRun): readonly string[] {
  const status = run.status === "completed" ? [] : [`the run ${run.status}: ${run.output.slice(-300)}`];
  return [...status, ...run.collectionErrors.map((error) => `cannot be collected: ${error}`)];
}

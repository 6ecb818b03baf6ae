import type { Phase } from "./grammar.ts";

/** One thing that is not as the contract says, told so that it can be found without running it again. */
export type Failure = {
  readonly at: string;
  readonly operation: string | undefined;
  readonly request: string;
  readonly where: string;
  readonly expected: string;
  readonly got: string;
};

export type ScenarioResult = {
  readonly id: string;
  readonly at: string;
  readonly judges: readonly string[];
  readonly passed: boolean;
  /** Requests that were sent, registrations included. */
  readonly requests: number;
  readonly failures: readonly Failure[];
};

export type OracleResult = {
  readonly oracle: string;
  readonly phase: Phase;
  readonly passed: boolean;
  readonly scenarios: readonly ScenarioResult[];
  /** Scenarios that were left out because each wants a server on which nothing has been written. */
  readonly waiting: readonly string[];
  /** Judged operations; true where every scenario that judges one has passed. */
  readonly operations: Readonly<Record<string, boolean>>;
};

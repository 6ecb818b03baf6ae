/** What was found when everything was run. Only this folder makes one; without it nothing is done. */
export interface Proof {
  readonly holds: boolean;
  readonly gates: readonly GateVerdict[];
  /** Operations with a test that fails on the example server and passes on what was built. */
  readonly proven: readonly ProvenOperation[];
  readonly figures: ProofFigures;
  readonly versions: Readonly<Record<string, string>>;
  readonly digests: Readonly<Record<string, string>>;
  readonly durationMs: number;
  /** Milliseconds by what took them: `skeleton`, `green`, `types`. They overlap where two ran at once. */
  readonly spent: Readonly<Record<string, number>>;
}

export interface GateVerdict {
  /** Name of the gate: `red`, `green`, `types`. */
  readonly gate: string;
  readonly holds: boolean;
  /** One line with the figures. */
  readonly summary: string;
  /** What does not hold, one line each, the first first; bounded. */
  readonly details: readonly string[];
}

export interface ProvenOperation {
  readonly operation: string;
  readonly tests: number;
  /** Tests that fail on the example server: those that see an effect. */
  readonly effects: number;
}

export interface ProofFigures {
  readonly tests: number;
  readonly failedOnSkeleton: number;
  readonly failedOnExamples: number;
  readonly passed: number;
  readonly mutants: number;
  readonly killed: number;
  /** Percent, with branches. */
  readonly coverage?: number;
}

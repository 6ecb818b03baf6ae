import type { Span } from "#base";
import type { Assumption } from "#domain";

/** What a build will do, in order: plain JSON, to be saved, read by people, and refused once it is stale. */
export interface Plan {
  /** The form of this value; a later one is refused, not guessed at. */
  readonly format: 1;
  readonly madeFrom: PlanOrigin;
  readonly contract: PlanContract;
  readonly stack: string;
  readonly database: string;
  readonly steps: readonly PlanStep[];
  /** Ids of the operations that will be written, in the contract's order. */
  readonly derived: readonly string[];
  readonly leftOpen: readonly OpenOperation[];
  readonly assumptions: readonly Assumption[];
}

/** Digests and names of all that a plan rests on. `digest` is one over the others. */
export interface PlanOrigin {
  readonly contract: string;
  readonly settings: string;
  readonly stack: string;
  readonly database: string;
  /** The version of this program. */
  readonly tool: string;
  readonly digest: string;
}

export interface PlanContract {
  readonly file: string;
  readonly label: string;
  readonly title: string;
  readonly version: string;
  readonly operations: number;
  readonly schemas: number;
}

export type StepKind = "skeleton" | "module" | "migration" | "delivery";

export interface PlanStep {
  /** Unique: `skeleton`, `module/books`. */
  readonly id: string;
  readonly kind: StepKind;
  readonly title: string;
  /** What it is for. */
  readonly purpose: string;
  readonly operations: readonly PlannedOperation[];
  /** Relative to the target folder, with forward slashes. */
  readonly files: readonly string[];
  /** Tests that must be seen failing before the code of this step is written. */
  readonly tests: readonly PlannedTest[];
}

export interface PlannedOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly behaviour: string;
  readonly span: Span;
}

export interface PlannedTest {
  readonly operation: string;
  /** What the test must see, in words. */
  readonly sees: string;
  readonly file?: string;
}

export interface OpenOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly reason: string;
  readonly span: Span;
}

/** A file that a writer announces for a step, and the operations whose tests stand in it. */
export interface AnnouncedFile {
  readonly path: string;
  /** Id of the step. */
  readonly step: string;
  readonly tests?: readonly string[];
}

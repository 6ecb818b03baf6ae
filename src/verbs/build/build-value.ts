import type { Finding } from "#base";
import type { Domain } from "#domain";
import type { Plan } from "#plan";
import type { Proof } from "#prove";
import type { KeptPart } from "./kept-part.ts";

/** What a build did, for the report. */
export interface BuildValue {
  readonly findings: readonly Finding[];
  readonly sources: ReadonlyMap<string, string>;
  readonly affected: readonly string[];
  readonly understood?: { readonly domain: Domain; readonly plan: Plan };
  /** Why nothing was written. */
  readonly refused?: { readonly reason: string; readonly files: readonly string[]; readonly mend: string };
  readonly built?: Built;
}

export interface Built {
  /** The project's folder as the user would name it. */
  readonly directory: string;
  readonly handoff: Handoff;
  readonly written: readonly string[];
  readonly deleted: readonly string[];
  /** Of those written, the ones that a hand has edited: all that is not ours stands in them as it did. */
  readonly merged: readonly string[];
  readonly kept: readonly KeptPart[];
  readonly unchanged: number;
  readonly proof?: Proof;
}

/** The report of a build: what was asked, understood, assumed, written, proven, and what is left open. */
export interface Handoff {
  readonly asked: {
    readonly contract: string;
    /** Files of the overlays that are part of it. */
    readonly overlays?: readonly string[];
    readonly label: string;
    readonly stack: string;
    readonly database: string;
  };
  readonly digests: Readonly<Record<string, string>>;
  readonly operations: readonly HandoffOperation[];
  readonly leftOpen: readonly { readonly operation: string; readonly reason: string }[];
  readonly assumptions: readonly {
    readonly id: string;
    readonly text: string;
    /** Absent where only what stands in the database could tell. */
    readonly setting?: string;
    readonly chosen?: string;
  }[];
  readonly missingAnswers: number;
  /** Documented refusals that nothing leads to. */
  readonly never: readonly {
    readonly operation: string;
    readonly status: number;
    readonly because: string;
  }[];
  /** What a hand has edited, and what would stand there without. */
  readonly kept: readonly KeptPart[];
  readonly written: { readonly files: number; readonly lines: number; readonly tests: number };
  readonly gates: readonly {
    readonly gate: string;
    readonly holds: boolean;
    readonly summary: string;
    readonly details: readonly string[];
  }[];
  /** What the conformance run did not judge, each with its reason. */
  readonly switchedOff: readonly string[];
  readonly versions: Readonly<Record<string, string>>;
  readonly start: { readonly command: string; readonly address: string };
}

export interface HandoffOperation {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly behaviour: string;
  readonly access: string;
  /** `file:line:column` and what it shows. */
  readonly evidence: readonly string[];
  /** A test sees its effect fail on the example server and pass on what was built. */
  readonly derived: boolean;
  readonly tests: number;
}

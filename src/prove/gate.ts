import type { Evidence } from "./evidence.ts";

export interface Judgement {
  readonly holds: boolean;
  readonly summary: string;
  readonly details: readonly string[];
}

/** One condition of a proof: evidence in, verdict out, and nothing else. */
export interface Gate {
  readonly name: string;
  /** Place in the report. */
  readonly rank: number;
  /** Whether it was asked for; absent, it always is. */
  readonly applies?: (evidence: Evidence) => boolean;
  judge(evidence: Evidence): Judgement;
}

const mostDetails = 12;

/** Details in a bounded list; the rest is counted. */
export function bounded(details: readonly string[]): readonly string[] {
  if (details.length <= mostDetails) return details;
  return [...details.slice(0, mostDetails), `… ${details.length - mostDetails} more`];
}

/** The last lines of an output that say something. */
export function tail(output: string, lines = mostDetails): readonly string[] {
  return output
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")
    .slice(-lines);
}

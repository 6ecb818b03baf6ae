import type { TextEdit } from "./edit.ts";
import type { Span } from "./span.ts";

export type Severity = "error" | "warning" | "note";

/** A further place that a finding rests on: one step of the path that led to it. */
export interface EvidenceStep {
  readonly message: string;
  readonly span: Span;
}

/** How a program mends a finding. */
export interface Fix {
  /** `safe`: the code does what it did, or what it was plainly meant to; `review`: somebody must look at it. */
  readonly safety: "safe" | "review";
  /** All of them, or none; in any order and in any files. */
  readonly edits: readonly TextEdit[];
}

/** One problem, of whatever kind: unreadable input, drift, a rule's hit, a refused gate. */
export interface Finding {
  /** `family/bad-pattern`, for example `contract/unresolved-reference`. */
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong and why it matters. */
  readonly message: string;
  readonly span?: Span;
  /** What to do about it. */
  readonly mend?: string;
  readonly path?: readonly EvidenceStep[];
  readonly fix?: Fix;
  /** What the defect is of, where findings at several places may be one: the same key, the same defect. */
  readonly about?: string;
}

/** What reading gives: reading never throws; bad input yields less value and more findings. */
export interface Read<T> {
  readonly value: T;
  readonly findings: readonly Finding[];
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === "error");
}

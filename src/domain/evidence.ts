import type { EvidenceStep, Span } from "#base";

/** What was inferred, and the places that it was inferred from. */
export interface Evidence {
  readonly statement: string;
  readonly because: readonly EvidenceStep[];
}

export function step(message: string, span: Span): EvidenceStep {
  return { message, span };
}

export function evidence(statement: string, ...because: readonly EvidenceStep[]): Evidence {
  return { statement, because };
}

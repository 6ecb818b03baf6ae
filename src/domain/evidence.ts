import type { EvidenceStep, Span } from "#base";
import type { Evidence } from "./domain.ts";

export function step(message: string, span: Span): EvidenceStep {
  return { message, span };
}

export function evidence(statement: string, ...because: readonly EvidenceStep[]): Evidence {
  return { statement, because };
}

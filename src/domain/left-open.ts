import type { Span } from "#base";
import type { Recognition } from "./draft.ts";
import { evidence, step } from "./evidence.ts";

/** An operation that is not derived, and why. */
export function leaveOpen(reason: string, span: Span, place = "operation"): Recognition {
  return { behaviour: { kind: "custom", reason }, evidence: evidence(reason, step(place, span)) };
}

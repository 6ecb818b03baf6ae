import type { Span } from "#base";
import type { Effect } from "./effects.ts";

/** One difference between two schemas. */
export interface SchemaDifference {
  /** Names from the whole value down to what differs: `lines`, `[]`, `quantity`. */
  readonly path: readonly string[];
  readonly kind: string;
  /** What is said of the place: `is gone`; the place is put before it. */
  readonly says: string;
  readonly effect: Effect;
  readonly before?: Span;
  readonly after?: Span;
}

/** `lines[].quantity` in words; the whole value where there is no path. */
export function namePlace(path: readonly string[], whole: string): string {
  if (path.length === 0) return whole;
  return `"${path.join(".").replaceAll(".[]", "[]").replaceAll(".{}", "{}")}"`;
}

import type { Span } from "#base";

/**
 * - `breaking`: who kept to the version before no longer keeps to the version after, or is no longer served.
 * - `risky`: it depends on how the other side is written.
 * - `safe`: whoever kept to the version before keeps to the version after.
 */
export type ChangeClass = "breaking" | "risky" | "safe";

/** One difference between two versions of a contract, and what it means for both sides. */
export interface ContractChange {
  /** What it is said of: `GET /orders`, the id of an event, the name of a shared type; `contract` for all of it. */
  readonly item: string;
  /** Which kind of difference: `response-optional-property-removed`. */
  readonly kind: string;
  readonly message: string;
  /** For who calls, or takes the event. */
  readonly consumer: ChangeClass;
  /** For who answers, or gives the event. */
  readonly provider: ChangeClass;
  readonly before?: Span;
  readonly after?: Span;
}

const order: readonly ChangeClass[] = ["safe", "risky", "breaking"];

/** The graver of two classes. */
export function graver(one: ChangeClass, other: ChangeClass): ChangeClass {
  return order.indexOf(one) >= order.indexOf(other) ? one : other;
}

/** The graver class of both sides. */
export function gravestOf({ consumer, provider }: ContractChange): ChangeClass {
  return graver(consumer, provider);
}

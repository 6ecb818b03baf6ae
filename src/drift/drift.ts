import type { Span } from "#base";

/** How a value is told that has no default, and no bounds. */
export const noDefault = "no default";
export const noBounds = "no bounds";

/** Which side of an operation a schema stands on. */
export type Side = "request" | "answer";

/** What of a value differs. */
export type Aspect = "type" | "format" | "values" | "bounds" | "pattern" | "null" | "default" | "required";

/** One difference between what is promised and what is kept. The kinds are final: settings name them. */
export type DriftKind =
  | "operation-missing"
  | "operation-undocumented"
  | "parameter-missing"
  | "parameter-undocumented"
  | "parameter-renamed"
  | "parameter-differs"
  | "body-missing"
  | "body-undocumented"
  | "field-missing"
  | "field-undocumented"
  | "field-renamed"
  | "field-differs"
  | "status-differs"
  | "answer-undocumented"
  | "auth-missing"
  | "auth-undocumented"
  | "event-not-emitted"
  | "event-undocumented"
  | "event-payload-differs"
  | "error-form-differs"
  | "operation-untested"
  | "answer-untested";

/** One more operation or event that a difference is of. */
export interface OtherPlace {
  readonly item: string;
  readonly at: string;
}

export interface Drift {
  readonly kind: DriftKind;
  /** The operation or event, as people write it: `POST /orders`. */
  readonly item: string;
  /** Other operations for which the same two places differ in the same way, and where in them: they share a type or a parameter. */
  readonly others?: readonly OtherPlace[];
  /** Where in it: `body.lines[].sku`, `query page`, `200`; empty where it is the whole. */
  readonly at: string;
  readonly aspect?: Aspect;
  /** Of a payload: which difference of its fields it is. */
  readonly within?: DriftKind;
  readonly side?: Side;
  /** What the document says, and what the source says, in a few words; empty where that side has nothing. */
  readonly promised: string;
  readonly kept: string;
  /** Where the document says it; absent where it does not speak of it. */
  readonly document?: Span;
  /** Where the source says it, or the nearest place at which it could. */
  readonly source?: Span;
}

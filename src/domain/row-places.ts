import type { ScalarValue } from "./scalar-type.ts";

/** The rows under which an operation stands: `/books/{isbn}/loans`. */
export interface ParentRow {
  readonly entity: string;
  readonly parameter: string;
}

/** A field that changes, and what it becomes. */
export interface StateChange {
  readonly field: string;
  readonly to:
    | { readonly kind: "value"; readonly value: ScalarValue | null }
    | { readonly kind: "now" }
    /** What the body holds there; nothing where it holds nothing. */
    | { readonly kind: "given"; readonly name: string }
    /** The moment that is as far from now as the body says, or as usual. */
    | {
        readonly kind: "after";
        readonly name: string;
        readonly unit: DurationUnit;
        readonly usual: number;
      }
    /** The key of the account that calls. */
    | { readonly kind: "caller" }
    /** The other one of two, whichever it is. */
    | { readonly kind: "inverse" };
}

/** The rows of which one alone has a flag: those below one row, those of one account, or all. */
export type AloneWithin = "parent" | "owner" | "all";

/** A document of which each caller has one. */
export interface OwnDocument {
  /** What its owner is shown before setting it: what is usual, or that there is none. Then the first change makes it whole. */
  readonly before: "shown" | "missing";
}

/** Why a new row is refused as a conflict, beside that it is there already. */
export type ConflictRule =
  /** The row that it names by a field, or lies below, must be in one of these states. */
  | {
      readonly kind: "named-state";
      readonly by?: string;
      readonly entity: string;
      readonly field: string;
      readonly is: readonly ScalarValue[];
    }
  /** No other one that names the same row by a field lies between its start and its end. */
  | {
      readonly kind: "overlap";
      readonly within: string;
      readonly entity: string;
      readonly start: string;
      readonly end: string;
    }
  /** Its maker has no other one that is in one of these states; `below`: of what lies below the same row. */
  | {
      readonly kind: "one-open";
      readonly field: string;
      readonly is: readonly ScalarValue[];
      readonly below: boolean;
    };

/** A field of other rows that may name a row, and then keeps it from going. */
export interface HoldingField {
  readonly entity: string;
  readonly field: string;
}

export type DurationUnit = "minutes" | "hours" | "days" | "weeks";

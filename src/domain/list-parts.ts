import type { Constant } from "./answers.ts";
import type { Evidence } from "./evidence.ts";
import type { Bounds, ScalarType } from "./scalar-type.ts";

export interface Filter {
  readonly parameter: string;
  readonly description: string;
  /** Whether the list cannot be asked without it. */
  readonly required: boolean;
  /** How several values are spelled, of which any may match; absent where there is one. */
  readonly several?: SeveralValues;
  /** What holds where the parameter is left out; absent where nothing does. */
  readonly fallback?: FilterFallback;
  /** The value that asks for all rows, as if the parameter were left out. */
  readonly everything?: string;
  /** Values that the parameter may have, where the contract lists them. */
  readonly values?: readonly string[];
  /** What the contract calls a value, whatever the field is. */
  readonly type: ScalarType;
  /** Of a whole number: how many bits it may have, where the contract says so. */
  readonly format?: "int32" | "int64";
  /** What the contract holds a value to, whatever the field is held to. */
  readonly bounds?: Bounds;
  readonly by: FilterTarget;
  readonly evidence: Evidence;
}

/** A text with conditions that must all hold: `state:new,open made:7d`. */
export interface FilterLanguage {
  readonly parameter: string;
  readonly description: string;
  /** Whether a term may have several values, of which any may match. */
  readonly several: boolean;
  /** In what spans of time are counted: hours, days, weeks. */
  readonly units: readonly string[];
  readonly terms: readonly FilterTerm[];
}

export interface FilterTerm {
  /** As callers spell it. */
  readonly name: string;
  readonly field: string;
  /** `any`: the field equals one of the values. `since`: it is no longer ago than the span. */
  readonly by: "any" | "since";
}

export type SeveralValues = "repeated" | "commas" | "spaces" | "pipes";

export type FilterFallback =
  | { readonly kind: "value"; readonly value: Constant }
  /** So long before or after another parameter, or now. */
  | { readonly kind: "moment"; readonly after?: string; readonly shift?: Shift };

export interface Shift {
  readonly unit: "minutes" | "hours" | "days" | "weeks";
  readonly count: number;
}

export type FilterTarget =
  /** The field equals the value. */
  | { readonly kind: "field"; readonly field: string }
  /** The field, or any value of a list, is at least or at most the value. */
  | {
      readonly kind: "range";
      readonly field: string;
      readonly edge: "least" | "most";
      readonly inclusive: boolean;
    }
  /** The moment that the field holds lies on the day, in UTC. */
  | { readonly kind: "day"; readonly field: string }
  /** Some of these texts contains the value, whatever the case. */
  | { readonly kind: "search"; readonly fields: readonly string[] }
  /** The field is there, or is not. */
  | { readonly kind: "present"; readonly field: string }
  /** The list contains the value; a list of objects, one that has it in a member. */
  | { readonly kind: "contains"; readonly field: string; readonly member?: string }
  /** The row's owner or reference has this identity. */
  | { readonly kind: "reference"; readonly field: string; readonly entity: string; readonly key: string }
  /** The row that it lives below has this identity. */
  | { readonly kind: "parent"; readonly entity: string; readonly key: string }
  /** A field of the row that it names by a key has the value. */
  | { readonly kind: "named"; readonly field: string; readonly entity: string; readonly of: string }
  /** An account with this identity has the relation to the row. */
  | { readonly kind: "member"; readonly relation: string; readonly key: string };

export interface OrderKey {
  readonly field: string;
  readonly descending: boolean;
}

/** What callers may sort a list by. */
export interface Sorting {
  readonly parameter: string;
  readonly description: string;
  /** Whether the contract lists the choices. */
  readonly isListed: boolean;
  /** Every value that the parameter may have. */
  readonly choices: readonly SortChoice[];
  /** How several choices are spelled, the first of which decides. */
  readonly several?: SeveralValues;
  /** Whether the contract calls several of them one text. */
  readonly isText?: boolean;
  /** The choice that the contract declares as the default. */
  readonly fallback?: string;
  /** The parameter beside it that says which way. */
  readonly direction?: SortDirection;
}

export interface SortChoice extends OrderKey {
  /** As callers spell it: `-price`. */
  readonly value: string;
  /** Whether rows may be without what it sorts by: they come last, whichever way it goes. */
  readonly hollow?: true;
}

export interface SortDirection {
  readonly parameter: string;
  readonly description: string;
  readonly ascending: string;
  readonly descending: string;
  readonly fallback?: string;
}

/** How a list is divided into pages. */
export type Pagination = OffsetPagination | NumberedPagination | FirstRowsPagination | KeysetPagination;

/** So many rows are skipped, so many are shown. */
export interface OffsetPagination {
  readonly style: "offset";
  readonly offset: PageStart;
  readonly size: PageSize;
}

/** Pages of one size have numbers. */
export interface NumberedPagination {
  readonly style: "number";
  readonly page: PageStart;
  readonly size: PageSize;
}

/** Only the first rows can be had. */
export interface FirstRowsPagination {
  readonly style: "first";
  readonly size: PageSize;
}

/** A page goes on from a row, before or after it, whatever rows have come or gone since. */
export interface KeysetPagination {
  readonly style: "keyset";
  /** The parameter with a cursor after which the page begins; and the one before which it ends. */
  readonly after?: string;
  readonly before?: string;
  readonly cursor: Cursor;
  readonly size: PageSize;
}

/** `opaque`: a text that is made here and says where its row stands. `key`: the key of the row. */
export type Cursor = { readonly kind: "opaque" } | { readonly kind: "key"; readonly type: ScalarType };

/** The parameter that says where a page begins. */
export interface PageStart {
  readonly name: string;
  /** What stands for the first row or page. */
  readonly first: number;
  /** Whether the contract declares that as the default. */
  readonly firstDeclared: boolean;
  /** Whether the contract declares that nothing is before it; if not, less is refused without a word in the schema. */
  readonly leastDeclared: boolean;
}

/** How many rows are on a page. */
export interface PageSize {
  /** The parameter that says so; absent where all pages have one size. */
  readonly limit?: string;
  /** Rows on a page unless asked. */
  readonly usual: number;
  readonly usualDeclared: boolean;
  readonly most: number;
  /** Whether the contract declares the maximum; if not, larger values are cut, not refused. */
  readonly mostDeclared: boolean;
  readonly least: number;
  readonly leastDeclared: boolean;
}

import type { ScalarType } from "./scalar-type.ts";

/** A property of an answer that holds many rows, and what it tells. */
export interface AnswerPart {
  readonly name: string;
  readonly required: boolean;
  readonly nullable: boolean;
  readonly tells: Told;
}

export type Told =
  | { readonly kind: "rows" }
  | { readonly kind: "group"; readonly parts: readonly AnswerPart[] }
  /** `open`: the contract lets it be anything of its type. */
  | { readonly kind: "constant"; readonly value: Constant; readonly open?: true }
  | { readonly kind: PlainTold }
  /** The address of another page, or of this one. */
  | {
      readonly kind: "link";
      readonly to: LinkTarget;
      readonly absolute: boolean;
      readonly format?: string;
    };

/** What is told in one number, or in one flag. */
export type PlainTold =
  /** All rows that the filters let through, before paging. */
  | "total"
  /** How many pages they fill. */
  | "pages"
  | "page"
  /** Rows on a page, at most. */
  | "size"
  /** Rows before the page. */
  | "offset"
  /** Rows in this answer. */
  | "shown"
  | "next-page"
  | "previous-page"
  | "has-next"
  | "has-previous"
  | "is-first"
  | "is-last"
  | "is-empty"
  | CursorTold;

/** Where to go on, in a text that only the server reads. */
export type CursorTold =
  /** Of the pages beside this one; none where there is no such page. */
  | "next-cursor"
  | "previous-cursor"
  /** Of the first and the last row of this answer; none where it has no rows. */
  | "start-cursor"
  | "end-cursor";

export type Constant = string | number | boolean;

export type LinkTarget = "next" | "previous" | "first" | "last" | "self";

/** An object that only tells how something went, and is no row: `{"code": 200, "message": "OK"}`. */
export interface Telling {
  /** Shared name of its schema, if it has one. */
  readonly schemaName?: string;
  readonly parts: readonly TellingPart[];
}

export interface TellingPart {
  readonly name: string;
  readonly required: boolean;
  readonly is: ToldValue;
  readonly format?: string;
}

export type ToldValue =
  /** Always the same; `only`: the contract lists what there may be. */
  | { readonly kind: "constant"; readonly value: Constant; readonly only: boolean }
  /** The moment of the answer. */
  | { readonly kind: "now" }
  /** Never said: nothing explains it, and it may be left out. */
  | { readonly kind: "left-out"; readonly type: ScalarType }
  /** Of the file that was stored. */
  | { readonly kind: "media-type" | "size" | "file-name" }
  /** How many rows it was done to. */
  | { readonly kind: "rows" };

/** An object of counts: a map whose keys are the values, where it has no parts. */
export interface Counts {
  /** Shared name of its schema, if it has one. */
  readonly schemaName?: string;
  readonly parts: readonly CountPart[];
}

export interface CountPart {
  readonly name: string;
  readonly required: boolean;
  /** The value whose rows are counted; absent for the sum of all. */
  readonly of?: string;
}

/** A header that tells when a token expires: the moment, or the seconds until then. */
export interface TokenHeader {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly tells: "expiry" | "lifetime";
}

/** A part with the names that lead to it. */
export interface PlacedPart extends AnswerPart {
  readonly path: readonly string[];
}

/** All parts that are no groups, those of groups too, in order. */
export function placeParts(
  parts: readonly AnswerPart[],
  above: readonly string[] = [],
): readonly PlacedPart[] {
  return parts.flatMap((part) => {
    const path = [...above, part.name];
    return part.tells.kind === "group" ? placeParts(part.tells.parts, path) : [{ ...part, path }];
  });
}

/** The names that lead to the rows: none where the answer is a mere array. */
export function pathToRows(parts: readonly AnswerPart[]): readonly string[] {
  return placeParts(parts).find(({ tells }) => tells.kind === "rows")?.path ?? [];
}

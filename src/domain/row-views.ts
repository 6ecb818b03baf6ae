import type { AnswerShape } from "./body-shapes.ts";
import type { Filter, FilterLanguage } from "./list-parts.ts";

/** The objects in a list of all rows of an entity, each as a row of its own. */
export interface ListLinesBehaviour {
  readonly kind: "list-lines";
  readonly entity: string;
  /** The field that holds them. */
  readonly field: string;
  readonly shows: readonly ShownLine[];
  /** Conditions that callers write in one text. */
  readonly language?: FilterLanguage;
  /** Whether they must write some; `in words`: the contract lets it be left out, and its text speaks of one row's lines. */
  readonly required?: boolean | "in words";
  /** Shared name of a line's schema, if it has one. */
  readonly schemaName?: string;
  readonly answer: AnswerShape;
}

export interface ShownLine {
  readonly name: string;
  readonly required: boolean;
  readonly is:
    | { readonly kind: "member" }
    /** The row that the line names. */
    | { readonly kind: "named"; readonly representation: string }
    /** The key of the row that holds the line. */
    | { readonly kind: "holder" };
}

/** The file of a row, as it was sent. */
export interface ReadFileBehaviour {
  readonly kind: "read-file";
  readonly entity: string;
  readonly parameter: string;
  readonly file: string;
  /** Media types in which it is answered. */
  readonly types: readonly string[];
  /** What is answered to who would rather have words. */
  readonly text?: PictureText;
  readonly size?: SizeChoice;
  readonly answer: AnswerShape;
}

export interface PictureText {
  readonly field: string;
}

/** A parameter for one of a few sizes. */
export interface SizeChoice {
  readonly parameter: string;
  readonly values: readonly string[];
  readonly usual?: string;
}

/** What the rows of a range of time come to. */
export interface ReportBehaviour {
  readonly kind: "report";
  readonly entity: string;
  readonly parts: readonly ReportPart[];
  /** The ends of the range. */
  readonly filters: readonly Filter[];
  /** The field by whose values some rows are told from others. */
  readonly state?: string;
  readonly schemaName?: string;
  readonly answer: AnswerShape;
}

export interface ReportPart {
  readonly name: string;
  readonly required: boolean;
  /** `of`: the state of the rows that it is about; of all rows where there is none. */
  readonly is:
    | { readonly kind: "count"; readonly of?: string }
    | { readonly kind: "sum" | "average"; readonly field: string; readonly of?: string }
    /** An end of the range. */
    | { readonly kind: "edge"; readonly parameter: string };
}

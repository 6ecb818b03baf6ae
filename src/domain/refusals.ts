import type { ErrorForm } from "./error-form.ts";

/** How the API says no: the form of its error bodies, and which status tells of what. */
export interface Errors {
  /** The form of most errors: of what no operation answers for, too. */
  readonly form: ErrorForm;
  /** The status for input that is refused: 422 or 400, as the contract mostly does. */
  readonly invalid: number;
  /** The status for a clash with what is there: 409 where the contract knows it, else that of refused input. */
  readonly conflict: number;
}

/** Which status tells of what: refused parameters and bodies, a clash with what is there, wrong credentials. */
export interface RefusalStatuses {
  readonly parameters: number;
  readonly body: number;
  readonly conflict: number;
  /** Of who signs in: 401, or as the operation says it of credentials. */
  readonly credentials: number;
  /** Of rows that belong to others: 403, or 404 where others do not learn of them. */
  readonly strangers: 403 | 404;
}

export interface ErrorAnswer {
  readonly status: number;
  readonly description: string;
  /** How it is written; an answer that is declared empty stays empty. */
  readonly form: ErrorForm;
  /** Why the overlay adds it; absent where the contract documents it. */
  readonly added?: string;
  /** What the contract documents instead of the status: `default`, `4XX`. */
  readonly covered?: string;
}

/** A refusal that the contract documents and that nothing leads to, with the reason. */
export interface NeverAnswered {
  readonly status: number;
  readonly because: string;
}

export interface ErrorRange {
  readonly range: "default" | "4XX" | "5XX";
  readonly description: string;
  readonly form: ErrorForm;
}

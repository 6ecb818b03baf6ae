import type { Access } from "./domain.ts";

/** The owner's corrections to the understanding: the key `domain` of `keelback.yaml`. */
export interface DomainSettings {
  readonly operations: Readonly<Record<string, OperationSettings>>;
  /** Whose the rows of an entity are: of the account that makes them, or the user whose token does, or nobody's. */
  readonly owners?: Readonly<Record<string, "caller" | "nobody">>;
  /** By which field a new row of an entity is found to be there already: `Crate: label`; `nothing`: by none. */
  readonly unique?: Readonly<Record<string, string>>;
  /** New names by old ones, of what was built under the old ones: `Book.year: published`, `Volume: Book`. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** What rows that exist get in a field that every row must have from now on: `Book.year: 1900`. */
  readonly existing?: Readonly<Record<string, string | number | boolean>>;
  /** What operations do whose answers the contract does not describe: answer the rows they are about, or stay open. */
  readonly undescribed?: "rows" | "open";
  /** Whether requests that pages of other sites send with the session cookie are refused where they may change something. */
  readonly otherSites?: "refused" | "allowed";
  /** Whether sign-in that asks for a captcha takes it unchecked, or stays open. */
  readonly captcha?: "none" | "open";
  /** What becomes of rows whose field names one that is deleted: `Loan.book_id: empty`. `none`: it names no row. */
  readonly references?: Readonly<Record<string, ReferenceSetting>>;
}

export const referenceSettings = ["refuse", "empty", "none"] as const;
export type ReferenceSetting = (typeof referenceSettings)[number];

export interface OperationSettings {
  readonly access?: Access;
  /** Field to sort by, with a minus sign for newest or largest first. */
  readonly order?: string;
  /** Most rows in one page. */
  readonly maximum?: number;
  /** The field by whose values rows are counted: `Parcel.state`. */
  readonly counts?: string;
  /** The field that a QR code holds. */
  readonly content?: string;
  /** What a cell of a matrix shows that nobody has written. */
  readonly empty?: string;
  /** The coordinate of a matrix for each of whose values there is an outermost list. */
  readonly outer?: string;
  /** Of what stands beside a matrix and is decided by rules that are not stated: nothing yet, or left open. */
  readonly undecided?: "empty" | "open";
  /** Values that a change of state starts from. */
  readonly from?: readonly string[];
  /** The roles that may call it, with commas between them; `anybody`: whoever is signed in. */
  readonly role?: string;
  /** The scopes that whoever registers a client may give it, with spaces between them. */
  readonly scopes?: string;
  /** `custom` leaves the operation open. */
  readonly behaviour?: "custom";
}

export const noSettings: DomainSettings = { operations: {} };

/** Settings of one operation; names of a contract are never looked up on a prototype. */
export function settingsOf(settings: DomainSettings, operation: string): OperationSettings {
  return Object.hasOwn(settings.operations, operation) ? (settings.operations[operation] ?? {}) : {};
}

import type { Constant, Counts } from "./answers.ts";
import type { AnswerShape, BodyShape, CredentialAnswerShape, ListAnswerShape } from "./body-shapes.ts";
import type { Evidence } from "./evidence.ts";
import type { ScalarType } from "./scalar-type.ts";

export type * from "./body-shapes.ts";

/** What an operation does, one kind per behaviour of the catalogue. Names refer to entities, fields and relations of the domain. */
export type Behaviour =
  | RegisterBehaviour
  | LoginBehaviour
  | CurrentAccountBehaviour
  | UpdateCurrentAccountBehaviour
  | RefreshBehaviour
  | LogoutBehaviour
  | ListBehaviour
  | ReadBehaviour
  | CreateBehaviour
  | CreateManyBehaviour
  | UpdateBehaviour
  | UpdateByBodyBehaviour
  | UpdateByQueryBehaviour
  | DeleteBehaviour
  | MembershipBehaviour
  | DistinctValuesBehaviour
  | CountByValueBehaviour
  | QrCodeBehaviour
  | CustomBehaviour;

export interface RegisterBehaviour {
  readonly kind: "register";
  readonly entity: string;
  readonly body: BodyShape;
  readonly answer: CredentialAnswerShape;
}

export interface LoginBehaviour {
  readonly kind: "login";
  readonly entity: string;
  readonly body: BodyShape;
  readonly answer: CredentialAnswerShape;
}

export interface CurrentAccountBehaviour {
  readonly kind: "current-account";
  readonly entity: string;
  readonly answer: AnswerShape;
}

export interface UpdateCurrentAccountBehaviour {
  readonly kind: "update-current-account";
  readonly entity: string;
  readonly body: BodyShape;
  readonly answer: AnswerShape;
}

/** A refresh token is traded for a fresh credential of the same session. */
export interface RefreshBehaviour {
  readonly kind: "refresh";
  readonly entity: string;
  readonly body: BodyShape;
  /** The field of the body that holds the refresh token. */
  readonly tokenField: string;
  /** Whether a refresh token serves once, and the answer holds the next one. */
  readonly rotates: boolean;
  readonly answer: CredentialAnswerShape;
}

/** A session ends: the caller's, that of a refresh token, or all that the account has. */
export type LogoutBehaviour = EndedByCaller | EndedByToken;

interface EndedByCaller {
  readonly kind: "logout";
  readonly entity: string;
  readonly everywhere: boolean;
  readonly answer: CredentialAnswerShape;
}

interface EndedByToken extends EndedByCaller {
  readonly body: BodyShape;
  /** The field of the body that holds the refresh token. */
  readonly tokenField: string;
}

/** The rows under which an operation stands: `/books/{isbn}/loans`. */
export interface ParentRow {
  readonly entity: string;
  readonly parameter: string;
}

export interface ListBehaviour {
  readonly kind: "list";
  readonly entity: string;
  readonly parent?: ParentRow;
  readonly filters: readonly Filter[];
  readonly order: readonly OrderKey[];
  readonly pagination?: Pagination;
  /** Only rows that belong to accounts to which the caller has this relation (a feed). */
  readonly following?: string;
  /** Only rows that belong to the caller. */
  readonly own?: true;
  readonly answer: ListAnswerShape;
}

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
  readonly by: FilterTarget;
  readonly evidence: Evidence;
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
  /** An account with this identity has the relation to the row. */
  | { readonly kind: "member"; readonly relation: string; readonly key: string };

export interface OrderKey {
  readonly field: string;
  readonly descending: boolean;
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

export interface ReadBehaviour {
  readonly kind: "read";
  readonly entity: string;
  readonly parameter: string;
  readonly parent?: ParentRow;
  readonly answer: AnswerShape;
}

export interface CreateBehaviour {
  readonly kind: "create";
  readonly entity: string;
  readonly parent?: ParentRow;
  readonly body: BodyShape;
  readonly answer: AnswerShape;
}

/** Several new rows, all of them or none. The envelope of the body holds their list. */
export interface CreateManyBehaviour {
  readonly kind: "create-many";
  readonly entity: string;
  readonly parent?: ParentRow;
  /** What each row is made from. */
  readonly body: BodyShape;
  /** How many there may be. */
  readonly bounds: { readonly minItems?: number; readonly maxItems?: number };
  readonly answer: ManyAnswerShape;
}

/** `all`: whether all rows are answered, not the first alone. */
export type ManyAnswerShape = AnswerShape & { readonly all: boolean };

export interface UpdateBehaviour {
  readonly kind: "update";
  readonly entity: string;
  readonly parameter: string;
  readonly parent?: ParentRow;
  /** `patch`: only what is given changes. `replace`: the whole row. */
  readonly mode: "patch" | "replace";
  readonly body: BodyShape;
  readonly answer: AnswerShape;
}

/** Changes the row whose identity the body holds. */
export interface UpdateByBodyBehaviour {
  readonly kind: "update-by-body";
  readonly entity: string;
  /** The field of the body that selects the row. */
  readonly key: string;
  readonly parent?: ParentRow;
  readonly mode: "patch" | "replace";
  /** What happens where there is no such row. */
  readonly absent: "refuse" | "create";
  /** With the key among its fields. */
  readonly body: BodyShape;
  readonly answer: AnswerShape;
}

/** Changes the fields that the query names: it is the body of the change. */
export interface UpdateByQueryBehaviour {
  readonly kind: "update-by-query";
  readonly entity: string;
  readonly parameter: string;
  readonly parent?: ParentRow;
  readonly mode: "patch";
  /** What the query may set. */
  readonly body: BodyShape;
  readonly answer: AnswerShape;
}

export interface DeleteBehaviour {
  readonly kind: "delete";
  readonly entity: string;
  readonly parameter: string;
  readonly parent?: ParentRow;
  readonly answer: AnswerShape;
}

/** One half of a toggle pair: the caller enters or leaves a relation to a row. */
export interface MembershipBehaviour {
  readonly kind: "membership";
  readonly action: "add" | "remove";
  readonly relation: string;
  readonly entity: string;
  readonly parameter: string;
  readonly answer: AnswerShape;
}

/** The values that a field has in any row, each once. */
export interface DistinctValuesBehaviour {
  readonly kind: "distinct-values";
  readonly entity: string;
  readonly field: string;
  readonly answer: AnswerShape;
}

/** How many rows have each of the few values of a field. */
export interface CountByValueBehaviour {
  readonly kind: "count-by-value";
  readonly entity: string;
  readonly field: string;
  readonly counts: Counts;
  readonly answer: AnswerShape;
}

/** A picture that holds what one field of a row says. */
export interface QrCodeBehaviour {
  readonly kind: "qr-code";
  readonly entity: string;
  readonly parameter: string;
  /** The field whose value the picture holds. */
  readonly content: string;
  /** Media types of the picture, the one that is usually answered first. */
  readonly types: readonly PictureType[];
  readonly answer: AnswerShape;
}

export type PictureType = "image/png" | "image/svg+xml";

/** Not derivable: left open, and said so. */
export interface CustomBehaviour {
  readonly kind: "custom";
  readonly reason: string;
}

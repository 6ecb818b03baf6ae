import type {
  ChangePasswordBehaviour,
  CheckResetTokenBehaviour,
  ConfirmAccountBehaviour,
  CurrentAccountBehaviour,
  DeleteCurrentAccountBehaviour,
  ForgotPasswordBehaviour,
  LoginBehaviour,
  LogoutBehaviour,
  RefreshBehaviour,
  RegisterBehaviour,
  ResendConfirmationBehaviour,
  ResetPasswordBehaviour,
  UpdateCurrentAccountBehaviour,
} from "./account-behaviours.ts";
import type { Counts } from "./answers.ts";
import type { AnswerShape, BodyShape, ListAnswerShape } from "./body-shapes.ts";
import type { WholeShape } from "./cells.ts";
import type { RegisterClientBehaviour } from "./client-behaviour.ts";
import type { Filter, FilterLanguage, OrderKey, Pagination, Sorting } from "./list-parts.ts";
import type {
  ChangeStatesBehaviour,
  DeleteAllBehaviour,
  DeleteManyBehaviour,
  ReorderBehaviour,
} from "./many-rows.ts";
import type { DuplicateBehaviour } from "./row-copies.ts";
import type {
  AloneWithin,
  ConflictRule,
  HoldingField,
  OwnDocument,
  ParentRow,
  StateChange,
} from "./row-places.ts";
import type { ListLinesBehaviour, ReadFileBehaviour, ReportBehaviour } from "./row-views.ts";
import type { ScalarValue } from "./scalar-type.ts";

export type * from "./account-behaviours.ts";
export type * from "./body-shapes.ts";
export type * from "./client-behaviour.ts";
export type * from "./list-parts.ts";
export type * from "./many-rows.ts";
export type * from "./row-copies.ts";
export type * from "./row-places.ts";
export type * from "./row-views.ts";

/** What an operation does, one kind per behaviour of the catalogue. Names refer to entities, fields and relations of the domain. */
export type Behaviour =
  | RegisterBehaviour
  | LoginBehaviour
  | CurrentAccountBehaviour
  | UpdateCurrentAccountBehaviour
  | DeleteCurrentAccountBehaviour
  | RefreshBehaviour
  | LogoutBehaviour
  | ChangePasswordBehaviour
  | ForgotPasswordBehaviour
  | CheckResetTokenBehaviour
  | ResetPasswordBehaviour
  | ConfirmAccountBehaviour
  | ResendConfirmationBehaviour
  | ListBehaviour
  | ListLinesBehaviour
  | ReadBehaviour
  | CreateBehaviour
  | CreateManyBehaviour
  | UpdateBehaviour
  | UpdateByBodyBehaviour
  | UpdateByQueryBehaviour
  | ChangeStateBehaviour
  | ReadSingletonBehaviour
  | UpdateSingletonBehaviour
  | ReadMatrixBehaviour
  | ReadCellBehaviour
  | WriteCellBehaviour
  | DeleteBehaviour
  | DeleteManyBehaviour
  | DeleteAllBehaviour
  | ChangeStatesBehaviour
  | ReorderBehaviour
  | DuplicateBehaviour
  | MembershipBehaviour
  | DistinctValuesBehaviour
  | CountByValueBehaviour
  | StoreFileBehaviour
  | ReadFileBehaviour
  | ReportBehaviour
  | QrCodeBehaviour
  | HealthBehaviour
  | DescribeServiceBehaviour
  | RegisterClientBehaviour
  | CustomBehaviour;

/** A parameter of the path whose value rows have in a field. */
export interface Narrowing {
  readonly parameter: string;
  readonly field: string;
}

export interface ListBehaviour {
  readonly kind: "list";
  readonly entity: string;
  readonly parent?: ParentRow;
  /** Only rows that have the value at the end of the path: `/books/genre/{genre}`. */
  readonly narrowed?: Narrowing;
  readonly filters: readonly Filter[];
  /** Conditions that callers write in one text. */
  readonly language?: FilterLanguage;
  readonly order: readonly OrderKey[];
  /** What callers may sort by instead; rows that are alike in that come in the order of the list. */
  readonly sorting?: Sorting;
  readonly pagination?: Pagination;
  /** Only rows that belong to accounts to which the caller has this relation (a feed). */
  readonly following?: string;
  /** Only rows that belong to the caller. */
  readonly own?: true;
  /** Rows at the top alone, each with those below it in this field. */
  readonly nested?: string;
  readonly answer: ListAnswerShape;
}

export interface ReadBehaviour {
  readonly kind: "read";
  readonly entity: string;
  readonly parameter: string;
  readonly parent?: ParentRow;
  readonly answer: AnswerShape;
}

export type CreateBehaviour = PlainCreate | CreateBelow;

/** A new row right below another one of its kind, which the path selects. */
export interface CreateBelow extends PlainCreate {
  readonly parameter: string;
  /** How many may stand one below the other, where some list shows them all in one another. */
  readonly deepest?: number;
}

interface PlainCreate {
  readonly kind: "create";
  readonly entity: string;
  readonly parent?: ParentRow;
  readonly conflicts?: readonly ConflictRule[];
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
  /** The field that the last word of the path is called after, where it is all that changes: which row is named. */
  readonly part?: string;
  /** Where the one field that it changes may become some values from some others only. */
  readonly moves?: Moves;
  readonly answer: AnswerShape;
}

export interface Moves {
  readonly field: string;
  readonly allowed: readonly AllowedMove[];
}

export interface AllowedMove {
  readonly to: ScalarValue;
  readonly from: readonly ScalarValue[];
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

/** One field of a row gets a value that the path says; a body may say more of it: a reason, a note. */
export type ChangeStateBehaviour = PlainChange | TellingChange;

interface TellingChange extends PlainChange {
  readonly body: BodyShape;
}

interface PlainChange {
  readonly kind: "change-state";
  readonly entity: string;
  readonly parameter: string;
  readonly parent?: ParentRow;
  /** The field that changes, and then what is noted with it: times, what is given, who did it. */
  readonly sets: readonly [StateChange, ...StateChange[]];
  /** What the field must be before, where not everything will do: anything else is refused as a conflict. */
  readonly from?: readonly ScalarValue[];
  /** Where the field is a flag of one row alone: of which, the others lose it. */
  readonly aloneWithin?: AloneWithin;
  readonly answer: AnswerShape;
}

/** The one row that there is: as nobody has changed it, until somebody does. */
export interface ReadSingletonBehaviour {
  readonly kind: "read-singleton";
  readonly entity: string;
  readonly own?: OwnDocument;
  readonly answer: AnswerShape;
}

/** Changes the one row that there is. */
export interface UpdateSingletonBehaviour {
  readonly kind: "update-singleton";
  readonly entity: string;
  readonly own?: OwnDocument;
  readonly mode: "patch" | "replace";
  readonly body: BodyShape;
  readonly answer: AnswerShape;
}

/** All cells of a matrix, laid out in lists of lists. */
export interface ReadMatrixBehaviour {
  readonly kind: "read-matrix";
  readonly entity: string;
  readonly whole: WholeShape;
  readonly answer: AnswerShape;
}

/** What stands in one cell, a mere scalar. */
export interface ReadCellBehaviour {
  readonly kind: "read-cell";
  readonly entity: string;
  /** The parameters of the path that select it, in their order. */
  readonly coordinates: readonly string[];
  readonly answer: AnswerShape;
}

/** Writes one cell: the body is a mere scalar. */
export interface WriteCellBehaviour {
  readonly kind: "write-cell";
  readonly entity: string;
  readonly coordinates: readonly string[];
  /** Where a cell in which something stands is not written again: what callers are told then. */
  readonly once?: string;
  /** The values that a body may have, where it may not have all that cells show. */
  readonly accepts?: readonly ScalarValue[];
  /** Where the empty value fits the schema and is refused: what callers are told then. */
  readonly refusesEmpty?: string;
  readonly shows:
    | { readonly kind: "whole"; readonly whole: WholeShape }
    | { readonly kind: "cell" }
    | { readonly kind: "nothing" };
  readonly answer: AnswerShape;
}

export interface DeleteBehaviour {
  readonly kind: "delete";
  /** The query parameter that must say so: without it nothing happens, which is a conflict. */
  readonly confirm?: string;
  readonly entity: string;
  readonly parameter: string;
  readonly parent?: ParentRow;
  /** Fields of other rows that may name the row, or one that goes with it, and then keep it from going. */
  readonly heldBy?: readonly HoldingField[];
  /** Whether the row is only marked, and kept. */
  readonly softly?: true;
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

/** One file of a row, in place of the one before. */
export interface StoreFileBehaviour {
  readonly kind: "store-file";
  readonly entity: string;
  readonly parameter: string;
  /** What the file is called: `picture`. */
  readonly file: string;
  readonly types: readonly string[];
  readonly required: boolean;
  /** The query parameter whose text is kept beside it. */
  readonly note?: string;
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

/** Whether the service does its work. */
export interface HealthBehaviour {
  readonly kind: "health";
  /** Whether the database is asked as well. */
  readonly asksDatabase: boolean;
  readonly answer: AnswerShape;
}

/** What the service is called, and of which version. */
export interface DescribeServiceBehaviour {
  readonly kind: "describe-service";
  readonly answer: AnswerShape;
}

/** Not derivable: left open, and said so. */
export interface CustomBehaviour {
  readonly kind: "custom";
  readonly reason: string;
}

import type { Span } from "#base";
import type { CodeTemplate, JsonValue, Method, Schema, TextTemplate } from "#contract";
import type { Accounts, Roles } from "./account-meaning.ts";
import type { Behaviour, BodyField } from "./behaviour.ts";
import type { Cells } from "./cells.ts";
import type { Evidence } from "./evidence.ts";
import type { Grant, OutsideCredential } from "./outside-credential.ts";
import type { PasswordSign } from "./password-signs.ts";
import type { ErrorAnswer, ErrorRange, Errors, NeverAnswered, RefusalStatuses } from "./refusals.ts";
import type { RepeatKey } from "./repeat-key.ts";
import type { Bounds, ScalarType, ScalarValue } from "./scalar-type.ts";
import type { VersionUse } from "./version-use.ts";

/** What a contract means: entities, their relations, and one behaviour per operation. Every inferred statement carries its evidence. */
export interface Domain {
  readonly title: string;
  readonly description: string;
  readonly contractDigest: string;
  readonly contractFile: string;
  readonly label: string;
  readonly version: string;
  readonly basePath: string;
  readonly entities: readonly Entity[];
  /** Objects that belong to rows, by their names. */
  readonly values: readonly ValueObject[];
  readonly relations: readonly MembershipRelation[];
  readonly operations: readonly OperationMeaning[];
  /** Rows that operations speak of and none makes. */
  readonly loaded: readonly LoadedRows[];
  readonly accounts?: Accounts;
  /** What some operations ask of accounts beyond that they are signed in. */
  readonly roles?: Roles;
  /** Credentials that operations ask for and none issues. */
  readonly outside: readonly OutsideCredential[];
  readonly errors: Errors;
  readonly assumptions: readonly Assumption[];
}

/** A kind of row that the API keeps. */
export interface Entity {
  /** Singular, PascalCase: `OrderItem`. */
  readonly name: string;
  /** Plural, snake_case, the table's name. */
  readonly table: string;
  readonly fields: readonly Field[];
  readonly identity: Identity;
  /** The entity under whose path this one lives. */
  readonly parent?: { readonly entity: string; readonly evidence: Evidence };
  /** The account to which a row belongs, and whether answers show it. */
  readonly owner?: Owner;
  /** Whose a row is where no accounts are kept here. */
  readonly subject?: Subject;
  readonly representations: readonly Representation[];
  /** The field by which a new row is found to be there already, where that is a conflict. */
  readonly uniqueName?: { readonly field: string; readonly evidence: Evidence };
  /** Where deleted rows are only marked, and unseen from then on. */
  readonly keepsDeleted?: { readonly evidence: Evidence };
  /** Where rows are of several kinds: what tells them apart, and which fields only some have. */
  readonly kinds?: Kinds;
  /** Where its rows are the cells of a matrix: its coordinates are its key. */
  readonly cells?: Cells;
  /** Where operations tell and compare versions of its rows: they are counted. */
  readonly versioned?: true;
  readonly evidence: Evidence;
}

/** Rows of one table that are not all alike. */
export interface Kinds {
  /** The field that holds a row's kind: an enum. */
  readonly field: string;
  readonly of: readonly Kind[];
  readonly evidence: Evidence;
}

export interface Kind {
  /** The value of the field: `crane`. */
  readonly value: string;
  /** All fields that rows of the kind have. */
  readonly fields: readonly string[];
}

/** An entity whose rows no operation makes: a command loads them. */
export interface LoadedRows {
  readonly entity: string;
  readonly fields: readonly BodyField[];
  readonly evidence: Evidence;
}

export interface Owner {
  /** The name of the relation in answers (`author`), or of the hidden column. */
  readonly field: string;
  readonly shown: boolean;
  /** The field by which answers show the key of that account, where they show no more: `requester_id`. */
  readonly key?: string;
  /** Whether each account has one such row, and no more: a document of its own. */
  readonly alone?: true;
  /** Whether it says no more than who made the row: it is nobody's alone. */
  readonly notes?: true;
  /** Whether others do not learn of the row: then lists show none, and its path finds none. */
  readonly hides?: boolean;
  readonly evidence: Evidence;
}

/** The user that another server knows: rows hold the subject of the token that made them, and no answer shows it. */
export interface Subject {
  /** The name of the hidden column. */
  readonly field: string;
  readonly evidence: Evidence;
}

/** Which field a path selects, and who makes it. */
export interface Identity {
  /** Contract spelling of the field. */
  readonly field: string;
  readonly parameter: string;
  /** `database`: a number that grows. `application`: a value of chance, made before the row is written. */
  readonly by: "database" | "application" | "client" | { readonly slugOf: string };
  /** Of keys that clients choose and that no path says without the row above: no two rows below one have the same. */
  readonly within?: string;
  readonly evidence: Evidence;
}

export type { ErrorAnswer, ErrorRange, Errors, NeverAnswered, RefusalStatuses } from "./refusals.ts";
export type { RepeatKey } from "./repeat-key.ts";
export type { Bounds, ScalarType, ScalarValue } from "./scalar-type.ts";
export type { VersionGuard, VersionUse } from "./version-use.ts";

export interface Field {
  /** Contract spelling: `loansCount`. */
  readonly name: string;
  readonly meaning: FieldMeaning;
  /** Whether clients may set it to `null`. */
  readonly nullable: boolean;
  /** Whether a change that says `null` leaves it as it is. */
  readonly nullKeeps?: true;
  /** Whether a create may leave it out. */
  readonly optional: boolean;
  /** What a row shows that has no value: `null`, or nothing at all. `never`: every row has one. */
  readonly missing: "never" | "null" | "absent";
  /** Why nothing fills it although answers promise it: what answers it is left open. */
  readonly unfilled?: string;
  /** Why it cannot be told what it is: what takes or answers it is left open. */
  readonly unread?: string;
  /** Whether rows have no place for it: what takes or answers it is left open. */
  readonly unkept?: true;
  readonly unique: boolean;
  /** Where it says how a row stands among the others: what of the first. A new row comes last. */
  readonly place?: { readonly first: number };
  /** The row that its values name by their key. */
  readonly refersTo?: FieldReference;
  /** The rows that each value of a list names by its key. */
  readonly namesEach?: { readonly entity: string };
  readonly default?: JsonValue;
  readonly bounds: Bounds;
  readonly evidence: Evidence;
}

/** A field that names a row of another entity, or of its own, by its primary key. */
export interface FieldReference {
  readonly entity: string;
  /** What becomes of the row where the other one is deleted: it keeps that from happening, or names none from then on. */
  readonly onDelete: "refuse" | "empty";
}

/** What a field is: something kept, or something derived from what is kept. */
export type FieldMeaning =
  | { readonly kind: "scalar"; readonly type: ScalarType }
  | { readonly kind: "enum"; readonly values: readonly ScalarValue[] }
  /** The same in every row, and so not kept. */
  | { readonly kind: "constant"; readonly value: ScalarValue }
  /** An ordered list of scalars that belongs to the row; `choices`: the only ones there are. */
  | {
      readonly kind: "values";
      readonly of: ScalarType;
      readonly bounds: Bounds;
      readonly choices?: readonly ScalarValue[];
    }
  /** An ordered list of objects that belongs to the row, in a table of its own. `names`: what each of them names. */
  | {
      readonly kind: "objects";
      readonly value: string;
      readonly names?: { readonly member: string; readonly entity: string };
    }
  /** What the objects of a list come to when the row is made: prices, by quantities, less discounts. */
  | {
      readonly kind: "total";
      readonly type: ScalarType;
      readonly over: string;
      /** `named`: of the row that an object names. */
      readonly price: { readonly of: "line" | "named"; readonly field: string };
      /** Whether words say so: then it is what the list comes to whenever that is another. */
      readonly said?: true;
      readonly quantity?: string;
      readonly discount?: string;
    }
  /** What the row that another field names holds in one of its own: `piece_title`, beside a `piece_id`. */
  | {
      readonly kind: "of-named";
      readonly by: string;
      readonly entity: string;
      readonly field: string;
      readonly type: ScalarType;
    }
  /** So long after a given moment as the row that another field names takes, when this one is made. */
  | {
      readonly kind: "ends-after";
      readonly start: string;
      readonly by: string;
      readonly entity: string;
      readonly field: string;
      readonly unit: "seconds" | "minutes" | "hours" | "days";
    }
  /** A value that is kept whole: an object, a map, a list of lists, anything. */
  | { readonly kind: "json"; readonly shape: ValueShape }
  /** `shownAs`: what answers show of it that cannot be without it, the same for all. */
  | {
      readonly kind: "password";
      readonly shownAs?: string;
      /** Signs of which a new one must have some. */
      readonly signs?: readonly PasswordSign[];
    }
  /** Made here. `text`: how, for a text; absent where none that is made is sure to be allowed. */
  | { readonly kind: "identity"; readonly type: ScalarType; readonly text?: TextTemplate }
  /** The row's own key under a longer name, `book_id`: another name for the field `of`, and nothing kept. */
  | { readonly kind: "own-key"; readonly of: string; readonly type: ScalarType }
  /** What another field holds, under the name that some answers have for it; nothing kept. */
  | { readonly kind: "also"; readonly of: string; readonly meaning: FieldMeaning }
  /** The key of the row that this one lies below, as its path says it; and of the account that it belongs to. */
  | { readonly kind: "parent-key"; readonly entity: string; readonly type: ScalarType }
  | { readonly kind: "owner-key"; readonly type: ScalarType }
  /** Where a row stands among those of its kind that stand below one another. */
  | { readonly kind: "tree"; readonly tells: TreePlace }
  /** The rows that stand right below it, each in the form that it is shown in itself. */
  | { readonly kind: "children"; readonly representation: string }
  | { readonly kind: "slug"; readonly of: string }
  /** `day`: shown as a mere date. */
  | { readonly kind: "created-at"; readonly day?: true }
  | { readonly kind: "updated-at" }
  /** When the account last signed in. */
  | { readonly kind: "signed-in-at" }
  /** Where a file of the row is answered; a row without one has none. `key`: the parameter of the path. */
  | { readonly kind: "file-address"; readonly file: string; readonly path: string; readonly key: string }
  /** A text that confirms or follows what was done: made here, another one for every row, and hard to guess. */
  | { readonly kind: "code"; readonly text: CodeTemplate }
  /** A sentence about what was done; answered, never kept. `by`: another one for each value of a field. */
  | {
      readonly kind: "message";
      readonly text: string;
      readonly by?: {
        readonly field: string;
        readonly texts: readonly { readonly value: string; readonly text: string }[];
      };
    }
  /** A fresh credential of the account; answered, never kept. */
  | { readonly kind: "token" }
  /** A reference to another entity, shown through a representation of it. */
  | {
      readonly kind: "reference";
      readonly entity: string;
      readonly representation: string;
      /** The field of the row that names it by its key; absent where the row has a reference of its own. */
      readonly by?: string;
    }
  /** Whether the caller stands in a membership relation to the row. */
  | { readonly kind: "caller-flag"; readonly relation: string }
  /** How many accounts stand in a membership relation to the row. */
  | { readonly kind: "count"; readonly relation: string };

/** The key of the row above, none at the top; how deep a row stands; or the keys from the top down to it. */
export type TreePlace =
  | { readonly is: "above"; readonly type: ScalarType }
  | { readonly is: "level"; readonly first: number }
  /** `leads`: whether one stands before the first key as well. */
  | { readonly is: "path"; readonly separator: string; readonly leads: boolean };

/** The form of a value that is kept whole. */
export type ValueShape =
  | { readonly kind: "scalar"; readonly type: ScalarType; readonly bounds: Bounds }
  | { readonly kind: "choice"; readonly values: readonly ScalarValue[] }
  /** An object with properties: the name of a `ValueObject`. */
  | { readonly kind: "object"; readonly value: string }
  | { readonly kind: "list"; readonly of: ValueType; readonly bounds: Bounds }
  | { readonly kind: "map"; readonly of: ValueType; readonly bounds: Bounds }
  | { readonly kind: "union"; readonly of: readonly ValueShape[] }
  | { readonly kind: "any" };

/** What a list or a map holds. */
export interface ValueType {
  readonly shape: ValueShape;
  readonly nullable: boolean;
}

/** An object that belongs to a row and has no path of its own. Its fields are `scalar`, `enum`, `constant`, `identity` and `json`. */
export interface ValueObject {
  /** PascalCase, unique among these, the entities and their forms: `Address`. */
  readonly name: string;
  readonly fields: readonly Field[];
  /** What a body may give of it; and what answers show. */
  readonly given: readonly BodyField[];
  readonly shown: readonly RepresentationField[];
  readonly givenSchema?: Schema;
  readonly shownSchema?: Schema;
  /** What becomes of properties that are not declared. */
  readonly others: "ignored" | "refused" | "kept";
  readonly evidence: Evidence;
}

/** A schema in which rows of an entity are answered: its name and which fields it shows, in its order. */
export interface Representation {
  /** PascalCase, unique in the domain: `Profile`. */
  readonly name: string;
  readonly fields: readonly RepresentationField[];
  readonly schema: Schema;
  /** Where it shows rows of several kinds: the form of each, in the order of the schema. */
  readonly kinds?: readonly KindForm[];
}

/** The form in which rows of one kind are answered. */
export interface KindForm {
  readonly value: string;
  /** PascalCase, unique in the domain: `Crane`. */
  readonly name: string;
  readonly fields: readonly RepresentationField[];
  readonly schema: Schema;
}

export interface RepresentationField {
  readonly field: string;
  readonly required: boolean;
}

/** Accounts that relate themselves to rows: follows, likes. One row per account and target. */
export interface MembershipRelation {
  /** snake_case, singular: `like`. */
  readonly name: string;
  /** The entity that the caller relates to. */
  readonly target: string;
  readonly flag?: string;
  readonly count?: string;
  readonly evidence: Evidence;
}

export type { Accounts, Barred, Confirmation, Credential, Roles, Sessions } from "./account-meaning.ts";
export type { Grant, IssuedTokens, OutsideCredential } from "./outside-credential.ts";

/** `granted`: for holders of a credential that no operation issues. The others speak of accounts of this server. */
export type Access = "public" | "optional" | "required" | "owner" | "granted";

export interface OperationMeaning {
  readonly id: string;
  readonly method: Method;
  readonly path: string;
  /** snake_case, plural: the part of the backend that it belongs to. */
  readonly module: string;
  readonly access: Access;
  /** For `granted`: the credentials, any one of which will do. */
  readonly grants: readonly Grant[];
  /** Of those signed in, only accounts with one of these roles are let in; everyone where there are none. */
  readonly roles: readonly string[];
  /** Whether requests of pages of other sites are refused. */
  readonly guarded?: true;
  readonly behaviour: Behaviour;
  /** Error answers that the operation gives, by status: those documented and those the overlay adds. */
  readonly errors: readonly ErrorAnswer[];
  /** Those of its refusals that the contract documents and that nothing leads to. */
  readonly never?: readonly NeverAnswered[];
  /** What the contract documents for all errors that it does not name. */
  readonly otherErrors: readonly ErrorRange[];
  readonly refusals: RefusalStatuses;
  /** In what it is served beside JSON. */
  readonly media?: OtherMedia;
  /** What it tells callers of the version of the row, and what it asks of them. */
  readonly version?: VersionUse;
  /** How a request says that it is the same one again. */
  readonly repeated?: RepeatKey;
  readonly evidence: Evidence;
  readonly span: Span;
}

/** Media types beside JSON, as the contract spells them. */
export interface OtherMedia {
  readonly taken: readonly string[];
  readonly answered: readonly string[];
}

/** An inference that could leak or destroy data if wrong, or a decision that the contract leaves open. */
export interface Assumption {
  /** `A1`, in order. */
  readonly id: string;
  readonly text: string;
  readonly span: Span;
  /** The line of `keelback.yaml` that settles it: key path and the choices. */
  readonly setting: string;
  readonly choices: readonly string[];
  readonly chosen: string;
}

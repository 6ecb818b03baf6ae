import type { Span } from "#base";
import type { AnswerPart, Constant, PlainTold, Telling, TokenHeader } from "./answers.ts";
import type { Bounds, ScalarType, ScalarValue } from "./scalar-type.ts";

/** A request body, with its envelope seen through. */
export interface BodyShape {
  /** Property that wraps the object (`{"book": {…}}`), if any. */
  readonly envelope?: string;
  /** Shared name of the inner schema, if it has one: `NewBook`. */
  readonly schemaName?: string;
  readonly required: boolean;
  readonly fields: readonly BodyField[];
  /** Fields that may be sent, and are made here whatever is sent: the identity, where one schema goes both ways. */
  readonly ignored?: readonly BodyField[];
  /** Where properties that are not declared are refused: those that are only read, which may be sent back all the same. */
  readonly closed?: readonly string[];
  /** Fields that no row has: what is only compared, as a token is. */
  readonly own?: readonly OwnField[];
  /** A patch that changes nothing is refused. */
  readonly atLeastOne: boolean;
  /** Where it holds a row of one of several kinds: what each may set. `fields` has all of them. */
  readonly kinds?: readonly KindBody[];
  /** Fields that may be left out, but not where another one has a certain value. */
  readonly needs?: readonly Need[];
  /** Where it is sent in parts, and not as JSON: the files among them. */
  readonly form?: {
    readonly files: readonly FormFile[];
    /** It is sent as queries are, and not in parts. */
    readonly urlencoded?: true;
  };
}

/** A part of a form that is a file of the row. */
export interface FormFile {
  /** What the part is called. */
  readonly name: string;
  /** What the file is called here. */
  readonly file: string;
  readonly required: boolean;
  readonly nullable: boolean;
  readonly description: string;
  /** Media types, of which its first bytes must tell that it is one. */
  readonly types: readonly string[];
  /** The most bytes that it may have. */
  readonly maximum: number;
}

/** What a body may set of a row of one kind. */
export interface KindBody {
  readonly value: string;
  /** Shared name of the kind's schema, if it has one: `NewCrane`. */
  readonly schemaName?: string;
  readonly fields: readonly BodyField[];
  readonly ignored?: readonly BodyField[];
  readonly closed?: readonly string[];
}

/** `Required where ticketType is event`: what the words of a field say. */
export interface Need {
  readonly field: string;
  readonly where: string;
  readonly is: string;
}

/** What a body brings and no row keeps. */
export interface OwnField {
  readonly name: string;
  /** `secret`: compared with what is kept. `password`: kept from now on. `text`: kept in a field of another name. `keys`: of rows, in a list. `count`: how long something lasts. `unchecked`: taken, and nothing comes of it. `grant`: the same, of what a form of OAuth 2 has beside a name and a password, and of the name of a device. `remember`: whether a cookie outlives the browser. */
  readonly is:
    | "token"
    | "secret"
    | "password"
    | "text"
    | "keys"
    | "count"
    | "unchecked"
    | "grant"
    | "remember";
  /** What it is where it is left out. */
  readonly default?: number | boolean;
  readonly bounds: Bounds;
  readonly nullable?: boolean;
  /** What each of a list is. */
  readonly of?: { readonly type: ScalarType; readonly bounds: Bounds };
  readonly span: Span;
}

export interface BodyField {
  readonly field: string;
  readonly required: boolean;
  /** The contract lets it be left out, but nothing can be done without it. */
  readonly declaredOptional?: boolean;
  /** What the body itself says of the field's form, which may differ from body to body: `password`. */
  readonly format?: string;
  /** What this body holds the field to, where another one holds it to something else. */
  readonly limits?: BodyLimits;
}

export interface BodyLimits {
  /** Another body takes `null`. */
  readonly nullable?: false;
  /** It takes `null`, which no row can be: then the row stays as it is. */
  readonly nullKeeps?: true;
  readonly bounds?: Bounds;
  /** The only values it takes, of an enum. */
  readonly choices?: readonly ScalarValue[];
}

/** A success answer, with its envelope seen through. */
export interface AnswerShape {
  readonly status: number;
  readonly envelope?: string;
  readonly representation?: string;
  /** What is told in place of a row. */
  readonly telling?: Telling;
  /** The shared name of the schema of the envelope, where what is in it only tells how it went. */
  readonly envelopeName?: string;
  /** What stands beside the envelope and is always the same. */
  readonly constants?: readonly AnswerConstant[];
}

export interface AnswerConstant {
  readonly name: string;
  readonly value: Constant;
  /** The contract lets it be anything of its type. */
  readonly open?: true;
}

/** A success answer that holds many rows. */
export interface ListAnswerShape {
  readonly status: number;
  readonly representation: string;
  /** The properties of the object around the rows; none where the answer is a mere array. */
  readonly parts: readonly AnswerPart[];
  readonly headers: readonly AnswerHeader[];
}

/** A header that tells of the page. */
export interface AnswerHeader {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly tells:
    | { readonly kind: PlainTold }
    /** Addresses of other pages, each with its relation to this one (RFC 8288). */
    | { readonly kind: "links"; readonly absolute: boolean };
}

/** A success answer that may hand over a credential: in the account itself, or in an object of its own. */
export interface CredentialAnswerShape extends AnswerShape {
  readonly token?: TokenAnswer;
  /** The cookie that it sets, where that is what accounts prove themselves by. */
  readonly cookie?: string;
  /** The cookie that it sets in which a refresh token travels. */
  readonly refreshCookie?: string;
}

/** An object that holds a token and is no account: `{"access_token": "…", "token_type": "bearer"}`. */
export interface TokenAnswer {
  /** Whether the answer is the token alone, a mere text. */
  readonly isText?: boolean;
  /** Headers that tell when it expires. */
  readonly headers?: readonly TokenHeader[];
  /** Shared name of its schema, if it has one. */
  readonly schemaName?: string;
  /** The form of the account whose fields the object has beside those below. */
  readonly account?: string;
  readonly fields: readonly TokenField[];
}

export interface TokenField {
  readonly name: string;
  readonly required: boolean;
  readonly is:
    | { readonly kind: "token" }
    | { readonly kind: "constant"; readonly value: string | boolean; readonly declared: boolean }
    /** Seconds until the token expires. */
    | { readonly kind: "lifetime" }
    /** The moment at which it expires; `seconds`: as they are counted since 1970. */
    | { readonly kind: "expiry"; readonly as?: "seconds" }
    /** The token that renews the session, and the same two of it. */
    | { readonly kind: "refresh" | "refresh-lifetime" }
    | { readonly kind: "refresh-expiry"; readonly as?: "seconds" }
    /** What the account signs in with, and its key, whatever that is itself. */
    | { readonly kind: "account-login" }
    | { readonly kind: "account-key"; readonly as: "integer" | "uuid" | "string" }
    | { readonly kind: "account"; readonly representation: string };
}

import type { Finding, Span } from "#base";
import type { ContractEvent } from "./events.ts";
import type { JsonValue, Schema, SchemaNode } from "./schema.ts";
import type { SecurityRequirement, SecurityScheme } from "./security-scheme.ts";

export type * from "./schema.ts";
export type * from "./security-scheme.ts";

export type Method = "get" | "put" | "post" | "delete" | "patch" | "head" | "options" | "trace";

/** What an API promises, read from a document of any format. Nothing in it refers to the format, but a label. */
export interface Contract {
  /** The path of the document, as the caller gave it. */
  readonly file: string;
  /** What the document says it is, for people: `OpenAPI 3.1`. */
  readonly label: string;
  readonly title: string;
  readonly version: string;
  readonly description: string;
  /** Path part of the first server's address, without a slash at the end: `/api`, or empty. */
  readonly basePath: string;
  /** Scheme and host of the first server's address, in small letters: `https://api.example.com`. */
  readonly origin?: string;
  readonly operations: readonly Operation[];
  readonly events: readonly ContractEvent[];
  /**
   * Schemas under a shared name, in document order. One that is just another name for a schema has that as its only
   * `allOf` member. A schema that is referred to by its place gets a name made up from it, if its own parts are too.
   */
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly securitySchemes: ReadonlyMap<string, SecurityScheme>;
  /** Digest of the whole text, or of the bundle where there is one: the recorded version. */
  readonly digest: string;
  readonly span: Span;
}

export interface Operation {
  /** Unique: the declared id, or `METHOD /path` where there is none. */
  readonly id: string;
  /** The declared id, where there is one. */
  readonly declaredId?: string;
  readonly method: Method;
  /** The path template, without the base path: `/books/{isbn}`. */
  readonly path: string;
  readonly segments: readonly PathSegment[];
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  /** Path-level and own parameters, the own ones winning. */
  readonly parameters: readonly Parameter[];
  readonly requestBody?: RequestBody;
  readonly responses: readonly Response[];
  /** Alternatives, one of which must hold; an empty alternative means that signing in is optional. Empty: public. */
  readonly security: readonly SecurityRequirement[];
  /** The header `Authorization` where it is declared as a parameter, which OpenAPI leaves to `security`. */
  readonly authorizationHeader?: Parameter;
  /** Where callers are called back, as the document spells it: `{$request.header.progressUrl}`. */
  readonly calledBack?: readonly string[];
  /** Roles or permissions that an extension asks for, any of which will do: `x-roles`. */
  readonly roles?: readonly string[];
  /** Events that it gives when it succeeds, where the document says so: their names, in its words. */
  readonly emits?: readonly { readonly event: string; readonly span: Span }[];
  /** Documented answers that the backend is known never to give, by status, each with the reason. */
  readonly neverAnswered?: ReadonlyMap<string, string>;
  /** Whether the program that it was read from looks for credentials, and answers without them too. */
  readonly mayBeAnonymous?: true;
  /** Whether code that is not understood decides who may call it, in the program that it was read from. */
  readonly decidesAccess?: true;
  /** Whether its answers leave out fields that have nothing to say, as the program it was read from has it. */
  readonly trimsAnswers?: true;
  /** Whether its path begins with something more that the program it was read from does not tell. */
  readonly pathStartUnknown?: true;
  /** What the document says of who may call and that is not understood: the security that stands here is assumed. */
  readonly accessUnknown?: string;
  /** Why it may take, answer or ask for more than stands here, where it was read from a program that does not tell. */
  readonly unknown?: string;
  readonly span: Span;
}

export type PathSegment =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "parameter"; readonly name: string };

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly required: boolean;
  readonly description: string;
  readonly schema: SchemaNode;
  /** For arrays: `true` repeats the name, `false` joins with commas. */
  readonly explode: boolean;
  /** How lists and maps are spelled: `form`, `simple`, `deepObject`, …; always there in what a reader gives. */
  readonly style?: string;
  readonly examples?: readonly JsonValue[];
  /** Whether no more is known of it than that the path or the query names it: its schema is an assumption. */
  readonly undescribed?: true;
  readonly span: Span;
}

export interface RequestBody {
  readonly required: boolean;
  readonly description: string;
  readonly content: readonly MediaType[];
  readonly span: Span;
}

export interface Response {
  /** `200`, `4XX` or `default`. */
  readonly status: string;
  readonly description: string;
  readonly content: readonly MediaType[];
  readonly headers: readonly ResponseHeader[];
  readonly span: Span;
}

export interface ResponseHeader {
  readonly name: string;
  readonly required: boolean;
  readonly description: string;
  readonly examples: readonly JsonValue[];
  readonly schema?: SchemaNode;
  readonly span: Span;
}

export interface MediaType {
  /** `application/json` */
  readonly type: string;
  readonly schema?: SchemaNode;
  /** How the properties of a form are spelled, where that is said. */
  readonly encoding?: ReadonlyMap<string, FormEncoding>;
  readonly examples: readonly JsonValue[];
  readonly span: Span;
}

/** How one property travels in a form, as the document says it. */
export interface FormEncoding {
  readonly contentType?: string;
  readonly style?: string;
  readonly explode?: boolean;
}

/** A reader of one format: text to contract. Reading never throws. `value` is undefined when it is not of the format. */
export interface ContractReading {
  readonly value: Contract | undefined;
  readonly findings: readonly Finding[];
  /** Where the contract is not one document of OpenAPI 3 already: it has several files, or is Swagger 2.0. */
  readonly bundle?: Bundle;
  /** The one document of OpenAPI 3 as plain data, without another reading of its text. */
  readonly plain?: () => JsonValue;
}

/** A contract as one document of OpenAPI 3. */
export interface Bundle {
  /** One document, as YAML, that says the same. */
  readonly text: string;
  /** Texts of all other files that were read, by the file's name in spans. */
  readonly sources: ReadonlyMap<string, string>;
}

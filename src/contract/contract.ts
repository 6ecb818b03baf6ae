import type { Finding, Span } from "#base";

export type Method = "get" | "put" | "post" | "delete" | "patch" | "head" | "options" | "trace";

export type JsonType = "string" | "integer" | "number" | "boolean" | "array" | "object" | "null";

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

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

/** A schema in its place, or the shared name of one. */
export type SchemaNode = Schema | SchemaRef;

export interface SchemaRef {
  readonly kind: "ref";
  /** A key of `Contract.schemas`. */
  readonly name: string;
  /** Where the reference stands. */
  readonly span: Span;
}

export interface Schema {
  readonly kind: "schema";
  /** The shared name, for a schema that has one. */
  readonly name?: string;
  readonly title?: string;
  readonly description: string;
  /** Allowed types without `null`; empty means any. */
  readonly types: readonly JsonType[];
  /**
   * Whether the document says that `null` is allowed, in whichever spelling the format has for it. A schema without
   * types allows it anyhow; one that allows nothing else has `const: null`.
   */
  readonly nullable: boolean;
  readonly format?: string;
  /** Allowed values without `null`; an empty list allows nothing. */
  readonly enum?: readonly JsonValue[];
  readonly const?: JsonValue;
  readonly default?: JsonValue;
  readonly examples: readonly JsonValue[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly properties: readonly Property[];
  /** Names that must be there although they are not among `properties`: other members of an `allOf` declare them. */
  readonly alsoRequired?: readonly string[];
  /** `undefined`: not said (so: allowed). */
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
  readonly allOf: readonly SchemaNode[];
  readonly oneOf: readonly SchemaNode[];
  readonly anyOf: readonly SchemaNode[];
  /** Which property tells the alternatives apart; `mapping`: its value to a key of `Contract.schemas`. */
  readonly discriminator?: { readonly property: string; readonly mapping: ReadonlyMap<string, string> };
  readonly readOnly: boolean;
  /** Whether it says itself that it is not only read: what it adds to may say otherwise. */
  readonly reopened?: true;
  readonly writeOnly: boolean;
  readonly deprecated: boolean;
  /** How its values are spelled in XML, where that is said. */
  readonly xml?: XmlKeywords;
  readonly span: Span;
}

/** How values of a schema are spelled in XML. */
export interface XmlKeywords {
  readonly name?: string;
  readonly namespace?: string;
  readonly prefix?: string;
  readonly attribute?: boolean;
  /** Of a list: whether its items stand in an element of their own. */
  readonly wrapped?: boolean;
}

export interface Property {
  readonly name: string;
  readonly required: boolean;
  readonly schema: SchemaNode;
  readonly span: Span;
}

export interface SecurityScheme {
  readonly name: string;
  readonly description: string;
  readonly type: "apiKey" | "http" | "oauth2" | "openIdConnect" | "mutualTLS";
  /** `apiKey`: where the key travels, and the name of that header, query parameter or cookie. */
  readonly in?: "header" | "query" | "cookie";
  readonly parameter?: string;
  /** `http`: `bearer`, `basic`, … in lower case. */
  readonly scheme?: string;
  readonly bearerFormat?: string;
  /** `oauth2`: scopes of all flows with their descriptions. */
  readonly scopes: ReadonlyMap<string, string>;
  /** `oauth2`: each way to come by a token, in the order of the document. */
  readonly flows: readonly OAuthFlow[];
  /** `openIdConnect`: where the issuer describes itself. */
  readonly openIdConnectUrl?: string;
  readonly span: Span;
}

/** One flow of OAuth 2, with its addresses as the document spells them. */
export interface OAuthFlow {
  /** `implicit`, `password`, `clientCredentials`, `authorizationCode`, or what a later version adds. */
  readonly kind: string;
  readonly authorizationUrl?: string;
  readonly tokenUrl?: string;
  readonly refreshUrl?: string;
  readonly scopes: ReadonlyMap<string, string>;
}

/** All of these schemes together; the values are the scopes asked for. */
export type SecurityRequirement = ReadonlyMap<string, readonly string[]>;

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

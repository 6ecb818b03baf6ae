import type { AnswerShape } from "./body-shapes.ts";

/** A client of OAuth 2 is made: its identifier and its secret, and what it may ask tokens for. */
export interface RegisterClientBehaviour {
  readonly kind: "register-client";
  /** The security scheme by whose tokens such clients call. */
  readonly scheme: string;
  readonly tokenPath: string;
  readonly given: readonly ClientField<ClientGiven>[];
  readonly shown: readonly ClientField<ClientShown>[];
  readonly scopes: ClientChoices;
  readonly grantTypes: ClientChoices;
  readonly answer: AnswerShape;
}

/** What a client may have: all that there is, and what it gets that asks for nothing. */
export interface ClientChoices {
  readonly known: readonly string[];
  readonly usual: readonly string[];
}

export interface ClientField<Is> {
  readonly name: string;
  readonly required: boolean;
  readonly is: Is;
}

/** What a registration says: each once, and other texts and lists of texts. */
export type ClientGiven = "redirect-uris" | "scopes" | "scope-text" | "grant-types" | "text" | "texts";

/** What is made of it, beside what was said. */
export type ClientShown =
  | "client-id"
  | "client-secret"
  | "issued-at"
  | "secret-expires-at"
  | "configuration-uri"
  | "configuration-token"
  | "given";

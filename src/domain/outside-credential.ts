import type { Evidence } from "./evidence.ts";

/** A credential that operations ask for and that none of them issues: verified here, handed out elsewhere. */
export type OutsideCredential = {
  /** The name of the security scheme. */
  readonly scheme: string;
  readonly description: string;
  readonly evidence: Evidence;
} & (
  | {
      /** A long random text; the server keeps its digest. */
      readonly kind: "key";
      readonly in: "header" | "query" | "cookie";
      readonly parameter: string;
      /** The word before the key, where the header has one: `Bearer`. */
      readonly prefix: string;
    }
  /** A name and a password, as HTTP basic sends them. */
  | { readonly kind: "password" }
  /**
   * A JSON Web Token that says what its holder may do: of another server, or of this one, for clients that an operation
   * registers.
   */
  | { readonly kind: "token"; readonly issued?: IssuedTokens }
);

/** Tokens that this server issues to clients of OAuth 2. */
export interface IssuedTokens {
  /** The operation that registers clients. */
  readonly operation: string;
  /** Where the scheme says that tokens are issued: a path from the root of the server. */
  readonly tokenPath: string;
}

/** One of the credentials that open an operation. */
export interface Grant {
  /** The scheme of an outside credential. */
  readonly scheme: string;
  /** All of them must have been granted. */
  readonly scopes: readonly string[];
}

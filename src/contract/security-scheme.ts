import type { Span } from "#base";

export interface SecurityScheme {
  readonly name: string;
  readonly description: string;
  /** The last three are ways to sign in with a broker: a name and a password, SASL, or keys that encrypt what is sent. */
  readonly type:
    | "apiKey"
    | "http"
    | "oauth2"
    | "openIdConnect"
    | "mutualTLS"
    | "password"
    | "sasl"
    | "encryption";
  /** `apiKey`: where the key travels, and the name of that header, query parameter or cookie. */
  readonly in?: "header" | "query" | "cookie";
  readonly parameter?: string;
  /**
   * `http`: `bearer`, `basic`, … in lower case; `sasl`: the mechanism; `encryption`: `symmetric` or
   * `asymmetric`; `password`: `user` or `password` where a key travels as that alone.
   */
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

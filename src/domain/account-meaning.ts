import type { BodyField } from "./behaviour.ts";
import type { Evidence } from "./evidence.ts";

/** The entity that signs in, and how. */
export interface Accounts {
  readonly entity: string;
  /** Field by which people sign in: `email`. */
  readonly loginField: string;
  /** What signing in calls it, where that has another name for it: `username`, in a form of OAuth 2. */
  readonly loginAs?: string;
  readonly passwordField: string;
  readonly tokenField: string;
  readonly credential: Credential;
  /** Where some operation ends or renews what signing in began: then it is kept. */
  readonly sessions?: Sessions;
  /** Where no operation lets people make an account for themselves: what the command is told that adds one. */
  readonly added?: readonly BodyField[];
  /** Which accounts are refused though what they sign in with is right. */
  readonly barred?: Barred;
  /** Where new accounts are sent a token to confirm their address by. */
  readonly confirmation?: Confirmation;
  readonly evidence: Evidence;
}

/** The field that tells that an account is confirmed, and the one that holds its address. */
export interface Confirmation {
  readonly field: string;
  readonly mailField: string;
}

/** Accounts in one of these states neither sign in nor go on with what they were handed before. */
export interface Barred {
  readonly field: string;
  readonly values: readonly string[];
  /** Of one of them, the field that says when it is over; for good where it says nothing. */
  readonly timed?: { readonly value: string; readonly until: string };
  readonly evidence: Evidence;
}

/** Roles that accounts may have: nobody has one until it is granted. */
export interface Roles {
  readonly names: readonly string[];
  /** The field of the account that says its role; a table of its own where there is none. */
  readonly field?: string;
}

/** Sign-ins that are kept, so that they can end. */
export interface Sessions {
  /** How they go on: by no refresh token, by one that stays, by one that serves once, or by one that nothing takes yet. */
  readonly renewal: "none" | "same-token" | "next-token" | "unused";
  /** The cookie in which the refresh token travels; else it stands in bodies. */
  readonly cookie?: string;
}

/** How a credential travels. */
export interface Credential {
  readonly scheme: string;
  readonly schemeType: "apiKey" | "http";
  /** In a cookie it is a random key of a session, of which a digest is kept. */
  readonly in: "header" | "cookie";
  readonly parameter: string;
  /** The word before the token: `Bearer`, `Token`. */
  readonly prefix: string;
  readonly token: "jwt" | "opaque";
  readonly evidence: Evidence;
}

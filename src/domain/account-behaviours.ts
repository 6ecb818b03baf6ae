import type { AnswerShape, BodyShape, CredentialAnswerShape } from "./body-shapes.ts";

export interface RegisterBehaviour {
  readonly kind: "register";
  readonly entity: string;
  readonly body: BodyShape;
  readonly answer: CredentialAnswerShape;
}

export interface LoginBehaviour {
  readonly kind: "login";
  /** Whether the name and the password travel in the query. */
  readonly byQuery?: boolean;
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

export interface DeleteCurrentAccountBehaviour {
  readonly kind: "delete-current-account";
  readonly entity: string;
  readonly answer: AnswerShape;
}

/** A refresh token is traded for a fresh credential of the same session. */
export type RefreshBehaviour = RenewedByToken | RenewedByCookie;

interface Renewed {
  readonly kind: "refresh";
  readonly entity: string;
  /** Whether a refresh token serves once, and the answer holds the next one. */
  readonly rotates: boolean;
  readonly answer: CredentialAnswerShape;
}

interface RenewedByToken extends Renewed {
  readonly body: BodyShape;
  /** The field of the body that holds the refresh token. */
  readonly tokenField: string;
}

interface RenewedByCookie extends Renewed {
  /** The cookie that holds the refresh token. */
  readonly cookie: string;
}

/** Callers change their own password, which they know. */
export interface ChangePasswordBehaviour {
  readonly kind: "change-password";
  readonly entity: string;
  readonly body: BodyShape;
  readonly oldField: string;
  readonly newField: string;
  /** The field that must hold the new one again, where there is one. */
  readonly repeatedField?: string;
  readonly answer: CredentialAnswerShape;
}

/** A session ends: the caller's, that of a refresh token, or all that the account has. */
export type LogoutBehaviour = EndedByCaller | EndedByToken;

interface EndedByCaller {
  readonly kind: "logout";
  readonly entity: string;
  readonly everywhere: boolean;
  /** Whoever calls is answered alike: the cookie, where there is one, says whose session it is. */
  readonly byCookie?: true;
  readonly answer: CredentialAnswerShape;
}

interface EndedByToken extends EndedByCaller {
  readonly body: BodyShape;
  /** The field of the body that holds the refresh token. */
  readonly tokenField: string;
}

/** Who forgot a password asks for a token, which goes by mail to the address that the account has. */
export interface ForgotPasswordBehaviour {
  readonly kind: "forgot-password";
  readonly entity: string;
  readonly body: BodyShape;
  /** The field of the account by which the body names it. */
  readonly keyField: string;
  /** The field of the account that holds its address. */
  readonly mailField: string;
  readonly answer: CredentialAnswerShape;
}

/** An operation that takes a token which came by mail: in its body, or else where `tokenIn` says. */
interface TakesMailedToken {
  readonly entity: string;
  /** The field of the body that holds the token, or the parameter. */
  readonly tokenField: string;
  /** The field of the account by which the body names it as well. */
  readonly keyField?: string;
  readonly answer: CredentialAnswerShape;
}

interface TokenInBody {
  readonly body: BodyShape;
}

interface TokenInAddress {
  readonly tokenIn: "path" | "query";
}

/** Whether a token is one that a new password could be set by; it stays so. */
export type CheckResetTokenBehaviour = { readonly kind: "check-reset-token" } & TakesMailedToken &
  (TokenInBody | TokenInAddress);

/** A new password is set by such a token, once. */
export interface ResetPasswordBehaviour extends TakesMailedToken, TokenInBody, Partial<TokenInAddress> {
  readonly kind: "reset-password";
  readonly newField: string;
  /** The field that must hold the new one again, where there is one. */
  readonly repeatedField?: string;
}

/** Whoever has the address of a new account says so, by a token that went there. */
export type ConfirmAccountBehaviour = { readonly kind: "confirm-account" } & TakesMailedToken & {
    /** The field of the account that tells it: a flag, or since when. */
    readonly field: string;
    /** The field of the account that holds its address. */
    readonly mailField: string;
  } & (TokenInBody | TokenInAddress);

/** The letter with that token is sent once more: to the account that the body names, or to the caller. */
export type ResendConfirmationBehaviour = {
  readonly kind: "resend-confirmation";
  readonly entity: string;
  readonly answer: CredentialAnswerShape;
} & ({ readonly keyField: string; readonly body: BodyShape } | { readonly ofCaller: true });

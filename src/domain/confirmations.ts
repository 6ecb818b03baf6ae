import { splitWords } from "#base";
import type { Contract } from "#contract";
import { type MailedToken, takeToken, whyTyped, wordsOf } from "./mailed-tokens.ts";
import type { OperationShape } from "./shapes.ts";
import { findToken, type TokenReading } from "./token-answer.ts";

/** An operation by which somebody confirms the address of a new account, or asks for the letter once more. */
export interface ConfirmationDraft {
  readonly shape: OperationShape;
  readonly step: ConfirmationStep;
  readonly reading?: TokenReading;
  /** Why it is not derived. */
  readonly obstacle?: string;
}

export type ConfirmationStep =
  | ({ readonly kind: "use" } & MailedToken)
  /** Without a name of the account it is the caller's own. */
  | { readonly kind: "ask"; readonly keyField?: string };

const confirmText = /\b(?:verif|confirm|activat|validat)/;
const addressText = /\b(?:e ?mail|mail|account|registration|sign ?up)/;
const sendText = /\b(?:resend|re send|send|request|again)\b/;
/** What is confirmed otherwise, or is another thing. */
const otherText =
  /\b(?:password|forgot|reset|chang|updat|delet|remov|merg|backup|phone|sms|order|payment|two|2fa|mfa|otp)/;

export function readConfirmation(
  contract: Contract,
  shape: OperationShape,
  loginField: string,
): Omit<ConfirmationDraft, "reading"> | undefined {
  const { operation, body, answer } = shape;
  const said = wordsOf(operation);
  if (!confirmText.test(said) || !addressText.test(said) || otherText.test(said)) return undefined;
  const taken = takeToken(contract, operation, body?.schema.properties ?? [], loginField);
  if (!taken || taken.rest.length > 0) return undefined;
  const { token, keyField } = taken;
  const keyed = keyField === undefined ? {} : { keyField };
  const changes = ["post", "put", "patch"].includes(operation.method);
  const shown = answer.kind === "row" ? findToken(contract, answer.schema.properties) : undefined;
  const opens = shown === undefined ? undefined : `nothing says what ${shown} of its answer opens`;
  if (token) {
    if (!changes && (operation.method !== "get" || token.tokenIn === undefined)) return undefined;
    const step = { kind: "use", ...token, ...keyed } as const;
    const obstacle = opens ?? whyTyped(step, operation);
    return { shape, step, ...(obstacle !== undefined && { obstacle }) };
  }
  const isCallers = keyField === undefined && !operation.requestBody && operation.security.length > 0;
  if (!changes || !sendText.test(said) || !(keyField !== undefined || isCallers)) return undefined;
  return { shape, step: { kind: "ask", ...keyed }, ...(opens !== undefined && { obstacle: opens }) };
}

const doneWords: ReadonlySet<string> = new Set(["verified", "confirmed", "validated", "activated"]);
const aboutWords: ReadonlySet<string> = new Set(
  "is has e email mail account user address at on date".split(" "),
);

/** Whether a field of an account tells, by its name, that its address is confirmed, or since when: `is_email_verified`. */
export function tellsConfirmed(name: string): boolean {
  const words = splitWords(name);
  const done = words.filter((word) => doneWords.has(word));
  return done.length === 1 && words.every((word) => doneWords.has(word) || aboutWords.has(word));
}

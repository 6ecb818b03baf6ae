import type { AnswerShape, Behaviour, Telling, TokenAnswer } from "#domain";
import { classNameOf } from "./python-names.ts";

/** The object in which an operation hands over a token, where that is no account. */
export function tokenAnswerOf(behaviour: Behaviour): TokenAnswer | undefined {
  switch (behaviour.kind) {
    case "register":
    case "login":
    case "refresh":
    case "logout":
    case "change-password":
    case "forgot-password":
    case "check-reset-token":
    case "reset-password":
    case "confirm-account":
    case "resend-confirmation":
      return behaviour.answer.token;
    default:
      return undefined;
  }
}

/** The class of that object. */
export function tokenClassName({ schemaName }: TokenAnswer, kind: Behaviour["kind"]): string {
  return classNameOf(schemaName ?? `${kind} answer`);
}

/** The class of an answer that only tells how something went. */
export function tellingClassName(
  { envelope, envelopeName }: AnswerShape,
  { schemaName }: Telling,
  functionName: string,
): string {
  const name = envelope === undefined ? schemaName : envelopeName;
  return classNameOf(name ?? `${functionName} answer`);
}

/** The class of what stands in the envelope of such an answer: `MessageData` in `MessageResponse`. */
export function toldClassName(
  { schemaName }: Telling,
  { className, envelope }: { readonly className: string; readonly envelope: string },
): string {
  return classNameOf(schemaName ?? `${className.replace(/Response$/, "")} ${envelope}`);
}

/** Whether the object holds a credential, and is not only told that all went well. */
export function holdsToken(answer: TokenAnswer | undefined): boolean {
  return answer?.fields.some(({ is }) => is.kind === "token") ?? false;
}

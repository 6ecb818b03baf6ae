import type { Contract } from "#contract";
import { isPassword } from "./is-password.ts";
import { type MailedToken, takeToken, whyTyped, wordsOf } from "./mailed-tokens.ts";
import { hasWord } from "./names.ts";
import { repeatWords } from "./password-change.ts";
import type { OperationShape } from "./shapes.ts";
import { findToken, type TokenReading } from "./token-answer.ts";

/** One step by which somebody who forgot a password comes by a new one: asking for a token, trying it, using it. */
export interface PasswordResetDraft {
  readonly shape: OperationShape;
  readonly step: ResetStep;
  readonly reading?: TokenReading;
  /** Why it is not derived. */
  readonly obstacle?: string;
}

export type ResetStep =
  | { readonly kind: "ask"; readonly keyField: string }
  | ({ readonly kind: "try" } & MailedToken)
  | ({ readonly kind: "use"; readonly newField: string; readonly repeatedField?: string } & MailedToken);

const forgottenText = /\bforg[eo]t/;
const resetText = /\b(?:reset|recover|restor|lost\b)/;
const passwordText = /\b(?:password|passwd|passphrase|pwd)|\breset (?:token|code|link)\b/;
const tryWords: ReadonlySet<string> = new Set(["verify", "check", "validate", "verification", "validation"]);

/** Reads a step by what the operation says and takes. What it answers is for others to judge. */
export function readPasswordReset(
  contract: Contract,
  shape: OperationShape,
  loginField: string,
): Omit<PasswordResetDraft, "reading"> | undefined {
  const { operation } = shape;
  const said = wordsOf(operation);
  if (!forgottenText.test(said) && !(resetText.test(said) && passwordText.test(said))) return undefined;
  const step = readStep(contract, shape, loginField);
  if (!step) return undefined;
  const obstacle = obstacleOf(contract, shape, step);
  return { shape, step, ...(obstacle !== undefined && { obstacle }) };
}

function readStep(
  contract: Contract,
  { body, operation, place }: OperationShape,
  loginField: string,
): ResetStep | undefined {
  const taken = takeToken(contract, operation, body?.schema.properties ?? [], loginField);
  if (!taken) return undefined;
  const { keyField, token, rest } = taken;
  const changes = ["post", "put", "patch"].includes(operation.method);
  const repeated = rest.find(
    (property) => isPassword(contract, property) && hasWord(property.name, repeatWords),
  );
  const fresh = rest.find((property) => property !== repeated && isPassword(contract, property));
  if (rest.some((property) => property !== repeated && property !== fresh)) return undefined;
  const keyed = keyField === undefined ? {} : { keyField };
  if (!token) {
    const asks = changes && keyField !== undefined && rest.length === 0;
    return asks ? { kind: "ask", keyField } : undefined;
  }
  if (fresh && changes)
    return {
      kind: "use",
      ...token,
      newField: fresh.name,
      ...(repeated && { repeatedField: repeated.name }),
      ...keyed,
    };
  const tries = [place.name, operation.id, operation.summary].some((text) => hasWord(text, tryWords));
  const isQuestion = changes || (operation.method === "get" && token.tokenIn !== undefined);
  return tries && isQuestion && rest.length === 0 ? { kind: "try", ...token, ...keyed } : undefined;
}

/** What would make it unsafe, or another thing than it looks like. */
function obstacleOf(
  contract: Contract,
  { answer, operation }: OperationShape,
  step: ResetStep,
): string | undefined {
  const shown = answer.kind === "row" ? findToken(contract, answer.schema.properties) : undefined;
  if (step.kind === "ask")
    return shown === undefined
      ? undefined
      : `its answer shows ${shown}: whoever asks would come into any account`;
  return shown === undefined ? whyTyped(step, operation) : `nothing says what ${shown} of its answer opens`;
}

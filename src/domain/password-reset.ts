import { splitWords } from "#base";
import { type Contract, flattenSchema, type Property } from "#contract";
import { isPassword } from "./is-password.ts";
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
  | ({ readonly kind: "try" } & TokenFields)
  | ({ readonly kind: "use"; readonly newField: string; readonly repeatedField?: string } & TokenFields);

interface TokenFields {
  readonly tokenField: string;
  /** What names the account as well, where the token does not do so alone. */
  readonly keyField?: string;
}

const forgottenText = /\bforg[eo]t/;
const resetText = /\b(?:reset|recover|restor|lost\b)/;
const passwordText = /\b(?:password|passwd|passphrase|pwd)|\breset (?:token|code|link)\b/;
const tryWords: ReadonlySet<string> = new Set(["verify", "check", "validate", "verification", "validation"]);
const tokenWords: ReadonlySet<string> = new Set(["token", "code", "otp", "key"]);
/** So few letters that people type them can be guessed, unless tries are few. */
const typedWords: ReadonlySet<string> = new Set(["code", "otp", "pin", "sms"]);
const nameWords: ReadonlySet<string> = new Set(["email", "mail", "username", "login", "handle"]);

/** Reads a step by what the operation says and takes. What it answers is for others to judge. */
export function readPasswordReset(
  contract: Contract,
  shape: OperationShape,
  loginField: string,
): Omit<PasswordResetDraft, "reading"> | undefined {
  const { operation, place } = shape;
  if (!["post", "put", "patch"].includes(operation.method) || place.kind !== "literal") return undefined;
  const said = wordsOf(shape);
  if (!forgottenText.test(said) && !(resetText.test(said) && passwordText.test(said))) return undefined;
  const step = readStep(contract, shape, loginField);
  if (!step) return undefined;
  const obstacle = obstacleOf(contract, shape, step);
  return { shape, step, ...(obstacle !== undefined && { obstacle }) };
}

/** What a path, an id and a summary say, in plain words. */
function wordsOf({ operation: { segments, id, summary } }: OperationShape): string {
  const path = segments.map((segment) => (segment.kind === "literal" ? segment.text : ""));
  return splitWords([...path, id, summary].join(" ")).join(" ");
}

function readStep(
  contract: Contract,
  { body, operation, place }: OperationShape,
  loginField: string,
): ResetStep | undefined {
  const properties = body?.schema.properties ?? [];
  const isText = ({ schema }: Property): boolean => flattenSchema(contract, schema).types.includes("string");
  if (!properties.every(isText)) return undefined;
  const left = [...properties];
  const take = (is: (property: Property) => boolean): string | undefined => {
    const index = left.findIndex(is);
    return index < 0 ? undefined : left.splice(index, 1)[0]?.name;
  };
  const keyField =
    take(({ name }) => name === loginField) ??
    take(({ name }) => hasWord(name, nameWords) && !hasWord(name, tokenWords));
  const tokenField = take(
    (property) => hasWord(property.name, tokenWords) && !passwordText.test(property.name.toLowerCase()),
  );
  const repeatedField = take(
    (property) => isPassword(contract, property) && hasWord(property.name, repeatWords),
  );
  const newField = take((property) => isPassword(contract, property));
  if (left.length > 0) return undefined;
  const keyed = keyField === undefined ? {} : { keyField };
  if (tokenField === undefined) {
    const asks = keyField !== undefined && newField === undefined && repeatedField === undefined;
    return asks ? { kind: "ask", keyField } : undefined;
  }
  if (newField !== undefined)
    return {
      kind: "use",
      tokenField,
      newField,
      ...(repeatedField !== undefined && { repeatedField }),
      ...keyed,
    };
  const tries = [place.name, operation.id, operation.summary].some((text) => hasWord(text, tryWords));
  return tries && repeatedField === undefined ? { kind: "try", tokenField, ...keyed } : undefined;
}

/** What would make it unsafe, or another thing than it looks like. */
function obstacleOf(contract: Contract, { answer }: OperationShape, step: ResetStep): string | undefined {
  const shown = answer.kind === "row" ? findToken(contract, answer.schema.properties) : undefined;
  if (step.kind === "ask")
    return shown === undefined
      ? undefined
      : `its answer shows ${shown}: whoever asks would come into any account`;
  if (shown !== undefined) return `nothing says what ${shown} of its answer opens`;
  return hasWord(step.tokenField, typedWords)
    ? `how many tries ${step.tokenField} has, which people type, is not said`
    : undefined;
}

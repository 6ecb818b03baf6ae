import type { BodyShape, OwnField } from "./behaviour.ts";
import { credentialAnswer, ownBody } from "./bodies.ts";
import type { Assumption, Entity, Field } from "./domain.ts";
import { accountEntity, type Draft, type Recognition } from "./draft.ts";
import { evidence, step } from "./evidence.ts";
import { fieldOf } from "./fields.ts";
import { leaveOpen } from "./left-open.ts";
import type { MailedToken } from "./mailed-tokens.ts";
import { hasWord } from "./names.ts";
import type { PasswordResetDraft, ResetStep } from "./password-reset.ts";
import type { OperationShape } from "./shapes.ts";

/** What an operation is that is a step of setting a forgotten password: all rules of them ask here. */
export function recogniseReset(
  shape: OperationShape,
  draft: Draft,
  kind: ResetStep["kind"],
): Recognition | undefined {
  const found = draft.accounts?.sessions.resets.find((candidate) => candidate.shape === shape);
  const entity = accountEntity(draft);
  if (!found || !entity || found.step.kind !== kind) return undefined;
  const reason = whyOpen(found, entity, draft);
  if (reason !== undefined) return leaveOpen(reason, shape.operation.span);
  const mail = mailField(entity, found.step.keyField);
  if (!mail) return undefined;
  const answer = credentialAnswer(shape, draft);
  const common = { entity: entity.name, answer };
  const because = step("request body", shape.body?.span ?? shape.operation.span);
  const given = found.step;
  if (given.kind === "try")
    return {
      behaviour: { kind: "check-reset-token", ...common, ...takenToken(shape, given, draft) },
      evidence: evidence(`${given.tokenField} alone: whether a password could be set by it`, because),
    };
  const body = resetBody(shape, given, draft);
  if (!body) return undefined;
  if (given.kind === "ask")
    return {
      behaviour: { kind: "forgot-password", ...common, body, keyField: given.keyField, mailField: mail.name },
      evidence: evidence(`${given.keyField} in; a token goes to the ${mail.name} of the account`, because),
      ...assumeSilence(shape),
    };
  const { kind: _, ...fields } = given;
  return {
    behaviour: { kind: "reset-password", ...common, body, ...fields },
    evidence: evidence(`${given.tokenField} and ${given.newField}: sets the password, once`, because),
  };
}

/** How a token is taken that comes alone, but for what names the account. */
export function takenToken(
  shape: OperationShape,
  { tokenField, tokenIn, keyField }: MailedToken,
  draft: Draft,
): Pick<MailedToken, "tokenField" | "keyField"> &
  ({ readonly body: BodyShape } | { readonly tokenIn: "path" | "query" }) {
  const body = ownBody(shape, new Map([[tokenField, "token"]]), draft);
  const common = { tokenField, ...(keyField !== undefined && { keyField }) };
  return tokenIn === undefined && body ? { ...common, body } : { ...common, tokenIn: tokenIn ?? "query" };
}

function whyOpen(found: PasswordResetDraft, entity: Entity, draft: Draft): string | undefined {
  if (found.obstacle !== undefined) return found.obstacle;
  if (entity.fields.some(({ meaning }) => meaning.kind === "token"))
    return "accounts show a token wherever they are answered, and which of them a new password ends nothing says";
  const { keyField } = found.step;
  if (keyField !== undefined && !isKey(fieldOf(entity, keyField), draft))
    return `nothing says which account ${keyField} names`;
  return mailField(entity, keyField)
    ? undefined
    : "accounts have no one address to which a token could be sent";
}

/** Whether no two accounts have the same in a field. */
export function isKey(field: Field | undefined, draft: Draft): boolean {
  return field !== undefined && (field.unique || field.name === draft.accounts?.loginField);
}

const mailWords: ReadonlySet<string> = new Set(["email", "mail"]);

/** The address of an account: the one by which it is named, else the only one that every account has. */
export function mailField({ fields }: Entity, keyField: string | undefined): Field | undefined {
  const addresses = fields.filter(
    ({ name, meaning, bounds }) =>
      meaning.kind === "scalar" &&
      meaning.type === "string" &&
      (bounds.format === "email" || hasWord(name, mailWords)),
  );
  const named = addresses.find(({ name }) => name === keyField);
  if (named) return named;
  return addresses.length === 1 && addresses[0]?.missing === "never" ? addresses[0] : undefined;
}

function resetBody(shape: OperationShape, given: ResetStep, draft: Draft): BodyShape | undefined {
  const own = new Map<string, OwnField["is"]>();
  if (given.kind !== "ask" && given.tokenIn === undefined) own.set(given.tokenField, "token");
  if (given.kind === "use") {
    own.set(given.newField, "password");
    if (given.repeatedField !== undefined) own.set(given.repeatedField, "secret");
  }
  return ownBody(shape, own, draft);
}

/** Where the operation documents that there is no such account: whoever asks would learn who has one. */
function assumeSilence({ operation }: OperationShape): Pick<Recognition, "assumption"> {
  const { id, span, responses } = operation;
  const told = responses.find(({ status }) => status === "404");
  if (!told) return {};
  const assumption: Omit<Assumption, "id"> = {
    text: `${id} answers the same where there is no such account, and never 404: its answer must not tell who has one`,
    span,
    setting: `domain.operations.${id}.behaviour`,
    choices: ["forgot-password", "custom"],
    chosen: "forgot-password",
  };
  return { assumption };
}

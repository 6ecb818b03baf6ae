import { credentialAnswer, ownBody } from "./bodies.ts";
import type { ConfirmationDraft } from "./confirmations.ts";
import { tellsConfirmed } from "./confirmations.ts";
import type { Entity, Field } from "./domain.ts";
import { accountEntity, type Draft, type Recognition } from "./draft.ts";
import { evidence, step } from "./evidence.ts";
import { fieldOf } from "./fields.ts";
import { leaveOpen } from "./left-open.ts";
import { refusesUnconfirmed } from "./mail-promises.ts";
import { isKey, mailField, takenToken } from "./reset-rules.ts";
import { givenProperties } from "./schemas.ts";
import type { OperationShape } from "./shapes.ts";

/** What an operation is that confirms the address of an account, or sends the letter for that once more. */
export function recogniseConfirmation(
  shape: OperationShape,
  draft: Draft,
  kind: "use" | "ask",
): Recognition | undefined {
  const found = draft.accounts?.sessions.confirmations.find((candidate) => candidate.shape === shape);
  const entity = accountEntity(draft);
  if (!found || !entity || found.step.kind !== kind) return undefined;
  const field = confirmedField(entity);
  const mail = mailField(entity, undefined);
  const reason = whyOpen(found, entity, draft);
  if (reason !== undefined || !field || !mail)
    return leaveOpen(reason ?? "nothing shows whether an account is confirmed", shape.operation.span);
  const common = { entity: entity.name, answer: credentialAnswer(shape, draft) };
  if (found.step.kind === "use")
    return {
      behaviour: {
        kind: "confirm-account",
        ...common,
        ...takenToken(shape, found.step, draft),
        field: field.name,
        mailField: mail.name,
      },
      evidence: evidence(
        `${found.step.tokenField} in: ${field.name} is set, once`,
        step("operation", shape.operation.span),
      ),
    };
  const { keyField } = found.step;
  const body = ownBody(shape, new Map(), draft);
  if (keyField !== undefined && !body) return undefined;
  return {
    behaviour: {
      kind: "resend-confirmation",
      ...common,
      ...(keyField !== undefined && body ? { keyField, body } : { ofCaller: true }),
    },
    evidence: evidence(
      `a letter with a token goes to the ${mail.name} of the account, unless it is confirmed`,
      step("operation", shape.operation.span),
    ),
  };
}

/** The one field that tells whether, or since when, the address is confirmed. */
function confirmedField({ fields }: Entity): Field | undefined {
  const told = fields.filter(
    ({ name, meaning }) =>
      tellsConfirmed(name) &&
      meaning.kind === "scalar" &&
      (meaning.type === "boolean" || meaning.type === "date-time"),
  );
  return told.length === 1 ? told[0] : undefined;
}

function whyOpen(
  { obstacle, step: given }: ConfirmationDraft,
  entity: Entity,
  draft: Draft,
): string | undefined {
  if (obstacle !== undefined) return obstacle;
  const field = confirmedField(entity);
  const mail = mailField(entity, undefined);
  if (!field) return "nothing shows whether an account is confirmed";
  if (!mail) return "accounts have no one address to which a token could be sent";
  const { login, register } = draft.accounts ?? {};
  const shapes = draft.resources[draft.entities.indexOf(entity)]?.shapes ?? [];
  const gives = (name: string, ...but: readonly (OperationShape | undefined)[]): boolean =>
    shapes.some(
      (shape) =>
        !but.includes(shape) &&
        shape.body !== undefined &&
        givenProperties(draft.contract, shape.body.schema).some((property) => property.name === name),
    );
  if (!draft.shapes.some((shape) => showsCaller(shape, field.name)))
    return `no operation shows callers their ${field.name}`;
  if (!register) return "no operation makes accounts that could be confirmed";
  if (gives(field.name)) return `bodies may say ${field.name} by themselves`;
  if (gives(mail.name, register, login))
    return `accounts may change their ${mail.name}, and whether that has to be confirmed again nothing says`;
  if (login && refusesUnconfirmed(login.operation))
    return "signing in is refused before, which is not written yet";
  const { keyField } = given;
  return keyField !== undefined && !isKey(fieldOf(entity, keyField), draft)
    ? `nothing says which account ${keyField} names`
    : undefined;
}

/** Whether an operation shows whoever calls a field of their own account. */
function showsCaller({ operation, place, answer }: OperationShape, name: string): boolean {
  const asks = operation.method === "get" && place.kind === "literal" && operation.security.length > 0;
  return asks && answer.kind === "row" && answer.schema.properties.some((property) => property.name === name);
}

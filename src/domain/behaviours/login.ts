import type { AccountsDraft } from "../accounts.ts";
import type { BodyField, BodyShape, OwnField } from "../behaviour.ts";
import { bodyShape, credentialAnswer, needed } from "../bodies.ts";
import { takeUnchecked } from "../captchas.ts";
import { deviceParts } from "../device-parts.ts";
import { type BehaviourRule, type Draft, entityOf } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { readBounds } from "../field-values.ts";
import { fieldOf } from "../fields.ts";
import { leaveOpen } from "../left-open.ts";
import { takeGrant } from "../password-grant.ts";
import { queryBody } from "../query-login.ts";
import { whyRefused } from "../refused-sign-ins.ts";
import { takeRemembered } from "../remembered.ts";
import { propertySchema } from "../schemas.ts";
import type { OperationShape } from "../shapes.ts";

/** Someone trades a password for a credential. */
export const login: BehaviourRule = {
  kind: "login",
  rank: 10,
  recognise(shape, draft) {
    const { accounts } = draft;
    const query = accounts?.query;
    const body = query ? queryBody(query) : credentialsBody(shape, draft);
    const entity = entityOf(shape, draft);
    if (!accounts || accounts.login !== shape || !body || !entity) return undefined;
    const strange = accounts.cookie && body.fields.find((field) => !isKnown(field, body, accounts));
    if (strange)
      return leaveOpen(`nothing says what ${strange.field} does to a session`, shape.operation.span);
    const refused = whyRefused(shape, entity);
    if (refused !== undefined) return leaveOpen(refused, shape.operation.span);
    return {
      behaviour: {
        kind: "login",
        entity: entity.name,
        ...(query && { byQuery: true }),
        body,
        answer: credentialAnswer(shape, draft),
      },
      evidence: evidence(
        `${accounts.loginAs === undefined ? "" : `${accounts.loginAs}, which is `}${accounts.loginField} and ${accounts.passwordField} in, ${accounts.cookie ? "a cookie" : accounts.tokenField} out`,
        step(query ? "query" : "request body", shape.body?.span ?? shape.operation.span),
        step("answer", shape.answer.span),
      ),
    };
  },
};

/** Whether it is plain what a field of the body is for. */
function isKnown(
  { field }: BodyField,
  { own = [] }: BodyShape,
  { loginField, passwordField }: AccountsDraft,
): boolean {
  return field === loginField || field === passwordField || own.some(({ name }) => name === field);
}

/** What people sign in with is looked up: a form that this body does not ask for makes a mistake of what is only unknown. */
function looserForm({ field }: BodyField, shape: OperationShape, draft: Draft): Pick<BodyField, "limits"> {
  const entity = entityOf(shape, draft);
  const kept = entity && fieldOf(entity, field);
  const property = shape.body?.schema.properties.find(({ name }) => name === field);
  if (!property || !kept || kept.meaning.kind === "password") return {};
  const schema = propertySchema(draft.contract, property.schema);
  return kept.bounds.format !== undefined && schema.format === undefined
    ? { limits: { bounds: readBounds(schema) } }
    : {};
}

/** Nobody signs in without a name and a password, also where the contract lets them be left out. */
function credentialsBody(shape: OperationShape, draft: Draft): BodyShape | undefined {
  const body = bodyShape(shape, draft);
  const { loginField, loginAs, passwordField } = draft.accounts ?? {};
  const doors = [loginAs ?? loginField, passwordField];
  if (!body) return undefined;
  const fields = body.fields.map((field) =>
    doors.includes(field.field) ? { ...needed(field), ...looserForm(field, shape, draft) } : field,
  );
  const called = withName({ ...body, fields }, loginAs, shape, draft);
  const idle = [...(shape.body?.form?.grant ?? []), ...deviceParts(draft.contract, shape, draft.shapes)];
  const granted = takeGrant(called, draft.contract, idle);
  const taken = takeUnchecked(granted, draft.contract, shape, draft.settings);
  return draft.accounts?.cookie ? takeRemembered(taken, draft.contract, shape) : taken;
}

/** A body that has another name for what people sign in with. */
function withName(
  body: BodyShape,
  loginAs: string | undefined,
  shape: OperationShape,
  { contract }: Draft,
): BodyShape {
  const property = shape.body?.schema.properties.find(({ name }) => name === loginAs);
  if (!property) return body;
  const bounds = readBounds(propertySchema(contract, property.schema));
  const own: OwnField = { name: property.name, is: "text", bounds, span: property.span };
  return { ...body, own: [...(body.own ?? []), own] };
}

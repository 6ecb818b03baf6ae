import { type Property, type Schema, successResponses } from "#contract";
import { wantsAll } from "./all-required.ts";
import { readHeaders } from "./answer-headers.ts";
import type { AnswerPart, Telling } from "./answers.ts";
import type {
  AnswerConstant,
  AnswerShape,
  BodyField,
  BodyShape,
  CreateManyBehaviour,
  CredentialAnswerShape,
  KindBody,
  ListAnswerShape,
  ManyAnswerShape,
  OwnField,
  TokenField,
} from "./behaviour.ts";
import { bodyLimits } from "./body-limits.ts";
import type { Entity } from "./domain.ts";
import { accountEntity, type Draft, entityOf } from "./draft.ts";
import { readBounds } from "./field-values.ts";
import { formShape } from "./form-files.ts";
import { primaryField } from "./identity.ts";
import { kindsOf } from "./kinds.ts";
import { readListBody } from "./list-bodies.ts";
import { readNeeds } from "./needs.ts";
import type { PasswordFields } from "./password-change.ts";
import { expiryHeaders } from "./query-login.ts";
import { isSameSchema } from "./schemas.ts";
import { documentsCookie } from "./session-cookie.ts";
import { type BodyView, givenProperties, isObject, type OperationShape, propertySchema } from "./shapes.ts";

const atLeastOneText = /\bat least\W+(one|1)\W+(\w+\W+){0,2}?(field|property|attribute|value|parameter)/i;

/**
 * The request body as a behaviour sees it: what it may set, and what it may hold and the server makes all the same.
 * `key`: the field by which it selects a row, without which nothing can be done.
 */
export function bodyShape(
  shape: OperationShape,
  draft: Draft,
  key?: string,
  body: BodyView | undefined = shape.body,
  entity: Entity | undefined = entityOf(shape, draft),
): BodyShape | undefined {
  // Bodies that are no object with fields are for behaviours that know what to do with them.
  if (!body || !isObject(body.schema)) return undefined;
  const { schema } = body;
  const sent = givenProperties(draft.contract, schema);
  if (sent.length === 0) return undefined;
  const isMade = (name: string): boolean =>
    name !== key &&
    entity?.fields.some((field) => field.name === name && madeKinds.has(field.meaning.kind)) === true;
  // A change leaves a row its primary key, also where clients chose it.
  const isKept = (name: string): boolean =>
    shape.place.kind === "item" && entity !== undefined && primaryField(entity)?.name === name;
  // Nobody takes a role: who runs the server grants it.
  const isGranted = (name: string): boolean =>
    draft.roles?.field?.name === name && entity === accountEntity(draft) && !draft.roles.asked.has(shape);
  const isIgnored = ({ name }: Property): boolean => isMade(name) || isKept(name) || isGranted(name);
  const isWanted = wantsAll(shape.operation, body);
  const settable = (properties: readonly Property[]): readonly BodyField[] =>
    properties
      .filter((property) => !isIgnored(property))
      .map((property) => limitedField(shape, draft, entity, property))
      .map((field) =>
        isWanted || field.field === key || (entity && isNeededAtOnce(shape, entity, field, draft))
          ? needed(field)
          : field,
      );
  const ignored = sent.filter(isIgnored).map(bodyField);
  const kinds = kindsOf(schema)?.of.map(({ value, schema: kind }): KindBody => {
    const own = givenProperties(draft.contract, kind);
    const left = own.filter(isIgnored).map(bodyField);
    return {
      value,
      ...(kind.name !== undefined && { schemaName: kind.name }),
      fields: settable(own),
      ...(left.length > 0 && { ignored: left }),
      ...(kind.additionalProperties === false && { closed: readOnlyNames(kind, own) }),
    };
  });
  const needs =
    isWhole(shape, sent) && !kinds ? readNeeds(draft.contract, sent, shape.operation.description) : [];
  return {
    ...(body.envelope !== undefined && { envelope: body.envelope }),
    ...(schema.name !== undefined && { schemaName: schema.name }),
    required: body.required,
    fields: settable(sent),
    ...(ignored.length > 0 && { ignored }),
    ...(schema.additionalProperties === false && { closed: readOnlyNames(schema, sent) }),
    ...(needs.length > 0 && { needs }),
    atLeastOne:
      (schema.minProperties ?? 0) >= 1 || atLeastOneText.test(`${body.description} ${schema.description}`),
    ...(kinds && { kinds }),
    ...(body.form && { form: formShape(body.form, shape, draft.fileReads) }),
  };
}

/** A field as this body takes it. */
function limitedField(
  { operation }: OperationShape,
  { contract }: Draft,
  entity: Entity | undefined,
  property: Property,
): BodyField {
  const changes = operation.method === "put" || operation.method === "patch";
  return { ...bodyField(property), ...bodyLimits(contract, entity, property, changes) };
}

/** Whether a body is a whole row, and not only what changes of one. */
function isWhole({ operation }: OperationShape, sent: readonly Property[]): boolean {
  return operation.method === "post" || (operation.method === "put" && sent.some(({ required }) => required));
}

/** The body of several rows: what each is made from, and how many there may be. */
export function listBodyShape(
  shape: OperationShape,
  draft: Draft,
  entity: Entity,
): { readonly body: BodyShape; readonly bounds: CreateManyBehaviour["bounds"] } | undefined {
  const list = readListBody(draft.contract, shape);
  if (!list || !shape.body) return undefined;
  const view = { ...shape.body, schema: list.item };
  const inside = list.envelope === undefined ? view : { ...view, envelope: list.envelope };
  const body = bodyShape(shape, draft, undefined, inside, entity);
  return body && { body, bounds: list.bounds };
}

/** What a new row cannot be without: what tells it from others, where clients choose it, and what its owner signs in with. */
function isNeededAtOnce(
  { place, operation }: OperationShape,
  entity: Entity,
  { field }: BodyField,
  draft: Draft,
): boolean {
  const { identity, fields } = entity;
  const isPassword = fields.some(({ name, meaning }) => name === field && meaning.kind === "password");
  const isDoor = draft.accounts?.loginField === field && entity === accountEntity(draft);
  const isKey = identity.by === "client" && identity.field === field;
  return (isKey || isPassword || isDoor) && place.kind !== "item" && operation.method === "post";
}

/** A field without which nothing can be done, whatever the schema says. */
export function needed(field: BodyField): BodyField {
  return field.required ? field : { ...field, required: true, declaredOptional: true };
}

function readOnlyNames(schema: Schema, sent: readonly Property[]): readonly string[] {
  return schema.properties.filter((property) => !sent.includes(property)).map(({ name }) => name);
}

/** A body that holds a token and nothing else: none of it belongs to a row. */
export function tokenBody({ body }: OperationShape, tokenField: string, draft: Draft): BodyShape | undefined {
  const property = body?.schema.properties.find(({ name }) => name === tokenField);
  if (!body || !property) return undefined;
  const { schema } = body;
  return {
    ...(body.envelope !== undefined && { envelope: body.envelope }),
    ...(schema.name !== undefined && { schemaName: schema.name }),
    required: body.required,
    fields: [needed(bodyField(property))],
    own: [ownField(draft, property, "token")],
    ...(schema.additionalProperties === false && { closed: [] }),
    atLeastOne: false,
  };
}

/** A body of passwords alone: the first is compared, the second is kept, the third must be the second. */
export function passwordsBody(
  shape: OperationShape,
  { oldField, newField }: PasswordFields,
  draft: Draft,
): BodyShape | undefined {
  const kindOf = (name: string): OwnField["is"] =>
    name === newField && name !== oldField ? "password" : "secret";
  const properties = shape.body?.schema.properties ?? [];
  return ownBody(shape, new Map(properties.map(({ name }) => [name, kindOf(name)])), draft);
}

/** A body that changes no row as it is sent: nothing can be done without all of it. `own`: what no row has. */
export function ownBody(
  { body }: OperationShape,
  own: ReadonlyMap<string, OwnField["is"]>,
  draft: Draft,
): BodyShape | undefined {
  if (!body) return undefined;
  const { schema } = body;
  return {
    ...(body.envelope !== undefined && { envelope: body.envelope }),
    ...(schema.name !== undefined && { schemaName: schema.name }),
    required: body.required,
    fields: schema.properties.map((property) => needed(bodyField(property))),
    own: schema.properties.flatMap((property) => {
      const is = own.get(property.name);
      return is === undefined ? [] : [ownField(draft, property, is)];
    }),
    ...(schema.additionalProperties === false && { closed: [] }),
    atLeastOne: false,
  };
}

function ownField(draft: Draft, { name, schema, span }: Property, is: OwnField["is"]): OwnField {
  return { name, is, bounds: readBounds(propertySchema(draft.contract, schema)), span };
}

const madeKinds: ReadonlySet<string> = new Set(["identity", "slug", "parent-key", "own-key"]);

function bodyField({ name: field, required, schema: value }: Property): BodyField {
  return {
    field,
    required,
    ...(value.kind === "schema" && value.format !== undefined && { format: value.format }),
  };
}

/** The success answer of one row, or of nothing. */
export function answerShape(shape: OperationShape, draft: Draft): AnswerShape {
  const { answer } = shape;
  const envelope = "envelope" in answer && answer.envelope !== undefined ? { envelope: answer.envelope } : {};
  const representation = answer.kind === "row" ? representationOf(shape, draft) : undefined;
  const constants = answer.kind === "row" ? (answer.constants ?? []).flatMap(constantOf) : [];
  return {
    status: answer.status,
    ...envelope,
    ...(representation !== undefined && { representation }),
    ...(constants.length > 0 && { constants }),
    ...(answer.kind === "row" && answer.telling && tellsOf(answer.telling, answer.envelopeName)),
  };
}

function tellsOf(
  telling: Telling,
  envelopeName: string | undefined,
): Pick<AnswerShape, "telling" | "envelopeName"> {
  return { telling, ...(envelopeName !== undefined && { envelopeName }) };
}

/** The answer of an operation that hands over a credential. */
export function credentialAnswer(shape: OperationShape, draft: Draft): CredentialAnswerShape {
  const plain = { ...answerShape(shape, draft), ...setsCookie(shape, draft) };
  if (draft.accounts?.isText && draft.accounts.login === shape) {
    const headers = expiryHeaders(draft.contract, shape);
    const token: TokenField = { name: draft.accounts.tokenField, required: true, is: { kind: "token" } };
    return { status: plain.status, token: { isText: true, headers, fields: [token] } };
  }
  const reading = draft.accounts?.tokens.get(shape);
  if (!reading) return plain;
  const { representation: _, telling: __, envelopeName: ___, ...answer } = plain;
  const fields = reading.parts.flatMap(({ name, required, is }): readonly TokenField[] => {
    if (is.kind !== "account") return [{ name, required, is }];
    const representation = formOf(is.schema, draft);
    return representation === undefined ? [] : [{ name, required, is: { kind: "account", representation } }];
  });
  const named = reading.schemaName === undefined ? {} : { schemaName: reading.schemaName };
  const account = reading.account && formOf(reading.account, draft);
  return { ...answer, token: { ...named, ...(account !== undefined && { account }), fields } };
}

/** Signing in by a cookie sets it, and so does making an account where its answer documents that. */
function setsCookie(
  shape: OperationShape,
  { accounts }: Draft,
): Pick<CredentialAnswerShape, "cookie" | "refreshCookie"> {
  const refresh = accounts?.sessions.refresh;
  if (accounts && refresh && "cookie" in refresh.from) {
    const isNext = shape === refresh.shape && refresh.rotates;
    const isRegister = shape === accounts.register && documentsCookie(shape);
    const isDoor =
      shape === accounts.login || (isRegister && accounts.tokens.get(shape)?.tokenField !== undefined);
    return isNext || isDoor ? { refreshCookie: refresh.from.cookie } : {};
  }
  if (!accounts?.cookie) return {};
  const sets = shape === accounts.login || (shape === accounts.register && documentsCookie(shape));
  return sets ? { cookie: accounts.cookie.scheme.parameter ?? "" } : {};
}

/** The form in which some entity is answered by a schema. */
function formOf(schema: Schema, draft: Draft): string | undefined {
  return draft.entities
    .flatMap(({ representations }) => representations)
    .find(({ schema: own }) => isSameSchema(own, schema))?.name;
}

function constantOf({ name, tells }: AnswerPart): readonly AnswerConstant[] {
  if (tells.kind !== "constant") return [];
  return [{ name, value: tells.value, ...(tells.open && { open: tells.open }) }];
}

export function listAnswerShape(shape: OperationShape, draft: Draft): ListAnswerShape | undefined {
  const { answer, operation } = shape;
  const representation = representationOf(shape, draft);
  if (answer.kind !== "rows" || representation === undefined) return undefined;
  return {
    status: answer.status,
    representation,
    parts: answer.parts,
    headers: readHeaders(draft.contract, successResponses(operation)[0]),
  };
}

/** The answer of an operation that makes several rows. */
export function manyAnswer(shape: OperationShape, draft: Draft): ManyAnswerShape {
  const all = shape.answer.kind === "rows";
  const representation = all ? representationOf(shape, draft) : undefined;
  return { ...answerShape(shape, draft), ...(representation !== undefined && { representation }), all };
}

function representationOf(shape: OperationShape, draft: Draft): string | undefined {
  const { answer } = shape;
  if (answer.kind !== "row" && answer.kind !== "rows") return undefined;
  const { schema } = answer;
  const matches = (candidate: { readonly schema: typeof schema }): boolean =>
    isSameSchema(candidate.schema, schema);
  const own = entityOf(shape, draft)?.representations.find(matches);
  return (own ?? draft.entities.flatMap((entity) => entity.representations).find(matches))?.name;
}

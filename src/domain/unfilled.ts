import { flattenSchema } from "#contract";
import type { Behaviour } from "./behaviour.ts";
import type { CredentialAnswerShape } from "./body-shapes.ts";
import type { Entity, Field, OperationMeaning, Representation, ValueObject } from "./domain.ts";
import { accountEntity, type Draft } from "./draft.ts";
import type { OperationShape } from "./shapes.ts";
import { nestedField } from "./trees.ts";
import { namesUnseen } from "./unseen-rows.ts";
import { objectsIn } from "./value-shapes.ts";

/** Why an operation cannot take what it is given, or answer what it promises. */
export function whyUnfilled(shape: OperationShape, behaviour: Behaviour, draft: Draft): string | undefined {
  return (
    hollowRows(behaviour, draft) ??
    unreadBody(shape, behaviour, draft) ??
    withoutRole(behaviour, draft) ??
    unfilledAnswer(behaviour, draft) ??
    ungathered(behaviour, draft)
  );
}

/** New accounts that nobody gives a role, where each of the roles lets in somewhere. */
function withoutRole(behaviour: Behaviour, draft: Draft): string | undefined {
  const field = draft.roles?.field;
  const makes = behaviour.kind === "create" || behaviour.kind === "register";
  if (!makes || !field || field.least !== undefined || behaviour.entity !== accountEntity(draft)?.name)
    return undefined;
  const isGiven = behaviour.body.fields.some(({ field: name, required }) => name === field.name && required);
  return isGiven
    ? undefined
    : `nothing says which ${field.name} new accounts have, and each lets in somewhere`;
}

/** The rows below one, where not all are shown with those below them: gathering them is not written yet. */
function ungathered(behaviour: Behaviour, { entities }: Draft): string | undefined {
  if (!("answer" in behaviour) || !("representation" in behaviour.answer)) return undefined;
  const { representation } = behaviour.answer;
  const field = entities
    .map((entity) => representation !== undefined && nestedField(entity, representation))
    .find(Boolean);
  return field && behaviour.kind !== "list" ? `its answer shows the ${field} of one row` : undefined;
}

/** Rows of which no schema says what they hold: a table of nothing. */
function hollowRows(behaviour: Behaviour, { entities }: Draft): string | undefined {
  if (!("entity" in behaviour)) return undefined;
  const entity = entities.find(({ name }) => name === behaviour.entity);
  const isHollow = entity?.fields.length === 0 && !entity.kinds;
  return isHollow ? `nothing says what ${entity.name} rows hold` : undefined;
}

/** A field of the body of which it cannot be told what it is. */
function unreadBody(shape: OperationShape, behaviour: Behaviour, draft: Draft): string | undefined {
  if (!("body" in behaviour)) return undefined;
  const entity = draft.entities.find(({ name }) => name === behaviour.entity);
  const given = new Set(behaviour.body.fields.map(({ field }) => field));
  const fields = entity?.fields.filter(({ name }) => given.has(name)) ?? [];
  const wider = fields.find(({ name, meaning }) => takesMore(shape, name, meaning, draft));
  if (wider) return `bodies and answers do not speak of the same ${wider.name}`;
  const unread = firstReason(fields, (field) => field.unread ?? unreadInside(field, draft, new Set()));
  return unread ?? (entity && namesUnseen(entity, behaviour, draft));
}

/** Whether a body may hold fractions where answers show whole numbers. */
function takesMore(
  { body }: OperationShape,
  field: string,
  meaning: Field["meaning"],
  { contract }: Draft,
): boolean {
  const property = body?.schema.properties.find(({ name }) => name === field);
  const isWhole = meaning.kind === "scalar" && meaning.type === "integer";
  return (
    isWhole && property !== undefined && flattenSchema(contract, property.schema).types.includes("number")
  );
}

function unreadInside(field: Field, draft: Draft, seen: Set<string>): string | undefined {
  return firstReason(valuesIn(field, draft, seen), (value) =>
    firstReason(value.fields, (member) => member.unread ?? unreadInside(member, draft, seen)),
  );
}

/** Something that the answer must show and nothing fills. */
function unfilledAnswer(behaviour: Behaviour, draft: Draft): string | undefined {
  if (!("answer" in behaviour)) return undefined;
  // Accounts that a command adds come with all that answers promise.
  if (behaviour.kind === "login" && !draft.joined) return undefined;
  const makes = makesRows(behaviour);
  // Who makes a row answers for all of it; of rows that come from outside, everything does.
  const whole = makes ? { ...draft, openlyMade: new Set<string>() } : draft;
  return firstReason(formsOf(behaviour.answer), (form) => unfilledForm(form, whole, new Set()));
}

type Making = Extract<Behaviour, { readonly kind: "create" | "create-many" | "register" }>;

function makesRows(behaviour: Behaviour): behaviour is Making {
  return behaviour.kind === "create" || behaviour.kind === "create-many" || behaviour.kind === "register";
}

/** Whether accounts are made that lack what answers promise: who signs in is not shown it then. */
export function joinUnfilled(entities: readonly Entity[], operations: readonly OperationMeaning[]): boolean {
  return operations.some(
    ({ behaviour }) =>
      behaviour.kind === "register" &&
      entities.some(
        ({ name, fields }) =>
          name === behaviour.entity && fields.some(({ unfilled }) => unfilled !== undefined),
      ),
  );
}

/** The forms in which an answer shows rows: alone, or beside a credential. */
function formsOf(answer: object): readonly string[] {
  const { representation, token }: Partial<CredentialAnswerShape> = answer;
  const beside = (token?.fields ?? []).flatMap(({ is }) =>
    is.kind === "account" ? [is.representation] : [],
  );
  return [representation, token?.account, ...beside].filter((form) => form !== undefined);
}

/**
 * Rows as they are kept: what answers promise and nothing fills is left out of those that are made, and only operations
 * that are left open would show it.
 */
export function withoutUnfilled(
  entities: readonly Entity[],
  operations: readonly OperationMeaning[],
): readonly Entity[] {
  const made = new Set(
    operations.flatMap(({ behaviour }) => (makesRows(behaviour) ? [behaviour.entity] : [])),
  );
  return entities.map((entity) =>
    made.has(entity.name) && entity.fields.some(({ unfilled }) => unfilled !== undefined)
      ? { ...entity, fields: entity.fields.map(leaveOut) }
      : entity,
  );
}

function leaveOut(field: Field): Field {
  return field.unfilled !== undefined && field.missing === "never" && field.default === undefined
    ? { ...field, missing: "absent" }
    : field;
}

function unfilledForm(representation: string, draft: Draft, seen: Set<string>): string | undefined {
  if (seen.has(representation)) return undefined;
  seen.add(representation);
  return firstReason(draft.entities, (entity) => {
    const form = entity.representations.find(({ name }) => name === representation);
    return firstReason(form?.fields ?? [], ({ field: name, required }) => {
      const field = entity.fields.find((candidate) => candidate.name === name);
      if (!field) return undefined;
      const isLoaded = draft.openlyMade?.has(entity.name) === true;
      const isPromised = !isLoaded && (required || isRequiredOfKind(form, name));
      const own = field.unread ?? (isPromised ? field.unfilled : undefined);
      if (own !== undefined) return `${own} (${entity.name})`;
      const { meaning } = field;
      return meaning.kind === "reference"
        ? unfilledForm(meaning.representation, draft, seen)
        : unfilledInside(field, draft, seen);
    });
  });
}

function isRequiredOfKind(form: Representation | undefined, name: string): boolean {
  return (
    form?.kinds?.some(({ fields }) => fields.some(({ field, required }) => field === name && required)) ??
    false
  );
}

/** The same of the objects that a field holds; only rows of a table can number themselves. */
function unfilledInside(field: Field, draft: Draft, seen: Set<string>): string | undefined {
  return firstReason(valuesIn(field, draft, seen), (value) =>
    firstReason(value.shown, ({ field: name, required }) => {
      const member = value.fields.find((candidate) => candidate.name === name);
      if (!member) return undefined;
      if (member.meaning.kind === "identity" && field.meaning.kind !== "objects")
        return `nothing makes the ${name} of ${value.name}`;
      const own = member.unread ?? (required ? member.unfilled : undefined);
      return own === undefined ? unfilledInside(member, draft, seen) : `${own} (${value.name})`;
    }),
  );
}

/** The objects that a field holds at once, each looked into once. */
function valuesIn(field: Field, draft: Draft, seen: Set<string>): readonly ValueObject[] {
  return draft.values.filter(({ name }) => {
    const key = `value ${name} ${field.meaning.kind}`;
    if (!objectsIn(field.meaning).includes(name) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function firstReason<T>(
  candidates: readonly T[],
  reasonOf: (candidate: T) => string | undefined,
): string | undefined {
  for (const candidate of candidates) {
    const reason = reasonOf(candidate);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

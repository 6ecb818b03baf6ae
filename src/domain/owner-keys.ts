import { splitWords } from "#base";
import { tellsOf } from "./actions.ts";
import type { Entity, Field, Owner, ScalarType } from "./domain.ts";
import { evidence, step } from "./evidence.ts";
import { declaredDefault } from "./field-values.ts";
import { primaryField } from "./identity.ts";
import { freeName, isForAccounts, type OwnershipContext, ownSegment, readHiding } from "./ownership.ts";
import type { Resource } from "./resources.ts";
import { type OperationShape, propertySchema } from "./shapes.ts";

/** Who somebody is who made what others are shown. */
const authors: ReadonlySet<string> = new Set(["author", "creator", "maker", "poster", "uploader", "writer"]);
/** Who somebody is whose business a row is. */
const owners: ReadonlySet<string> = new Set(["owner", "reporter", "requester", "requestor", "submitter"]);

/** What was done when a row was made, and who did it then. */
const makers: ReadonlyMap<string, string> = new Map([
  ["added", "adder"],
  ["created", "creator"],
  ["made", "maker"],
  ["posted", "poster"],
  ["reported", "reporter"],
  ["requested", "requester"],
  ["submitted", "submitter"],
  ["uploaded", "uploader"],
  ["written", "writer"],
]);

/** A field that shows the key of whoever made a row. */
interface Shown {
  readonly field: Field;
  /** What somebody is called who made one: `requester`. */
  readonly called: string;
  /**
   * `author`: others may see the row. `owner`: nothing says so. `note`: it tells who made the row, and not that it is theirs.
   * `account`: it is called as any account is, which may be another one than that of whoever makes the row.
   */
  readonly says: "author" | "owner" | "note" | "account";
}

/**
 * Rows that show by a key who made them: a field that no body gives, of the type of the accounts' key and called after who
 * makes such rows, `requester_id`, or after accounts, `user_id`. Rows that are made for those signed in are given theirs.
 */
export function showOwners(
  entities: readonly Entity[],
  account: Entity,
  context: OwnershipContext,
  documents: ReadonlySet<string> = new Set(),
): readonly Entity[] {
  const accounts = context.resources[entities.indexOf(account)];
  const key = primaryField(account)?.meaning;
  if (!accounts || key?.kind !== "identity") return entities;
  return entities.map((entity, index) => {
    const resource = context.resources[index];
    if (!resource || entity === account || entity.owner?.shown || entity.kinds) return entity;
    const found = findShown(entity, resource, account, key.type);
    if (resource.shapes.every(({ operation }) => documents.has(operation.path)))
      return withDocumentOwner(entity, resource, { context, accounts: account, found });
    const by = found && whoseBy(found, resource, context);
    return found && by
      ? withOwner(entity, found, ownerOf(found, { context, resource, accounts, account, by }))
      : entity;
  });
}

/** The operation that says whose a row is: what makes one for those signed in, or, of rows from outside, a list of the caller's own. */
function whoseBy({ says }: Shown, { inputs, shapes }: Resource, context: OwnershipContext) {
  const making = inputs.filter(({ creates }) => creates).map(({ shape }) => shape);
  const [made] = making;
  if (!made) return shapes.find((shape) => shape.answer.kind === "rows" && ownSegment(shape) !== undefined);
  const isMadeBySomebody = making.every(({ operation }) => isForAccounts(context, operation));
  // Who makes rows for others, and for whom, nothing says.
  const isForOthers = says === "account" && making.some((shape) => context.isRestricted(shape));
  return isMadeBySomebody && !isForOthers ? made : undefined;
}

function findShown(
  entity: Entity,
  { inputs, shapes, answers }: Resource,
  account: Entity,
  type: ScalarType,
): Shown | undefined {
  const given = new Set(inputs.flatMap(({ schema }) => schema.properties.map(({ name }) => name)));
  const found = entity.fields.flatMap((field): readonly Shown[] => {
    const { meaning, name, unread } = field;
    if (meaning.kind !== "scalar" || meaning.type !== type || given.has(name) || unread !== undefined)
      return [];
    if (type === "string" && saysName(name, answers)) return [];
    const isNoted = shapes.some(({ place }) => place.kind === "tail" && tellsOf(place.name, field, "by"));
    const read = isNoted ? undefined : (readName(name, account) ?? readHolder(name, type, entity));
    return read ? [{ field, ...read }] : [];
  });
  const [only, ...others] = found;
  return others.length === 0 ? only : undefined;
}

const nameText = /\b(?:user ?name|display name|full name|name|nick|login|handle|e-?mail)\b/i;

/** Whether a text is said to be what somebody is called. */
function saysName(field: string, answers: Resource["answers"]): boolean {
  return answers.some(({ schema }) =>
    schema.properties.some(
      ({ name, schema: node }) => name === field && node.kind === "schema" && nameText.test(node.description),
    ),
  );
}

function readName(name: string, account: Entity): Pick<Shown, "called" | "says"> | undefined {
  const words = splitWords(name);
  const bare = /^(?:id|uuid|guid)$/.test(words.at(-1) ?? "") ? words.slice(0, -1) : words;
  const [first = "", second] = bare;
  const called = makers.get(first);
  if (called !== undefined && second === "by" && bare.length === 2) return { called, says: "note" };
  // A text that is called after somebody may be their name.
  if (bare.length === words.length || bare.length === 0) return undefined;
  if (bare.length === 1 && authors.has(first)) return { called: first, says: "author" };
  if (bare.length === 1 && owners.has(first)) return { called: first, says: "owner" };
  const text = bare.join("_");
  return text === splitWords(account.name).join("_") || text === "user" || text === "account"
    ? { called: text, says: "account" }
    : undefined;
}

/** Who somebody is whose rows are their own, in one trade or another. */
const holders: ReadonlySet<string> = new Set(
  "user account member customer client owner holder employee student patient tenant guest buyer passenger applicant subscriber profile person".split(
    " ",
  ),
);
/** What says no more than that somebody has to do with a row. */
const relating: ReadonlySet<string> = new Set([
  "associated",
  "related",
  "linked",
  "owning",
  "own",
  "current",
]);

/** Of rows that are the caller's own, the one key of somebody who may have such: `employee_id`, `associated_user`. */
function readHolder(
  name: string,
  type: ScalarType,
  { owner }: Entity,
): Pick<Shown, "called" | "says"> | undefined {
  if (!owner || owner.notes) return undefined;
  const words = splitWords(name);
  const bare = /^(?:id|uuid|guid)$/.test(words.at(-1) ?? "") ? words.slice(0, -1) : words;
  // A text that is called after somebody may be their name.
  if (bare.length === words.length && type !== "uuid") return undefined;
  const [person, ...others] = bare.filter((word) => !relating.has(word));
  return person !== undefined && others.length === 0 && holders.has(person)
    ? { called: bare.join("_"), says: "owner" }
    : undefined;
}

/** A document of which each caller has one, whether it shows whose it is or not. */
function withDocumentOwner(
  entity: Entity,
  resource: Resource,
  {
    context,
    accounts,
    found,
  }: { readonly context: OwnershipContext; readonly accounts: Entity; readonly found: Shown | undefined },
): Entity {
  const { shapes } = resource;
  if (!shapes.every(({ operation }) => isForAccounts(context, operation))) return entity;
  // What the account shows as well would be kept twice.
  const known = new Set(accounts.representations.flatMap(({ fields }) => fields.map(({ field }) => field)));
  const isOfAccount = entity.fields.some(
    ({ name, meaning }) => name !== found?.field.name && known.has(name) && plainKinds.has(meaning.kind),
  );
  if (isOfAccount) return entity;
  const owner: Owner = {
    field: found?.called ?? freeName(entity.fields),
    shown: false,
    hides: true,
    alone: true,
    ...(found && { key: found.field.name }),
    evidence: evidence(
      `each ${accounts.name} has one ${entity.name}`,
      ...shapes
        .slice(0, 1)
        .map(({ operation }) => step(`${operation.id} is about the caller's`, operation.span)),
    ),
  };
  const shown = found ? withOwner(entity, found, owner) : { ...entity, owner };
  return { ...shown, fields: shown.fields.map((field) => withoutEmptied(field, resource, context)) };
}

/** An empty text is nothing that anybody has set: only what the contract says there is before that is there. */
function withoutEmptied(field: Field, { answers, inputs }: Resource, { contract }: OwnershipContext): Field {
  const { default: _, ...bare } = field;
  const isDeclared = [...answers, ...inputs].some(({ schema }) =>
    schema.properties.some(
      ({ name, schema: node }) =>
        name === field.name && declaredDefault(contract, propertySchema(contract, node)) !== undefined,
    ),
  );
  const isText = field.meaning.kind === "scalar" || field.meaning.kind === "enum";
  return isText && field.missing === "never" && !isDeclared ? bare : field;
}

const plainKinds: ReadonlySet<Field["meaning"]["kind"]> = new Set([
  "scalar",
  "enum",
  "json",
  "values",
  "objects",
]);

interface Making {
  readonly context: OwnershipContext;
  readonly resource: Resource;
  readonly accounts: Resource;
  readonly account: Entity;
  readonly by: OperationShape;
}

function ownerOf({ field, called, says }: Shown, making: Making): Owner {
  const { context, resource, accounts, account, by } = making;
  const chosen = Object.hasOwn(context.owners, resource.name) ? context.owners[resource.name] : undefined;
  const { told, hides, isShown, isForSome } = readHiding(context, resource, accounts);
  const isOwn = (told.length > 0 && !isForSome) || chosen === "caller";
  // Whether all see what is somebody's must not be guessed: where nothing says so, it is not shown.
  const isUnsaid = (says === "owner" || says === "account") && told.length === 0 && !isShown;
  const isHidden = chosen === "caller" || (chosen === undefined && (hides || isUnsaid));
  const notes = chosen === "nobody" || (says === "note" && !isOwn);
  return {
    field: called,
    shown: false,
    key: field.name,
    ...(notes ? { notes: true as const } : { hides: isHidden }),
    evidence: evidence(
      `${field.name} is the ${account.name} who made the row`,
      ...told,
      step(`${by.operation.id} is for those signed in`, by.operation.span),
      ...field.evidence.because,
    ),
  };
}

function withOwner(entity: Entity, { field }: Shown, owner: Owner): Entity {
  const { meaning, unfilled: _, ...plain } = field;
  if (meaning.kind !== "scalar") return entity;
  const shown: Field = {
    ...plain,
    meaning: { kind: "owner-key", type: meaning.type },
    nullable: false,
    missing: "never",
    evidence: evidence(`${field.name}: owner-key`, ...owner.evidence.because),
  };
  return {
    ...entity,
    owner,
    fields: entity.fields.map((each) => (each === field ? shown : each)),
  };
}

import { splitWords } from "#base";
import { readAccess } from "./access.ts";
import type { Behaviour } from "./behaviour.ts";
import { touchesRow } from "./changes-row.ts";
import type { Entity } from "./domain.ts";
import { accountEntity, type Draft, entityNamed } from "./draft.ts";
import { sharesStem } from "./names.ts";
import { isOwnPath } from "./own-path.ts";
import { ownWords, sightWords, userWords } from "./own-words.ts";
import { ownSegment, speaksOfOwn } from "./ownership.ts";
import { isPerson, selectsPerson } from "./people.ts";
import type { Resource } from "./resources.ts";
import type { OperationShape } from "./shapes.ts";

/** An operation that is not for everybody, and the rows that it is about. */
interface Asked {
  readonly shape: OperationShape;
  readonly behaviour: Behaviour;
  readonly entity: Entity;
  readonly resource: Resource;
  readonly draft: Draft;
  readonly isRestricted: boolean;
  /** Whether it is for holders of a credential that no account has. */
  readonly isGranted: boolean;
}

/**
 * Why rows would be shown to, or changed by, people whose they are not: something says that they are somebody's, and who that
 * is nothing here knows.
 */
export function whyStrangers(shape: OperationShape, behaviour: Behaviour, draft: Draft): string | undefined {
  const entity = "entity" in behaviour ? entityNamed(draft, behaviour.entity) : undefined;
  const resource = entity && draft.resources[draft.entities.indexOf(entity)];
  const isSettled = entity !== undefined && Object.hasOwn(draft.settings.owners ?? {}, entity.name);
  if (!entity || !resource || entity === accountEntity(draft) || isSettled) return undefined;
  const { access } = readAccess(shape, behaviour, draft);
  const isForAll = access === "public" || access === "optional";
  if (isForAll && draft.accounts) return undefined;
  const isRestricted = draft.roles?.asked.has(shape) ?? false;
  const isGranted = access === "granted";
  const asked = { shape, behaviour, entity, resource, draft, isRestricted, isGranted };
  // What is for everybody shows rows to everybody anyway, but not those that its words call somebody's.
  if (isForAll) return ownWithoutAccounts(asked);
  return (
    ownOfRoles(asked) ??
    scopedSight(asked) ??
    ownElsewhere(asked) ??
    ownWithoutAccounts(asked) ??
    personalPlace(asked) ??
    keyOfSomebody(asked) ??
    refusedToSome(asked)
  );
}

/** A role lets callers in and the row must be theirs too, in one text. */
function ownOfRoles({ shape: { operation }, isRestricted }: Asked): string | undefined {
  const text = `${operation.summary}. ${operation.description}`;
  return isRestricted && /\bown\b(?! by\b)/i.test(text) && ownSegment({ operation }) === undefined
    ? 'it is for some roles, and for the "own" rows of those who have one: how both go together is not said'
    : undefined;
}

/** Rows of which some list or read shows callers what they may see: who may, of the other operations too, nothing says. */
function scopedSight({ shape, behaviour, entity, resource, isRestricted, draft }: Asked): string | undefined {
  const isSeen = behaviour.kind === "list" || behaviour.kind === "read" || touchesRow(behaviour);
  const above = draft.resources[draft.entities.findIndex(({ name }) => name === entity.parent?.entity)];
  if (isRestricted) return undefined;
  // What lies below a row is for those who see that.
  for (const other of [...(isSeen ? resource.shapes : []), ...(above?.shapes ?? [])]) {
    const { operation, answer } = other;
    const isSight = operation.method === "get" && (answer.kind === "row" || answer.kind === "rows");
    const found = isSight ? sightWords(`${operation.summary}. ${operation.description}`) : undefined;
    if (found === undefined || draft.roles?.asked.has(other)) continue;
    return other === shape
      ? `callers see some of it and not all ("${found}"), and who sees what is not said`
      : `callers of ${operation.id} see some of it and not all ("${found}"), and for whom this is nothing says`;
  }
  return undefined;
}

/** Rows of which another operation says that they are the caller's own, and that nobody is known to own. */
function ownElsewhere({
  shape,
  entity,
  resource,
  draft,
  isRestricted,
  isGranted,
}: Asked): string | undefined {
  const account = accountEntity(draft);
  if (entity.owner || isRestricted || !account) return undefined;
  // A partner with a key of its own may see what accounts see each of their own.
  const kin = isGranted ? [shape] : [shape, ...kinOf(resource, draft)];
  for (const other of new Set(kin)) {
    const told = draft.roles?.asked.has(other) ? ownSegment(other) : speaksOfOwn(other, resource, account);
    if (told !== undefined)
      return other === shape
        ? `it is about the caller's own ${entity.name} rows (${told}), and whose rows are whose nothing keeps`
        : `${other.operation.id} is about the caller's own ${entity.name} rows (${told}), and whose the others are nothing says`;
  }
  return undefined;
}

/** What is done on the paths of rows, beside what hangs below one, and on one that is the caller's own: `/loans/my`, `/me/loans`. */
function kinOf({ shapes, collections }: Resource, draft: Draft): readonly OperationShape[] {
  const beside = draft.shapes.filter(({ operation: { path } }) =>
    collections.some((collection) => {
      const below = path.startsWith(`${collection}/`) ? path.slice(collection.length + 1) : undefined;
      const above = path.endsWith(collection)
        ? path.slice(0, -collection.length).split("/").at(-1)
        : undefined;
      return (below !== undefined && isOwnPath(below)) || (above !== undefined && isOwnPath(above));
    }),
  );
  return [...new Set([...shapes.filter(({ place }) => place.kind !== "tail"), ...beside])];
}

/** Credentials that nothing issues, and words of a user or of the caller: no account is behind such a credential. */
function ownWithoutAccounts({ shape, entity, resource, draft, isGranted }: Asked): string | undefined {
  if (draft.accounts || entity.subject) return undefined;
  // One row that is the caller's, as `the logged in user`, says nothing of the others; nor does one that its key selects.
  const kin = [shape, ...kinOf(resource, draft).filter(({ answer }) => answer.kind === "rows")];
  for (const other of new Set(kin.filter(({ place }) => place.kind === "literal"))) {
    const told = speaksOfOwn(other, resource, { name: "user" }) ?? somebodys(other);
    if (told !== undefined)
      return `${other === shape ? "it" : other.operation.id} is about somebody's own ${entity.name} rows (${told}), and ${draft.unkept?.get(entity.name) ?? (isGranted ? "who calls its credential does not say" : "nothing says who calls")}`;
  }
  return undefined;
}

function somebodys({ operation }: OperationShape): string | undefined {
  const text = `${operation.summary}. ${operation.description}`;
  const found =
    ownWords(text) ?? userWords(text) ?? /\b(?:current|logged[- ]?in|signed[- ]?in) user\b/i.exec(text)?.[0];
  return found === undefined || selectsPerson(operation) ? undefined : `it says "${found}"`;
}

const personal: ReadonlySet<string> = new Set(["inbox", "wallet", "cart", "basket", "wishlist"]);

/** Rows below what everybody has one of: there is one for each caller, and nothing tells them apart. */
function personalPlace({ entity, resource, draft, isRestricted }: Asked): string | undefined {
  if (entity.owner || isRestricted || !draft.accounts) return undefined;
  const found = resource.shapes.flatMap(({ operation }) => personalSegment(operation) ?? [])[0];
  return found && `"${found}" is each caller's own, and whose ${entity.name} rows are nothing says`;
}

function personalSegment({ segments }: OperationShape["operation"]): string | undefined {
  const found = segments.flatMap((segment, index) => {
    const isOne = segment.kind === "literal" && segments[index + 1]?.kind !== "parameter";
    const [first = ""] = isOne ? splitWords(segment.text) : [];
    return isOne && (personal.has(segment.text.toLowerCase()) || first === "saved") ? [segment.text] : [];
  });
  return found[0];
}

/** One row that is refused to some who are signed in, where no role explains it and no row is anybody's. */
function refusedToSome({
  shape,
  behaviour,
  entity,
  draft,
  isRestricted,
  isGranted,
}: Asked): string | undefined {
  if (entity.owner || isRestricted || isGranted || !draft.accounts || shape.place.kind !== "item")
    return undefined;
  if (!touchesRow(behaviour) && behaviour.kind !== "read") return undefined;
  const refusal = shape.operation.responses.find(({ status }) => status === "403");
  const text = refusal?.description.replaceAll(/\s+/g, " ").trim().slice(0, 80);
  return text === undefined
    ? undefined
    : `it refuses some who are signed in with 403 ("${text}"), and whom nothing says`;
}

/** A key of somebody that answers show and that nothing gives: it would stay empty, and the rows be everybody's. */
function keyOfSomebody({ entity, resource, draft, isRestricted, behaviour }: Asked): string | undefined {
  if (isRestricted && behaviour.kind !== "create") return undefined;
  const making = resource.inputs.filter(({ creates }) => creates);
  const given = new Set(
    (making.length > 0 ? making : resource.inputs).flatMap(({ schema }) =>
      schema.properties.map(({ name }) => name),
    ),
  );
  const account = accountEntity(draft);
  const found = entity.fields.find(({ name, meaning }) => {
    const words = splitWords(name);
    const [who = ""] = words;
    return (
      words.length === 2 &&
      /^(?:id|uuid|guid)$/.test(words[1] ?? "") &&
      (isPerson(who) || (account !== undefined && who === account.name.toLowerCase())) &&
      meaning.kind === "scalar" &&
      name !== entity.owner?.key &&
      name !== entity.identity.field &&
      !given.has(name) &&
      !draft.entities.some((other) => other !== account && sharesStem(who, other.name))
    );
  });
  return found && `${found.name} shows whose ${entity.name} rows are, and nothing says what fills it`;
}

import { splitWords } from "#base";
import type { Behaviour } from "./behaviour.ts";
import { touchesRow } from "./changes-row.ts";
import { readDoor } from "./credentials.ts";
import type { Entity } from "./domain.ts";
import { accountEntity, type Draft, entityNamed } from "./draft.ts";
import { ownSegment, speaksOfOwn } from "./ownership.ts";
import type { OperationShape } from "./shapes.ts";

/** Words or a path that say that an operation is about the caller's own rows; undefined where all are meant. */
export function tellsOwn(shape: OperationShape, entity: Entity, draft: Draft): string | undefined {
  const account = accountEntity(draft);
  const resource = draft.resources[draft.entities.indexOf(entity)];
  const { security } = shape.operation;
  const isOpen = security.length === 0 || security.some((requirement) => requirement.size === 0);
  if (!account || !resource || entity === account || isOpen) return undefined;
  // A role lets callers in; below a path of their own they see their own all the same.
  if (isRestricted(shape, draft)) return ownSegment(shape);
  const door = readDoor(draft.contract, security, draft.credential, draft.outside);
  return door.kind === "accounts" ? speaksOfOwn(shape, resource, account) : undefined;
}

/** Whether an operation is for accounts with some role: then it is not about the caller's own rows. */
export function isRestricted(shape: OperationShape, { roles }: Draft): boolean {
  return roles?.asked.has(shape) ?? false;
}

/** Why an operation on rows that belong to accounts cannot be built: anything else would show them to everybody. */
export function whyNobodys(shape: OperationShape, behaviour: Behaviour, draft: Draft): string | undefined {
  if (!("entity" in behaviour)) return undefined;
  const entity = entityNamed(draft, behaviour.entity);
  if (!entity || entity === accountEntity(draft)) return undefined;
  const unclear = whoseByWord(shape, behaviour, entity, draft);
  if (unclear !== undefined) return unclear;
  const isSettled = Object.hasOwn(draft.settings.owners ?? {}, entity.name);
  const own = entity.owner || isSettled ? undefined : tellsOwn(shape, entity, draft);
  if (own !== undefined)
    return `it is about the caller's own ${entity.name} rows (${own}), and no operation of the caller's makes them`;
  const unsaid = entity.owner || isSettled ? undefined : untoldOwner(behaviour, entity, draft);
  if (unsaid !== undefined)
    return `whose ${entity.name} rows are, ${unsaid} shows, and nothing says what that holds`;
  if (entity.owner?.hides && showsOthers(behaviour))
    return `${entity.name} rows are their owner's alone, and what it shows others nothing says`;
  const above = guardianAbove(entity, draft);
  return above && `it is about what lies below ${above.name} rows, which are their owner's alone`;
}

const doneWords: ReadonlySet<string> = new Set(
  "created joined marked liked favorited favourited starred followed saved bookmarked watched owned".split(
    " ",
  ),
);
const personText = /^(?:users?|accounts?|profile|members?)$/i;

/**
 * `/user/joinedRaces` lists what the caller joined, though nothing says who is asked of; and `/races/edit/{id}` changes
 * what somebody made elsewhere, which an answer would have to show.
 */
function whoseByWord(
  { operation, place }: OperationShape,
  behaviour: Behaviour,
  entity: Entity,
  draft: Draft,
): string | undefined {
  if (!draft.accounts || operation.security.length === 0) return undefined;
  const [before, last] = operation.segments.slice(-2);
  const [word = "", ...things] = last?.kind === "literal" ? splitWords(last.text) : [];
  const isPersons = before?.kind === "literal" && personText.test(before.text);
  if (behaviour.kind === "list" && isPersons && things.length > 0 && doneWords.has(word))
    return behaviour.own || behaviour.filters.some(({ required }) => required)
      ? undefined
      : `it lists what the caller has ${word}, and nothing keeps which those are`;
  if (entity.owner || (place.act !== "change" && place.act !== "delete")) return undefined;
  const isMade = draft.resources.some(
    ({ name, inputs }) => name === entity.name && inputs.some(({ creates }) => creates),
  );
  const isLoaded = !isMade || draft.openlyMade?.has(entity.name) === true;
  return isLoaded && touchesRow(behaviour)
    ? `whose ${entity.name} rows are, which no operation makes, nothing says`
    : undefined;
}

const ownerWords: ReadonlySet<string> = new Set(
  "author owner creator maker poster writer uploader user account member customer".split(" "),
);

/** A field that is called as somebody whose rows are, of any kind, and that no body gives: rows would be nobody's. */
function untoldOwner(behaviour: Behaviour, entity: Entity, draft: Draft): string | undefined {
  if (!draft.accounts || !(behaviour.kind === "create" || touchesRow(behaviour))) return undefined;
  const inputs = draft.resources[draft.entities.indexOf(entity)]?.inputs ?? [];
  const given = new Set(inputs.flatMap(({ schema }) => schema.properties.map(({ name }) => name)));
  return entity.fields.find(
    ({ name, meaning }) =>
      ownerWords.has(splitWords(name).at(-1) ?? "") &&
      meaning.kind === "json" &&
      meaning.shape.kind === "any" &&
      !given.has(name),
  )?.name;
}

/** Whether an operation tells of rows without regard to who asks. */
function showsOthers({ kind }: Behaviour): boolean {
  return kind === "membership" || kind === "distinct-values" || kind === "count-by-value";
}

/** The entity above whose rows others do not learn of. */
function guardianAbove(entity: Entity, draft: Draft): Entity | undefined {
  const seen = new Set<Entity>([entity]);
  for (let above = parentOf(entity, draft); above && !seen.has(above); above = parentOf(above, draft)) {
    if (above.owner?.hides) return above;
    seen.add(above);
  }
  return undefined;
}

function parentOf({ parent }: Entity, draft: Draft): Entity | undefined {
  return parent && entityNamed(draft, parent.entity);
}

import {
  flattenSchema,
  type Operation,
  type Parameter,
  type ResponseHeader,
  successResponses,
} from "#contract";
import type { Behaviour } from "./behaviour.ts";
import type { Entity, Field } from "./domain.ts";
import { accountEntity, type Draft, entityNamed } from "./draft.ts";
import { readRepeatKey } from "./repeat-keys.ts";
import type { OperationShape } from "./shapes.ts";
import type { VersionGuard, VersionUse } from "./version-use.ts";

/** What an operation says of versions; nothing where it says nothing, or only what can be passed over. */
export function readVersionUse(
  shape: OperationShape,
  behaviour: Behaviour,
  draft: Draft,
): VersionUse | undefined {
  const { operation } = shape;
  if (!speaksOfOne(behaviour) || whyNotCounted(behaviour.entity, draft) !== undefined) return undefined;
  // What is answered again is kept without its headers.
  const isKept = readRepeatKey(operation, behaviour, draft) !== undefined;
  const shows = behaviour.kind !== "delete" && behaviour.answer.representation !== undefined;
  const tag = shows && !isKept ? tagHeader(operation) : undefined;
  const asked = headerNamed(operation, "if-none-match");
  const isAsked = behaviour.kind === "read" && isAnswered(operation, 304);
  const guards = isGuarded(behaviour) ? readGuard(operation) : undefined;
  if (!tag && !isAsked && !guards) return undefined;
  return {
    ...(tag && { tells: { description: tag.description, required: tag.required } }),
    ...(isAsked && { asks: { description: asked?.description ?? "" } }),
    ...(guards && { guards }),
  };
}

/** Why what is said of versions cannot be kept: without it, somebody's change would be lost unseen. */
export function whyUnversioned(
  shape: OperationShape,
  behaviour: Behaviour,
  draft: Draft,
): string | undefined {
  const { operation } = shape;
  const guard = headerNamed(operation, "if-match");
  const stale = operation.responses.find(({ status }) => status === "412")?.description ?? "";
  const isAsked = guard !== undefined || isAnswered(operation, 428) || versionText.test(stale);
  const dated = headerNamed(operation, "if-unmodified-since");
  if (behaviour.kind === "read" && isAnswered(operation, 304))
    return whyNotCounted(behaviour.entity, draft) ?? whyNotTold(behaviour, draft);
  if (operation.method === "get") return undefined;
  if (dated) return `${dated.name} goes by the time of the last change, which is not written yet`;
  if (!isAsked) return undefined;
  const strange = headerNamed(operation, "if-none-match");
  if (strange) return `${strange.name} makes it depend on whether the row is there, which is not written yet`;
  if (!isGuarded(behaviour) || !readGuard(operation))
    return "what it answers to callers who know another version (412) is not said of any row that it changes";
  const given = guard && flattenSchema(draft.contract, guard.schema);
  if (given && (!given.types.includes("string") || given.enum || given.format !== undefined))
    return `${guard.name} is no tag as HTTP has them`;
  return whyNotCounted(behaviour.entity, draft);
}

/** What is done to one row, or makes one. */
type OfOne = Guarded | Extract<Behaviour, { readonly kind: "read" | "create" }>;
/** Changes that a version can guard. */
type Guarded = Extract<Behaviour, { readonly kind: "update" | "delete" | "change-state" }>;

function speaksOfOne(behaviour: Behaviour): behaviour is OfOne {
  return isGuarded(behaviour) || behaviour.kind === "read" || behaviour.kind === "create";
}

function isGuarded(behaviour: Behaviour): behaviour is Guarded {
  return behaviour.kind === "update" || behaviour.kind === "delete" || behaviour.kind === "change-state";
}

const versionText = /\bversions?\b|\betags?\b|\bif-match\b|\bstale\b|\bout.?dated?\b|\bconcurrent(?:ly)?\b/i;

function readGuard(operation: Operation): VersionGuard | undefined {
  const parameter = headerNamed(operation, "if-match");
  if (!parameter) return undefined;
  const missing = isAnswered(operation, 428);
  const clash = operation.responses.find(({ status }) => status === "409");
  const isClash = !isAnswered(operation, 412) && clash !== undefined && versionText.test(clash.description);
  return {
    description: parameter.description,
    required: parameter.required || missing,
    stale: isClash ? 409 : 412,
    ...(missing && { missing: 428 }),
  };
}

/** Why no version of the row can be counted. */
function whyNotCounted(name: string, draft: Draft): string | undefined {
  const entity = entityNamed(draft, name);
  if (!entity) return undefined;
  if (entity === accountEntity(draft)) return "versions of accounts are not counted yet";
  if (typeof entity.identity.by === "object" || entity.identity.by === "client")
    return `a row that is made anew under the same ${entity.identity.field} would have a version that was there before`;
  const list = entity.fields.find(({ meaning }) => meaning.kind === "values" || meaning.kind === "objects");
  const isTouched = entity.fields.some(({ meaning }) => meaning.kind === "updated-at");
  return list && !isTouched
    ? `what ${list.name} holds is kept beside the row, and no version counts that`
    : undefined;
}

function whyNotTold(
  { entity: named, answer }: Behaviour & { readonly kind: "read" },
  draft: Draft,
): string | undefined {
  const entity = entityNamed(draft, named);
  const derived = entity && derivedField(entity, answer.representation);
  return derived && `${derived.name} changes without the row, and no version counts that`;
}

/** What a form shows that is not the row's own: others change it. */
function derivedField(entity: Entity, form: string | undefined): Field | undefined {
  const shown = entity.representations.find(({ name }) => name === form)?.fields ?? [];
  return entity.fields.find(
    ({ name, meaning: { kind } }) =>
      shown.some(({ field }) => field === name) &&
      (kind === "reference" || kind === "caller-flag" || kind === "count" || kind === "file-address"),
  );
}

function tagHeader(operation: Operation): ResponseHeader | undefined {
  return successResponses(operation)[0]?.headers.find(({ name }) => name.toLowerCase() === "etag");
}

function headerNamed({ parameters }: Operation, wanted: string): Parameter | undefined {
  return parameters.find(({ in: place, name }) => place === "header" && name.toLowerCase() === wanted);
}

function isAnswered({ responses }: Operation, status: number): boolean {
  return responses.some((response) => response.status === String(status));
}

import type { EvidenceStep } from "#base";
import type { Narrowing, OrderKey } from "../behaviour.ts";
import { listAnswerShape } from "../bodies.ts";
import type { Entity } from "../domain.ts";
import { type BehaviourRule, type Draft, entityOf } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { fieldOf } from "../fields.ts";
import { leaveOpen } from "../left-open.ts";
import {
  type AskedReading,
  isFinding,
  readAsked,
  readNarrowed,
  saysNewest,
  toldHeaders,
  whyNoRange,
  whyNotAll,
  whyNotTold,
} from "../lists/index.ts";
import { sharesStem, speaksOf } from "../names.ts";
import { isRestricted, tellsOwn } from "../own-rows.ts";
import { parentRow } from "../parents.ts";
import { settingsOf } from "../settings.ts";
import type { OperationShape } from "../shapes.ts";
import { depthField, isTreePath, nestedField } from "../trees.ts";

/** Many rows: of a collection, below a row, or of those the caller follows. */
export const list: BehaviourRule = {
  kind: "list",
  rank: 50,
  recognise(shape, draft) {
    const { operation, place, answer } = shape;
    const entity = entityOf(shape, draft);
    const answerView = listAnswerShape(shape, draft);
    if (!entity || !answerView || operation.method !== "get" || place.kind === "item") return undefined;
    const following = readFollowing(shape, entity, draft);
    if (following === undefined && !isOfCollection(shape, entity, draft)) return undefined;
    const resource = draft.resources[draft.entities.indexOf(entity)];
    const { narrowed, unclear } = resource ? readNarrowed(shape, entity, resource, draft) : {};
    if (unclear !== undefined) return leaveOpen(unclear, operation.span);
    const asked = readAsked(shape, entity, draft);
    const { filters, language, sorting, pagination, order, unbound } = asked;
    // A parameter that is silently ignored would be a lie: better to leave the operation open.
    if (unbound) {
      const { parameter, reason } = unbound;
      return leaveOpen(reason, parameter.span, `query parameter ${parameter.name}`);
    }
    const passed = whyPassedOver(shape, entity, asked, draft);
    if (passed !== undefined) return leaveOpen(passed, operation.span);
    const untold =
      answer.kind === "rows" && answer.unknown !== undefined
        ? `nothing says what the property ${answer.unknown} of the answer tells`
        : whyNotTold(answerView.parts, pagination);
    if (untold !== undefined) return leaveOpen(untold, answer.span, "answer");
    const parent = parentRow(shape, entity, draft);
    const own = entity.owner && following === undefined ? tellsOwn(shape, entity, draft) : undefined;
    const isOwn = own !== undefined || (entity.owner?.hides === true && !isRestricted(shape, draft));
    const newest = saysNewest(shape);
    const nested = nestedField(entity, answerView.representation);
    const cut = nested === undefined ? undefined : whyNotWhole(entity, asked, parent ?? narrowed, isOwn);
    if (cut !== undefined) return leaveOpen(cut, operation.span);
    return {
      behaviour: {
        kind: "list",
        entity: entity.name,
        ...(parent && { parent }),
        ...(narrowed && { narrowed }),
        filters,
        ...(language && { language }),
        order,
        ...(sorting && { sorting }),
        ...(pagination && { pagination }),
        ...(following !== undefined && { following }),
        ...(isOwn && { own: true }),
        ...(nested !== undefined && { nested }),
        answer: { ...answerView, headers: toldHeaders(answerView.headers, pagination) },
      },
      evidence: evidence(
        `${describe(entity, following, parent?.entity)}${isOwn || entity.subject ? ", the caller's own" : ""}`,
        step("array of rows", answer.span),
        ...stepsOf(shape, narrowed, nested),
        ...(own === undefined ? [] : [step(`the caller's own: ${own}`, operation.span)]),
        ...filters.flatMap((filter) => filter.evidence.because),
        ...(newest === undefined ? [] : [step(`"${newest}": newest first`, operation.span)]),
      ),
    };
  },
};

/** Of which rows it is a list, where not of all, each by itself. */
function stepsOf(
  { operation, answer }: OperationShape,
  narrowed: Narrowing | undefined,
  nested: string | undefined,
): readonly EvidenceStep[] {
  return [
    ...(narrowed ? [step(`those that have the value of the path in ${narrowed.field}`, operation.span)] : []),
    ...(nested === undefined
      ? []
      : [step(`those at the top, each with the others in ${nested}`, answer.span)]),
  ];
}

/** Of a tree that is cut, or of which only some rows are asked for, it is not said where the others go. */
function whyNotWhole(
  entity: Entity,
  { filters, language, pagination, sorting }: AskedReading,
  place: unknown,
  isOwn: boolean,
): string | undefined {
  if (!depthField(entity)) return `nothing of a ${entity.name} tells how deep it stands`;
  const isCut = filters.length > 0 || [language, pagination, sorting, place].some(Boolean) || isOwn;
  return isCut ? "which rows a tree shows of which only some are asked for is not said" : undefined;
}

/** Whether the path is a collection, or only says how rows of one are found. */
function isOfCollection(shape: OperationShape, entity: Entity, { resources }: Draft): boolean {
  const isCollection = resources.some(({ collections }) => collections.includes(shape.place.collection));
  const resource = resources.find(({ shapes }) => shapes.includes(shape));
  // What a path that ends in a value says beside is looked at with the value.
  if (shape.place.narrowed !== undefined) return true;
  if (resource && isTreePath(shape, entity, resource.collections)) return true;
  return isCollection || (resource !== undefined && isFinding(shape, entity, resource));
}

/** What the words of a list say and nothing of it does. */
function whyPassedOver(
  shape: OperationShape,
  entity: Entity,
  asked: AskedReading,
  { settings }: Draft,
): string | undefined {
  const isSettled = settingsOf(settings, shape.operation.id).order !== undefined;
  const hollow = hollowKey(entity, asked);
  return (
    whyNoRange(asked.filters, shape) ??
    whyNotAll(shape, entity, { ...asked, isSettled }) ??
    (hollow && `a row without ${hollow} has no place in an order that cursors go by`)
  );
}

/** What pages of cursors are ordered by and rows need not have. */
function hollowKey(entity: Entity, { pagination, order, sorting }: AskedReading): string | undefined {
  if (pagination?.style !== "keyset") return undefined;
  return mayBeMissing(entity, order) ?? sorting?.choices.find((choice) => choice.hollow)?.field;
}

/** What rows are ordered by and need not have. */
function mayBeMissing(entity: Entity, order: readonly OrderKey[]): string | undefined {
  return order.find(({ field }) => {
    const found = fieldOf(entity, field);
    return found !== undefined && (found.nullable || found.missing !== "never");
  })?.field;
}

function describe(entity: Entity, following: string | undefined, parent: string | undefined): string {
  if (following !== undefined) return `${entity.name} rows of those in the caller's "${following}"`;
  return `array of ${entity.name}${parent === undefined ? " at a collection path" : ` below ${parent}`}`;
}

const feedWords = ["feed", "timeline", "stream", "home"];

/** A relation to the rows' owners, where the path or the text asks for the rows of those whom the caller follows. */
function readFollowing(shape: OperationShape, entity: Entity, draft: Draft): string | undefined {
  const { operation, place } = shape;
  const owner = entity.fields.find(({ name }) => name === entity.owner?.field);
  if (owner?.meaning.kind !== "reference" || operation.security.length === 0) return undefined;
  const target = owner.meaning.entity;
  const isCollection = draft.resources.some(({ collections }) => collections.includes(place.collection));
  if (isCollection) return undefined;
  const relations = draft.memberships
    .map(({ relation }) => relation)
    .filter((relation) => relation.target === target);
  const text = `${place.name} ${operation.summary} ${operation.description}`;
  const named = relations.find((relation) => sharesStem(text, relation.name));
  if (named) return named.name;
  return speaksOf(text, feedWords) !== undefined && relations.length === 1 ? relations[0]?.name : undefined;
}

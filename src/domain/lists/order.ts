import type { Filter, OrderKey, Pagination, Sorting } from "../behaviour.ts";
import type { Entity, Field } from "../domain.ts";
import type { Draft } from "../draft.ts";
import { fieldOf } from "../fields.ts";
import { isOrdered, primaryKeyName } from "../identity.ts";
import { speaksOf } from "../names.ts";
import { isOrderedByHand, placeField } from "../positions.ts";
import { settingsOf } from "../settings.ts";
import type { OperationShape } from "../shapes.ts";
import { orderOfTree } from "../trees.ts";

const newestWords = ["recent", "latest", "newest", "new"];
const comingWords = ["upcoming", "coming", "next"];

/** What the query parameters of a list mean for its order. */
export interface Asked {
  readonly filters: readonly Filter[];
  readonly sorting?: Sorting;
  readonly pagination?: Pagination;
}

/**
 * A total order: what settings or words say; by the date that the list begins from, where nobody here makes its rows; else
 * newest first where rows are paged and tell when they were made, oldest first where not. The last key is the primary key;
 * where that is made by chance, the time of making comes before it.
 */
export function readOrder(
  shape: OperationShape,
  entity: Entity,
  draft: Draft,
  { filters, sorting, pagination }: Asked,
): readonly OrderKey[] {
  const usual = readUsual(shape, entity, draft, { filters, ...(pagination && { pagination }) });
  const first = sorting?.choices.find(({ value }) => value === sorting.fallback);
  const way = sorting?.direction;
  const isDown = way?.fallback === undefined ? undefined : way.fallback === way.descending;
  if (!first) return isDown === undefined ? usual : usual.map((key) => ({ ...key, descending: isDown }));
  const { field } = first;
  const descending = isDown ?? first.descending;
  const isTime = fieldOf(entity, field)?.meaning.kind === "created-at";
  const others = usual.filter((key) => key.field !== field);
  return [{ field, descending }, ...others.map((key) => (isTime ? { ...key, descending } : key))];
}

function readUsual(
  shape: OperationShape,
  entity: Entity,
  draft: Draft,
  { filters, pagination }: Asked,
): readonly OrderKey[] {
  const created = entity.fields.find(({ meaning }) => meaning.kind === "created-at");
  const key = primaryKeyName(entity);
  const asMade = (descending: boolean, withTime: boolean): readonly OrderKey[] => [
    ...(created && withTime ? [{ field: created.name, descending }] : []),
    { field: key, descending },
  ];
  const chosen = settingsOf(draft.settings, shape.operation.id).order;
  if (chosen !== undefined) {
    const descending = chosen.startsWith("-");
    const field = chosen.replace(/^-/, "");
    const withTime = field !== created?.name && !isOrdered(entity);
    return [{ field, descending }, ...asMade(descending, withTime).filter((last) => last.field !== field)];
  }
  const way = pagination === undefined && filters.length === 0 ? orderOfTree(shape, entity) : undefined;
  if (way !== undefined)
    return [
      { field: way, descending: false },
      { field: key, descending: false },
    ];
  const start = startOf(shape, entity, draft, filters);
  const place = isOrderedByHand(entity, draft) ? placeField(entity) : undefined;
  if (place) return [{ field: place.name, descending: false }, ...asMade(false, !isOrdered(entity))];
  if (start) return [{ field: start.name, descending: false }, ...asMade(false, !isOrdered(entity))];
  if (!created) return asMade(false, false);
  const pages = pagination !== undefined && isShown(entity, created);
  return asMade(saysNewest(shape) !== undefined || pages, true);
}

/**
 * The date that the list begins from. Rows that no operation makes come in whatever order somebody loads them: it tells
 * callers nothing, and pages want one. For others, words must ask for what is to come.
 */
function startOf(
  { operation }: OperationShape,
  entity: Entity,
  { resources, entities }: Draft,
  filters: readonly Filter[],
): Field | undefined {
  const isMade = resources[entities.indexOf(entity)]?.inputs.some(({ creates }) => creates) ?? false;
  const text = `${operation.summary} ${operation.description}`;
  if (isMade && speaksOf(text, comingWords) === undefined) return undefined;
  const bounds = filters.flatMap(({ by }) => (by.kind === "range" && by.edge === "least" ? [by.field] : []));
  const starts = entity.fields.filter(
    ({ name, meaning, missing }) =>
      bounds.includes(name) &&
      missing === "never" &&
      meaning.kind === "scalar" &&
      (meaning.type === "date" || meaning.type === "date-time"),
  );
  return starts.length === 1 ? starts[0] : undefined;
}

function isShown(entity: Entity, field: Field): boolean {
  return entity.representations.some(({ fields }) => fields.some((shown) => shown.field === field.name));
}

export function saysNewest({ operation }: OperationShape): string | undefined {
  return speaksOf(`${operation.summary} ${operation.description}`, newestWords);
}

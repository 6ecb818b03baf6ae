import type { OrderKey, Pagination } from "../behaviour.ts";
import type { Entity, Field } from "../domain.ts";
import type { Draft } from "../draft.ts";
import { isOrdered, primaryKeyName } from "../identity.ts";
import { speaksOf } from "../names.ts";
import { settingsOf } from "../settings.ts";
import type { OperationShape } from "../shapes.ts";

const newestWords = ["recent", "latest", "newest", "new"];

/**
 * A total order: what settings or words say, else newest first where rows are paged and tell when they were made, oldest
 * first where not. The last key is the primary key; where that is made by chance, the time of making comes before it.
 */
export function readOrder(
  shape: OperationShape,
  entity: Entity,
  draft: Draft,
  pagination: Pagination | undefined,
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
  if (!created) return asMade(false, false);
  const pages = pagination !== undefined && isShown(entity, created);
  return asMade(saysNewest(shape) !== undefined || pages, true);
}

function isShown(entity: Entity, field: Field): boolean {
  return entity.representations.some(({ fields }) => fields.some((shown) => shown.field === field.name));
}

export function saysNewest({ operation }: OperationShape): string | undefined {
  return speaksOf(`${operation.summary} ${operation.description}`, newestWords);
}

import type { OrderKey, Pagination } from "../behaviour.ts";
import type { Entity } from "../domain.ts";
import type { Draft } from "../draft.ts";
import { speaksOf } from "../names.ts";
import { settingsOf } from "../settings.ts";
import type { OperationShape } from "../shapes.ts";

const newestWords = ["recent", "latest", "newest", "new"];

/** A total order: what settings or words say, else newest first where rows are paged, oldest first where not. */
export function readOrder(
  shape: OperationShape,
  entity: Entity,
  draft: Draft,
  pagination: Pagination | undefined,
): readonly OrderKey[] {
  const last = (descending: boolean): OrderKey => ({ field: "id", descending });
  const chosen = settingsOf(draft.settings, shape.operation.id).order;
  if (chosen !== undefined) {
    const descending = chosen.startsWith("-");
    return [{ field: chosen.replace(/^-/, ""), descending }, last(descending)];
  }
  const created = entity.fields.find(({ meaning }) => meaning.kind === "created-at");
  if (!created) return [last(false)];
  const newest = saysNewest(shape) !== undefined || pagination !== undefined;
  return [{ field: created.name, descending: newest }, last(newest)];
}

export function saysNewest({ operation }: OperationShape): string | undefined {
  return speaksOf(`${operation.summary} ${operation.description}`, newestWords);
}

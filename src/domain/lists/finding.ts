import { splitWords } from "#base";
import type { Entity } from "../domain.ts";
import { stem } from "../names.ts";
import type { Resource } from "../resources.ts";
import type { OperationShape } from "../shapes.ts";
import { queryParameters } from "./parameters.ts";

/** Words of a path that only say that rows are found. */
export const findWords: ReadonlySet<string> = new Set(
  ["find", "search", "filter", "query", "list", "get", "fetch", "lookup", "by", "all", "and", "with"].map(
    stem,
  ),
);

/**
 * Whether a path is a collection's own with a literal at its end that only says how rows are found: `/books/findByGenre`,
 * where the words are ours, the entity's, a field's or a parameter's.
 */
export function isFinding(shape: OperationShape, entity: Entity, resource: Resource): boolean {
  const { place } = shape;
  const above = place.collection.slice(0, place.collection.lastIndexOf("/"));
  if (place.kind === "item" || !resource.collections.includes(above)) return false;
  const names = [
    entity.name,
    entity.table,
    ...entity.fields.map(({ name }) => name),
    ...queryParameters(shape).map(({ name }) => name),
  ];
  const known = new Set([...findWords, ...names.flatMap(splitWords).map(stem)]);
  const words = splitWords(place.name).map(stem);
  return words.every((word) => known.has(word)) && words.some((word) => findWords.has(word));
}

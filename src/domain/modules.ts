import { plural, snakeCase } from "#base";
import type { Behaviour } from "./behaviour.ts";
import type { Entity } from "./domain.ts";
import { sameElement } from "./names.ts";
import type { OperationShape } from "./shapes.ts";

/**
 * The part of the backend that an operation belongs to: for the caller's own account the account's, else the last
 * collection on the path, plural.
 */
export function moduleOf(shape: OperationShape, behaviour: Behaviour, entities: readonly Entity[]): string {
  if (
    behaviour.kind === "current-account" ||
    behaviour.kind === "update-current-account" ||
    behaviour.kind === "login" ||
    behaviour.kind === "register"
  ) {
    return accountModule(behaviour.entity, entities);
  }
  const { place } = shape;
  if (place.kind === "tail" && behaviour.kind === "membership")
    return lastLiteral(place.above?.collection ?? place.collection);
  if (behaviour.kind === "custom" || (place.kind === "literal" && behaviour.kind === "list"))
    return firstMatching(place.collection, entities) ?? lastLiteral(place.collection);
  return lastLiteral(place.collection);
}

function accountModule(name: string, entities: readonly Entity[]): string {
  return entities.find((entity) => entity.name === name)?.table ?? "accounts";
}

/** The first literal on the path that names a table, for lists that are no collection of their own. */
function firstMatching(path: string, entities: readonly Entity[]): string | undefined {
  const literals = path.split("/").filter((text) => text !== "" && !text.startsWith("{"));
  return literals
    .map((text) => entities.find((entity) => sameElement(entity.table, text))?.table)
    .find((table) => table !== undefined);
}

function lastLiteral(path: string): string {
  const literals = path.split("/").filter((text) => text !== "" && !text.startsWith("{"));
  return plural(snakeCase(literals.at(-1) ?? "root")) || "root";
}

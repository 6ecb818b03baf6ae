import type { JsonValue } from "#contract";
import type { OperationMeaning } from "#domain";
import { followKeys, isJsonObject, type JsonObject, valueAt } from "../document.ts";
import { printPath } from "../json-path.ts";

/** One change of the contract, with its reason. */
export interface Action {
  readonly target: string;
  /** Why, where what is merged does not say it itself. */
  readonly description?: string;
  readonly change: { readonly kind: "update"; readonly value: JsonValue } | { readonly kind: "remove" };
}

/** Where an operation stands in the document, once references to its path are followed. */
export interface OperationPlace {
  readonly document: JsonValue;
  /** The keys of the path item, and of the operation in it. */
  readonly path: readonly string[];
  readonly keys: readonly string[];
  readonly value: JsonObject;
}

/** The place of an operation; nothing where it leads nowhere. */
export function placeOf(
  document: JsonValue,
  { path: name, method }: OperationMeaning,
): OperationPlace | undefined {
  const path = followKeys(document, ["paths", name]);
  const keys = path && [...path, method];
  const value = keys && valueAt(document, keys);
  return path && keys && isJsonObject(value) ? { document, path, keys, value } : undefined;
}

/** Merges something into what stands at the keys. */
export function update(keys: readonly string[], value: JsonValue, description?: string): Action {
  return {
    target: printPath(keys),
    ...(description !== undefined && { description }),
    change: { kind: "update", value },
  };
}

/** Takes away what stands at the keys. */
export function remove(keys: readonly string[], description: string): Action {
  return { target: printPath(keys), description, change: { kind: "remove" } };
}

import { splitWords } from "#base";
import { type Contract, flattenSchema, type Property, type Schema } from "#contract";
import type { Bounds } from "./domain.ts";
import { readBounds } from "./field-values.ts";

/** The only property of a body, where it is a list of keys: `{"ids": [1, 2]}`. */
export interface KeyList {
  readonly property: Property;
  readonly item: Schema;
  readonly bounds: Bounds;
}

const keyWords: ReadonlySet<string> = new Set(["ids", "id", "uuids", "guids", "keys"]);

/** Whether what is called so holds keys: `ids`, `crateIds`. */
export function namesKeys(name: string): boolean {
  return keyWords.has(splitWords(name).at(-1) ?? "");
}

/** A body that names rows by their keys and says no more of them. */
export function readKeyList(contract: Contract, { properties }: Schema): KeyList | undefined {
  const [property, ...others] = properties;
  if (!property || others.length > 0 || !namesKeys(property.name)) return undefined;
  const list = flattenSchema(contract, property.schema);
  const item = list.types.includes("array") && list.items && flattenSchema(contract, list.items);
  const isKey = item && (item.types.includes("integer") || item.types.includes("string")) && !item.enum;
  return isKey && !list.nullable ? { property, item, bounds: readBounds(list) } : undefined;
}

import type { JsonValue } from "../contract.ts";
import { isMap } from "../document/json-value.ts";
import { ownValue } from "./part.ts";

export type JsonMap = { readonly [key: string]: JsonValue };

/** Notes each key beside these, extensions apart: what is said under it would be lost. */
export function only(lost: string[], map: JsonMap, keys: readonly string[]): void {
  lost.push(...Object.keys(map).filter((key) => !keys.includes(key) && !key.startsWith("x-")));
}

/** What stands under these keys, with extensions unless they stand elsewhere already. */
export function pick(map: JsonMap, keys: readonly string[], extensions = true): JsonMap {
  return Object.fromEntries(
    Object.entries(map).filter(([key]) => keys.includes(key) || (extensions && key.startsWith("x-"))),
  );
}

export function mapOf(value: JsonValue): JsonMap {
  return isMap(value) ? value : {};
}

export function mapAt(value: JsonValue, key: string): JsonMap {
  return mapOf(ownValue(value, key) ?? {});
}

export function mapEach(map: JsonMap, change: (value: JsonValue, key: string) => JsonValue): JsonMap {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}

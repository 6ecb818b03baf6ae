import type { JsonValue } from "../contract.ts";
import { isMap } from "../document/json-value.ts";

/** Something that a document is to say, and the keys that lead to it. */
export interface Part {
  readonly path: readonly string[];
  readonly value: JsonValue;
}

/** A value with parts put in, whatever stood at their places. */
export function withParts(value: JsonValue, parts: readonly Part[]): JsonValue {
  return parts.reduce((grown, { path, value: part }) => withPart(grown, path, part), value);
}

function withPart(value: JsonValue, [key, ...rest]: readonly string[], part: JsonValue): JsonValue {
  if (key === undefined) return part;
  const map = isMap(value) ? value : {};
  // A computed key is an own property, `__proto__` too.
  return { ...map, [key]: withPart(ownValue(map, key) ?? {}, rest, part) };
}

/** The value under a key of its own. */
export function ownValue(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return value !== undefined && isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

import { parse } from "yaml";
import type { JsonValue } from "#contract";

export type JsonObject = { readonly [key: string]: JsonValue };

/** A YAML text of ours as plain data. */
export function parseDocument(text: string): JsonValue {
  const value: JsonValue = parse(text, { schema: "core" });
  return value;
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** What stands at the keys; names of a contract are never looked up on a prototype. */
export function valueAt(document: JsonValue, keys: readonly string[]): JsonValue | undefined {
  let current: JsonValue | undefined = document;
  for (const key of keys) {
    if (!isJsonObject(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current;
}

/** What a local reference names, itself where it is none; nothing where the reference leads nowhere. */
export function dereferenced(document: JsonValue, value: JsonValue): JsonValue | undefined {
  const keys = referenceKeys(value);
  return keys === undefined ? value : valueAt(document, keys);
}

/** The document with another value at the keys; what stands beside them stays. */
export function replaceAt(
  document: JsonObject,
  [key = "", ...rest]: readonly string[],
  value: JsonObject,
): JsonObject {
  const inner = Object.hasOwn(document, key) ? document[key] : undefined;
  const next = rest.length === 0 ? value : isJsonObject(inner) ? replaceAt(inner, rest, value) : inner;
  return Object.fromEntries([...Object.entries(document), [key, next ?? null]]);
}

/** The keys of what a local reference names: `#/components/responses/Error`. */
export function referenceKeys(value: JsonValue | undefined): readonly string[] | undefined {
  const reference = isJsonObject(value) ? valueAt(value, ["$ref"]) : undefined;
  if (typeof reference !== "string" || !reference.startsWith("#/")) return undefined;
  return decodePercent(reference.slice(2))
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

// Not decodeURIComponent alone, which throws on `%` that is none of its own.
function decodePercent(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    new TextDecoder().decode(Uint8Array.from(run.slice(1).split("%"), (hex) => Number.parseInt(hex, 16))),
  );
}

const mostHops = 20;

/** The keys of what stands at the keys once references are followed; nothing where they lead nowhere or in a circle. */
export function followKeys(document: JsonValue, keys: readonly string[]): readonly string[] | undefined {
  let current = keys;
  for (let hop = 0; hop < mostHops; hop += 1) {
    const value = valueAt(document, current);
    if (value === undefined) return undefined;
    const next = referenceKeys(value);
    if (next === undefined) return current;
    current = next;
  }
  return undefined;
}

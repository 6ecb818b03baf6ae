import { parseAllDocuments } from "yaml";
import type { JsonValue } from "#contract";

export type JsonObject = { readonly [key: string]: JsonValue };

let last: { readonly text: string; readonly value: JsonValue } | undefined;

/** A JSON or YAML text as plain data. It was read as a contract before, so a text that does not parse is an error of ours. */
export function parseDocument(text: string): JsonValue {
  // One contract is asked for by several, and parsing takes longer than all that they do with it.
  if (last?.text !== text) last = { text, value: parse(text) };
  return last.value;
}

function parse(text: string): JsonValue {
  const json = parseJson(text);
  if (json !== undefined) return json;
  // As the contract's reader does: the core schema, and the first document of several.
  const [document] = parseAllDocuments(text, { schema: "core", merge: false, uniqueKeys: false });
  const value: JsonValue = document?.toJS({ maxAliasCount: mostAliases }) ?? null;
  return value;
}

// The reader has refused bombs already; this is only so high that no honest document reaches it.
const mostAliases = 10_000;

// YAML's parser would refuse some JSON, such as tabs in the wrong places, and takes many times as long.
function parseJson(text: string): JsonValue | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
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

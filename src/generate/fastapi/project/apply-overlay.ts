import type { JsonValue } from "#contract";
import { isJsonObject, type JsonObject, parseDocument } from "./document.ts";
import { parsePath } from "./json-path.ts";

/**
 * The contract with an overlay of ours merged in, as JSON: for tools that know nothing of overlays. Only `update` at the
 * path of one place is understood, which is all that we write. A target that is not there changes nothing, as specified.
 */
export function applyOverlay(contract: JsonValue, overlayText: string): string {
  const overlay = parseDocument(overlayText);
  const listed = isJsonObject(overlay) ? overlay["actions"] : undefined;
  const actions: readonly JsonValue[] = Array.isArray(listed) ? listed : [];
  const merged = actions.reduce(applyAction, contract);
  return `${JSON.stringify(merged, undefined, 2)}\n`;
}

function applyAction(document: JsonValue, action: JsonValue): JsonValue {
  if (!isJsonObject(action) || typeof action["target"] !== "string") return document;
  const keys = parsePath(action["target"]);
  const update = action["update"];
  return keys === undefined || update === undefined ? document : updateAt(document, keys, update);
}

// Each level is copied, so that what YAML aliases share with other places stays as it is there.
function updateAt(document: JsonValue, keys: readonly string[], update: JsonValue): JsonValue {
  const [key, ...rest] = keys;
  if (key === undefined) return merge(document, update);
  if (!isJsonObject(document)) return document;
  const inner = Object.hasOwn(document, key) ? document[key] : undefined;
  return inner === undefined ? document : withEntry(document, key, updateAt(inner, rest, update));
}

/** Objects are merged, lists are joined, all else is replaced. */
function merge(base: JsonValue, update: JsonValue): JsonValue {
  if (Array.isArray(base) && Array.isArray(update)) return [...base, ...update];
  if (!isJsonObject(base) || !isJsonObject(update)) return update;
  let merged = base;
  for (const [key, value] of Object.entries(update)) {
    const inner = Object.hasOwn(merged, key) ? merged[key] : undefined;
    merged = withEntry(merged, key, inner === undefined ? value : merge(inner, value));
  }
  return merged;
}

// `__proto__` as a computed key makes a property; as a plain one it would set the prototype.
function withEntry(object: JsonObject, key: string, value: JsonValue): JsonObject {
  return { ...object, [key]: value };
}

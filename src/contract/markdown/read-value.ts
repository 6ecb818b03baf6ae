import type { JsonValue } from "../contract.ts";
import type { Draft } from "./context.ts";
import { cellText, uncode } from "./plain.ts";

/** A value as people write it, in code marks or quotes or bare; which type it has decides where it may be several. */
export function readValue(written: string, draft: Draft): JsonValue {
  const text = cellText(uncode(written.trim()));
  const parsed = parseJson(text);
  const types = typesOf(draft);
  if (typeof parsed === "string" || (typeof parsed === "object" && parsed !== null)) return parsed;
  if (parsed !== undefined && (types.length === 0 || types.includes(typeName(parsed)))) return parsed;
  if (parsed !== undefined && typeof parsed === "number" && types.includes("number")) return parsed;
  const single = /^'(.*)'$|^[“„«](.*)[”“»]$/s.exec(text);
  if (single) return single[1] ?? single[2] ?? "";
  if (parsed !== undefined && !types.includes("string")) return parsed;
  if (types.includes("boolean") && /^(?:true|false)$/i.test(text)) return text.toLowerCase() === "true";
  return text;
}

export function parseJson(text: string): JsonValue | undefined {
  if (!/^(?:["{[]|-?\d|true$|false$|null$)/.test(text)) return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

export function typesOf(draft: Draft): readonly string[] {
  const said = draft["type"];
  if (typeof said === "string") return [said];
  return Array.isArray(said) ? said.filter((type) => typeof type === "string") : [];
}

function typeName(value: JsonValue): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

import { type Finding, type Fix, formatSpan, type Span } from "#base";
import type { JsonValue } from "#contract";

/** Any readonly value of ours as JSON: maps become objects, places `{ file, line, column }`, absent keys stay absent. */
export function toJson(value: unknown): JsonValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Set) return [...value].map(toJson);
  if (value instanceof Map) return fromEntries([...value].map(([key, item]) => [String(key), item]));
  if (typeof value !== "object") return null;
  if (isSpan(value)) return placeJson(value);
  return fromEntries(Object.entries(value));
}

function fromEntries(entries: readonly (readonly [string, unknown])[]): JsonValue {
  const kept = entries.filter(([, item]) => item !== undefined);
  return Object.fromEntries(kept.map(([key, item]) => [key, toJson(item)]));
}

export function placeJson({ file, line, column }: Span): JsonValue {
  return { file, line, column };
}

function isSpan(value: object): value is Span {
  return "file" in value && "line" in value && "column" in value && "offset" in value && "end" in value;
}

/** Offsets count UTF-16 units from the beginning of the file. */
function fixJson({ safety, edits }: Fix): JsonValue {
  const told = edits.map(({ span, text }) => ({ file: span.file, offset: span.offset, end: span.end, text }));
  return { safety, edits: told };
}

export function findingsJson(findings: readonly Finding[]): JsonValue {
  return findings.map(({ rule, severity, message, span, mend, path, fix }) => ({
    rule,
    severity,
    message,
    ...(span && { at: formatSpan(span), place: placeJson(span) }),
    ...(mend !== undefined && { mend }),
    ...(path && { path: path.map((step) => ({ message: step.message, place: placeJson(step.span) })) }),
    ...(fix && { fix: fixJson(fix) }),
  }));
}

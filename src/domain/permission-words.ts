import type { Operation } from "#contract";

const introductions: readonly RegExp[] = [
  // "Permissions required: crates.write or crates.all"
  /\b(?:permissions?|privileges?|authorit(?:y|ies))[*_ ]*(?:required|needed)\b[^\n:]{0,20}:[*_ ]*([^\n]+)/i,
  // "Required permission: crates:write", "Requires the permissions `crates:write`"
  /\b(?:requires?|required|needs?)\b[^\n:.]{0,12}\b(?:permissions?|privileges?|authorit(?:y|ies))\b[*_ ]*:?[*_ ]*([^\n]+)/i,
  // "Requires crates:write permission"
  /\b(?:requires?|needs?)(?: the)? ([^\s]+) (?:permission|privilege|authority)\b/i,
];

/** `crates:write`, `crate.write`, `WRITE:CRATE`, `CRATES_WRITE`: nothing that people say in a sentence. */
const names = /\b[A-Za-z][\w-]*(?:[:.][A-Za-z*][\w*-]*)+|\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g;

/** What a text names as permissions that an operation asks for, any of which will do. */
export function namedPermissions({ summary, description }: Operation): readonly string[] {
  for (const text of [summary, description])
    for (const introduction of introductions) {
      const told = introduction.exec(text)?.[1];
      const found = told === undefined ? [] : [...told.matchAll(names)].map(([name]) => name);
      if (found.length > 0) return [...new Set(found)];
    }
  return [];
}

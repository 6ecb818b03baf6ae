import { cleanLine } from "#base";

/** Text of a project as text, and not as marks or elements. */
export function escapeMarks(text: string): string {
  return cleanLine(text).replace(/[\\`*_[\]<>#|~&]/g, (mark) =>
    mark === "<" ? "&lt;" : mark === "&" ? "&amp;" : `\\${mark}`,
  );
}

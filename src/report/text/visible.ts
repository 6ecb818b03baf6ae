import { cleanLine } from "#base";

/** Safe, with its white space kept so that columns still fit. */
export function visible(text: string): string {
  return text
    .split(/([ \t]+)/)
    .map((part) => (/^[ \t]+$/.test(part) ? " ".repeat(part.length) : cleanLine(part)))
    .join("");
}

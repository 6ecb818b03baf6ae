import type { Source } from "./source.ts";

/** Longer ones are no head of a page, but text between two lines. */
const longest = 60;

/** What generators of pages read before the text: settings between two lines of dashes at the very top. */
export interface FrontMatter {
  /** Lines that it takes, from 0. */
  readonly lines: number;
  readonly title: string;
  /** The line of the title, from 0. */
  readonly titleLine: number;
}

export function readFrontMatter({ lines }: Source): FrontMatter | undefined {
  if (lines[0]?.trimEnd() !== "---") return undefined;
  const end = lines.slice(1, longest).findIndex((line) => /^(?:---|\.\.\.)\s*$/.test(line)) + 1;
  const own = lines.slice(1, end);
  // A line across the page and a heading above another one look the same: settings have keys.
  const isSettings =
    own.some((line) => /^[\w-]+\s*:/.test(line)) &&
    own.every((line) => /^(?:[\w-]+\s*:|\s|-\s|#|$)/.test(line));
  if (end === 0 || !isSettings) return undefined;
  const at = own.findIndex((line) => /^title\s*:/.test(line));
  const title = (own[at] ?? "").replace(/^title\s*:\s*/, "").replace(/^(["'])(.*)\1\s*$/, "$2");
  return { lines: end + 1, title: title.trim(), titleLine: at + 1 };
}

import { afterBreak, type CodeListener, endOfLine, endOfLogicalLine } from "./scan-code.ts";

/** What Python reads as one line, however many it is written over; or a line that is blank or a comment. */
export interface LogicalLine {
  readonly kind: "code" | "comment" | "blank";
  /** Where its indent begins. */
  readonly start: number;
  /** Where its first character that is no blank stands. */
  readonly content: number;
  /** Before its line break. */
  readonly end: number;
  /** Columns of indent, a tab to the next multiple of eight. */
  readonly indent: number;
}

/** Every line of a text, in order; the listener hears of what stands in code. */
export function readLogicalLines(text: string, from: number, listener: CodeListener): readonly LogicalLine[] {
  const lines: LogicalLine[] = [];
  let start = from;
  while (start < text.length) {
    const { content, indent } = readIndent(text, start);
    const character = text.charAt(content);
    const blank = character === "" || character === "\n" || character === "\r";
    // What such a line begins with stands on the next one: nobody writes so, and then it is not ours to take apart.
    if (character === "\\") listener.broken();
    const kind = blank ? "blank" : character === "#" ? "comment" : "code";
    const end = kind === "code" ? endOfLogicalLine(text, content, listener) : endOfLine(text, content);
    lines.push({ kind, start, content, end, indent });
    start = afterBreak(text, end);
  }
  return lines;
}

function readIndent(text: string, start: number): { readonly content: number; readonly indent: number } {
  let indent = 0;
  let content = start;
  for (; content < text.length; content += 1) {
    const character = text.charAt(content);
    if (character === " ") indent += 1;
    else if (character === "\t") indent = (Math.floor(indent / 8) + 1) * 8;
    else if (character === "\f") indent = 0;
    else break;
  }
  return { content, indent };
}

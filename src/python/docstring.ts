import { makeFragment, nothing, type Py } from "./fragment.ts";
import { cleanLines, columns, wrapLine } from "./prose.ts";

/**
 * A docstring as ruff's D rules like it: one summary line that ends in a period; then, after a blank line, the rest,
 * wrapped, with the closing quotes on a line of their own. An empty text prints nothing.
 */
export function docstring(text: string, width = 88): Py {
  const lines = cleanLines(text);
  const first = lines.findIndex((line) => line !== "");
  if (first === -1) return nothing;
  const { summary, rest } = splitSummary(lines.slice(first), width - 8);
  const body = trimBlank(rest.flatMap((line) => wrapLine(line, width))).map(disarm);
  const head = openWithoutQuote(punctuate(disarm(summary)));
  const content = body.length === 0 ? head : [head, "", ...body, ""].join("\n");
  // With backslashes left as they are, in a raw literal, nothing in the text is an escape.
  return makeFragment(`${content.includes("\\") ? "r" : ""}"""${content}"""`);
}

interface Split {
  readonly summary: string;
  readonly rest: readonly string[];
}

function splitSummary(lines: readonly string[], width: number): Split {
  const end = lines.findIndex((line, index) => index > 0 && startsBlock(line));
  const paragraph = (end === -1 ? lines : lines.slice(0, end)).join(" ").replace(/^#+ /, "");
  const after = end === -1 ? [] : lines.slice(end);
  if (columns(paragraph) <= width) return { summary: paragraph, rest: after };
  const sentence = /^.*?[.!?](?= )/.exec(paragraph)?.[0] ?? paragraph;
  if (columns(sentence) <= width) {
    return { summary: sentence, rest: [paragraph.slice(sentence.length).trim(), ...after] };
  }
  const [head = "", ...tail] = wrapLine(paragraph, width - 3);
  if (tail.length === 0) return { summary: head, rest: after };
  return { summary: `${head}...`, rest: [`...${tail.join(" ")}`, ...after] };
}

function startsBlock(line: string): boolean {
  return line === "" || /^([-*+|>#]|\d+[.)] |```)/.test(line);
}

// A last character other than these could be a quote or a backslash, and D400 wants one of them anyway.
function punctuate(summary: string): string {
  const ended = /[.!?]$/.test(summary) ? summary : `${summary.replace(/[ ,;:]+$/, "")}.`;
  // D403 looks at the first word as it stands in the end.
  return /^[a-z][a-z']*[.!?]*(?= |$)/i.test(ended) ? ended.charAt(0).toUpperCase() + ended.slice(1) : ended;
}

function disarm(line: string): string {
  return (
    line
      .replace(/"{3,}/g, (quotes) => "'".repeat(quotes.length))
      // `doctest` runs what follows its prompt.
      .replace(/^>>>/, "> >>")
  );
}

// A quote right after the opening ones would make ruff insert a space, which D210 then forbids.
function openWithoutQuote(head: string): string {
  return head.replace(/^"([^"]*)"/, "'$1'").replace(/^"+/, (quotes) => "'".repeat(quotes.length));
}

function trimBlank(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line !== "");
  return lines.slice(first === -1 ? lines.length : first, lines.findLastIndex((line) => line !== "") + 1);
}

import { cleanLines } from "#base";
import { type Look, paint } from "../text/look.ts";
import { heading, layParagraph } from "../text/paragraph.ts";
import { cutToWidth } from "../text/width.ts";

/** The text of a behaviour for the terminal: headings told apart, paragraphs wrapped, code as it is. */
export function explainBehaviourText(text: string, look: Look): readonly string[] {
  const lines: string[] = [];
  let inCode = false;
  for (const line of cleanLines(text.trimEnd())) {
    if (line.startsWith("```")) {
      inCode = !inCode;
      continue;
    }
    lines.push(...layLine(line, inCode, look));
  }
  return lines;
}

function layLine(line: string, inCode: boolean, look: Look): readonly string[] {
  if (inCode) return [paint(look, "note", `    ${cutToWidth(line, Math.max(10, look.width - 4))}`.trimEnd())];
  if (line === "") return [""];
  if (line.startsWith("#")) return heading(line.replace(/^#+ /, ""), look);
  const plain = line.replace(/\[([^\]]+)\]\([^)]*\)/g, "$1").replace(/\*\*?([^*]+)\*\*?/g, "$1");
  if (!plain.startsWith("- ")) return layParagraph(plain, look);
  return layParagraph(plain.slice(2), look, 2).map((wrapped, index) =>
    index === 0 ? `- ${wrapped.slice(2)}` : wrapped,
  );
}

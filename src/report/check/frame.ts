import type { Span } from "#base";
import { layExcerpt, sourceLine } from "../excerpt.ts";
import type { Sources } from "../sources.ts";
import { type Look, paint } from "../text/look.ts";
import { visible } from "../text/visible.ts";
import { cutToWidth } from "../text/width.ts";

const before = 2;

/** The line that a span begins on with what it covers there, and the lines above it. */
export function layFrame(span: Span, sources: Sources, look: Look): readonly string[] {
  const lines: string[] = [];
  let offset = startOfLine(span, sources);
  for (
    let line = span.line - 1;
    offset !== undefined && offset > 0 && line >= span.line - before;
    line -= 1
  ) {
    const above: Span = { ...span, line, offset: offset - 1 };
    const text = sourceLine(above, sources) ?? "";
    const number = String(line).padStart(5);
    lines.unshift(
      `${paint(look, "faint", `${number} |`)} ${cutToWidth(visible(text), look.width - 8)}`.trimEnd(),
    );
    offset = startOfLine(above, sources);
  }
  const excerpt = layExcerpt(span, sources, look);
  return excerpt.length === 0 ? [] : [...lines, ...excerpt];
}

function startOfLine({ file, offset }: Span, sources: Sources): number | undefined {
  const text = sources.get(file);
  if (text === undefined || offset === 0) return text === undefined ? undefined : 0;
  return text.lastIndexOf("\n", offset - 1) + 1;
}

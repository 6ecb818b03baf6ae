import type { Span } from "#base";
import type { SourceModule } from "./project.ts";

const starts = new WeakMap<SourceModule, readonly number[]>();

/** Where lines begin. A form feed and the like end no line, as for the language itself. */
export function lineStarts(module: SourceModule): readonly number[] {
  const before = starts.get(module);
  if (before !== undefined) return before;
  const found = findStarts(module.syntax.text);
  starts.set(module, found);
  return found;
}

function findStarts(text: string): readonly number[] {
  const found = [0];
  if (text.includes("\r")) {
    for (const match of text.matchAll(/\r\n?|\n/g)) found.push(match.index + match[0].length);
    return found;
  }
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) found.push(at + 1);
  return found;
}

/** The place of a node of a module's syntax. */
export function spanOf(module: SourceModule, node: { readonly start: number; readonly end: number }): Span {
  const lines = lineStarts(module);
  let low = 0;
  let high = lines.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? 0) <= node.start) low = middle;
    else high = middle;
  }
  return {
    file: module.path,
    line: low + 1,
    column: node.start - (lines[low] ?? 0) + 1,
    offset: node.start,
    end: node.end,
  };
}

import type { Span } from "#base";
import { type Project, placeIn, type SourceModule } from "#facts";
import type { LintPlace } from "#python";
import type { RuffHit } from "./ruff-run.ts";

/** Finds what rows and columns stand for; undefined in a file that was not read. */
export function openPlaces(project: Project): (hit: RuffHit) => Span | undefined {
  const modules = new Map([...project.modules.values()].map((module) => [module.path, module]));
  const starts = new Map<SourceModule, readonly number[]>();
  return ({ file, start, end }) => {
    const module = modules.get(file);
    if (module === undefined) return undefined;
    const lines = starts.get(module) ?? lineStarts(module.syntax.text);
    starts.set(module, lines);
    const from = offsetOf(module.syntax.text, lines, start);
    return placeIn(module, { start: from, end: Math.max(from, offsetOf(module.syntax.text, lines, end)) });
  };
}

function lineStarts(text: string): readonly number[] {
  // Ruff does not count a byte order mark.
  const found = [text.startsWith("\ufeff") ? 1 : 0];
  for (const match of text.matchAll(/\r\n?|\n/g)) found.push(match.index + match[0].length);
  return found;
}

/** Columns count characters, offsets the units of UTF-16, of which some characters take two. */
function offsetOf(text: string, lines: readonly number[], { row, column }: LintPlace): number {
  let offset = lines[row - 1] ?? text.length;
  for (let left = column - 1; left > 0 && offset < text.length; left -= 1)
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  return offset;
}

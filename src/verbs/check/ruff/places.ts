import type { Span } from "#base";
import { lineStarts, type Project, placeIn, type SourceModule } from "#facts";
import type { LintPlace } from "#python";
import type { RuffHit } from "./ruff-run.ts";

/** Finds what rows and columns stand for; undefined in a file that was not read. */
export function openPlaces(project: Project): (hit: RuffHit) => Span | undefined {
  const modules = new Map([...project.modules.values()].map((module) => [module.path, module]));
  const plain = new Map<SourceModule, boolean>();
  return ({ file, start, end }) => {
    const module = modules.get(file);
    if (module === undefined) return undefined;
    const isPlain = plain.get(module) ?? !/[\ud800-\udbff]/.test(module.syntax.text);
    plain.set(module, isPlain);
    const from = offsetOf(module, start, isPlain);
    return placeIn(module, { start: from, end: Math.max(from, offsetOf(module, end, isPlain)) });
  };
}

/** Columns count characters, offsets the units of UTF-16, of which some characters take two; in a text that is plain, none does. */
function offsetOf(module: SourceModule, { row, column }: LintPlace, isPlain: boolean): number {
  const { text } = module.syntax;
  // Ruff does not count a byte order mark.
  const mark = row === 1 && text.startsWith("\ufeff") ? 1 : 0;
  let offset = (lineStarts(module)[row - 1] ?? text.length) + mark;
  if (isPlain) return Math.min(text.length, offset + Math.max(0, column - 1));
  for (let left = column - 1; left > 0 && offset < text.length; left -= 1)
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  return offset;
}

import { assert } from "#base";
import { isOutermost, type Place, placeOf, type Scan, scanText, startOfText } from "./scan.ts";

/** Where an interpolation stands: its number, and whether that is in code, a string or a comment. */
export interface Gap {
  readonly index: number;
  readonly place: Place;
}

export type Part = string | Gap;

export interface TemplateLine {
  readonly indent: string;
  /** What stands after the indent. */
  readonly parts: readonly Part[];
}

export interface Template {
  readonly lines: readonly TemplateLine[];
  readonly endsInComment: boolean;
}

const parsed = new WeakMap<TemplateStringsArray, Template>();

/** Takes a template apart once: it is dedented, and each gap knows whether it lies in code, a string or a comment. */
export function parseTemplate(strings: TemplateStringsArray): Template {
  const known = parsed.get(strings);
  if (known) return known;
  assert(
    Array.isArray(strings.raw) && Object.isFrozen(strings),
    "`py` is a tag for template literals, not a function",
  );
  const template = dedentTemplate(strings.raw.map(readRaw));
  parsed.set(strings, template);
  return template;
}

// The raw text, so that `"\n"` in a template is Python's escape and not a line break; only JavaScript's own escapes go.
function readRaw(raw: string): string {
  return raw.replace(/\\(`|\$\{)/g, "$1");
}

function dedentTemplate(chunks: readonly string[]): Template {
  const { lines: all, end } = splitLines(chunks);
  assert(isOutermost(end), `a template ends inside a literal: ${chunks.join("…")}`);
  const startsOnNextLine = all.length > 1 && isBlank(all[0]);
  const kept = startsOnNextLine ? all.slice(1) : all;
  const lines = kept.length > 1 && isBlank(kept.at(-1)) ? kept.slice(0, -1) : kept;
  const indents = lines
    .filter((line, index) => !isBlank(line) && (startsOnNextLine || index > 0))
    .map((line) => indentOf(line).length);
  const common = indents.length === 0 ? 0 : Math.min(...indents);
  return {
    lines: lines.map((line, index) => cutIndent(line, startsOnNextLine || index > 0 ? common : 0)),
    endsInComment: placeOf(end) === "comment",
  };
}

function splitLines(chunks: readonly string[]): { lines: readonly (readonly Part[])[]; end: Scan } {
  const lines: Part[][] = [[]];
  let end = startOfText;
  chunks.forEach((chunk, index) => {
    end = scanText(end, chunk);
    chunk.split("\n").forEach((text, position) => {
      if (position > 0) lines.push([]);
      if (text !== "") lines.at(-1)?.push(text);
    });
    if (index < chunks.length - 1) lines.at(-1)?.push({ index, place: placeOf(end) });
  });
  return { lines, end };
}

function isBlank(line: readonly Part[] | undefined): boolean {
  return line === undefined || line.every((part) => typeof part === "string" && part.trim() === "");
}

function indentOf(line: readonly Part[]): string {
  const first = line[0];
  return typeof first === "string" ? (/^ */.exec(first)?.[0] ?? "") : "";
}

function cutIndent(line: readonly Part[], common: number): TemplateLine {
  if (isBlank(line)) return { indent: "", parts: [] };
  const indent = indentOf(line);
  const [first, ...rest] = line;
  if (typeof first !== "string") return { indent: "", parts: line };
  const text = first.slice(indent.length);
  return { indent: indent.slice(common), parts: text === "" ? rest : [text, ...rest] };
}

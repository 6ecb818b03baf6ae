import type { Filter, Filtered, Operand, Path, Stretch } from "./nodes.ts";

const operand = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\w.@+-]+/y;
const name = /\w+/y;

/** Reads `order.customer|default:"nobody"`, which begins at an offset of the template. What is no such expression names nothing. */
export function readFiltered(text: string, at: number): Filtered {
  const whole = { start: at, end: at + text.length };
  const translated = /^_\((.*)\)$/.exec(text);
  if (translated?.[1] !== undefined) return readFiltered(translated[1], at + 2);
  const first = take(operand, text, 0);
  const base = first === undefined ? undefined : readOperand(first, at);
  const filters: Filter[] = [];
  let place = first?.length ?? 0;
  while (text[place] === "|") {
    const named = take(name, text, place + 1);
    if (named === undefined) break;
    const start = at + place + 1;
    place += 1 + named.length;
    const given = text[place] === ":" ? take(operand, text, place + 1) : undefined;
    const argument = given === undefined ? undefined : readOperand(given, at + place + 1);
    if (given !== undefined) place += 1 + given.length;
    filters.push({ name: named, start, end: start + named.length, ...(argument && { argument }) });
  }
  return { base, filters, ...whole };
}

function take(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function readOperand(text: string, start: number): Operand | undefined {
  const stretch: Stretch = { start, end: start + text.length };
  if (/^["']/.test(text)) return { kind: "text", text: text.slice(1, -1), ...stretch };
  if (text === "True" || text === "False") return { kind: "truth", value: text === "True", ...stretch };
  return /^[+-]?[\d.]|^None$/.test(text) ? undefined : readPath(text, start);
}

function readPath(text: string, start: number): Path | undefined {
  let at = start;
  const parts = text.split(".").map((part) => {
    const stretch = { name: part, start: at, end: at + part.length };
    at += part.length + 1;
    return stretch;
  });
  return parts.every((part) => /^\w+$/.test(part.name))
    ? { kind: "path", parts, start, end: start + text.length }
    : undefined;
}

import { assert } from "#base";

/** Where in Python's grammar of tokens a place of a template is. */
export type Place = "code" | "string" | "comment";

interface Frame {
  /** `field` is the code inside the braces of an f-string; `format` what follows its colon. */
  readonly kind: "code" | "field" | "format" | "string" | "comment";
  readonly close: string;
  readonly formatted: boolean;
  readonly depth: number;
}

const code: Frame = { kind: "code", close: "", formatted: false, depth: 0 };

/** Follows the text of a template over its gaps, and says in which place each gap lies. */
export interface Scan {
  readonly frames: readonly Frame[];
}

export const startOfText: Scan = { frames: [code] };

export function placeOf(scan: Scan): Place {
  const kind = top(scan.frames).kind;
  if (kind === "code" || kind === "field") return "code";
  return kind === "comment" ? "comment" : "string";
}

export function isOutermost(scan: Scan): boolean {
  return scan.frames.length === 1 || (scan.frames.length === 2 && placeOf(scan) === "comment");
}

/** Scans one stretch of static text, up to the next gap. */
export function scanText(scan: Scan, text: string): Scan {
  const frames = [...scan.frames];
  let index = 0;
  while (index < text.length) {
    const { kind } = top(frames);
    if (kind === "comment") index = scanComment(frames, text, index);
    else if (kind === "string" || kind === "format") index = scanLiteral(frames, text, index);
    else index = scanCode(frames, text, index);
  }
  return { frames };
}

function scanComment(frames: Frame[], text: string, from: number): number {
  const end = text.indexOf("\n", from);
  if (end !== -1) frames.pop();
  return end === -1 ? text.length : end;
}

function scanLiteral(frames: Frame[], text: string, from: number): number {
  const frame = top(frames);
  const character = text.charAt(from);
  if (frame.kind === "string" && text.startsWith(frame.close, from)) {
    frames.pop();
    return from + frame.close.length;
  }
  if (character === "\\") {
    assert(from + 1 < text.length, "an interpolation must not follow a backslash");
    return from + 2;
  }
  assert(character !== "\n" || frame.close.length === 3, "a template leaves a string literal open");
  if (frame.kind === "format" && character === "}") {
    frames.pop();
    return from + 1;
  }
  if (!frame.formatted) return from + 1;
  if (text.startsWith("{{", from) || text.startsWith("}}", from)) return from + 2;
  if (character === "{") frames.push({ ...code, kind: "field", close: frame.close });
  return from + 1;
}

function scanCode(frames: Frame[], text: string, from: number): number {
  const frame = top(frames);
  const character = text.charAt(from);
  if (character === "#") frames.push({ ...code, kind: "comment" });
  else if (character === '"' || character === "'") return openLiteral(frames, text, from);
  else if (character === "\\") assert(from + 1 < text.length, "an interpolation must not follow a backslash");
  else if (frame.kind === "field") scanField(frames, frame, character);
  return from + 1;
}

function scanField(frames: Frame[], frame: Frame, character: string): void {
  if ("([{".includes(character)) frames[frames.length - 1] = { ...frame, depth: frame.depth + 1 };
  else if (frame.depth > 0) {
    if (")]}".includes(character)) frames[frames.length - 1] = { ...frame, depth: frame.depth - 1 };
  } else if (character === "}") frames.pop();
  else if (character === ":") frames[frames.length - 1] = { ...frame, kind: "format", formatted: true };
}

function openLiteral(frames: Frame[], text: string, from: number): number {
  const quote = text.charAt(from);
  const close = text.startsWith(quote.repeat(3), from) ? quote.repeat(3) : quote;
  const prefix = /[a-z]*$/i.exec(text.slice(Math.max(0, from - 3), from))?.[0] ?? "";
  frames.push({ kind: "string", close, formatted: /^(f|fr|rf|t|tr|rt)$/i.test(prefix), depth: 0 });
  return from + close.length;
}

function top(frames: readonly Frame[]): Frame {
  const frame = frames.at(-1);
  assert(frame, "the scan of a template lost its place");
  return frame;
}

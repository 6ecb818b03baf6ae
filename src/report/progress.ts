import { cleanLine } from "#base";
import { seconds } from "./text/figures.ts";
import { type Look, paint } from "./text/look.ts";
import { displayWidth, padToWidth, shorten } from "./text/width.ts";

export interface ProgressLine {
  readonly step: number;
  readonly of: number;
  readonly title: string;
  readonly text: string;
  /** Absent while the step still runs. */
  readonly durationMs?: number;
  readonly failed?: boolean;
}

const titleWidth = 12;
const timeWidth = 10;
const widest = 110;

/** One step of long work on one line: ` 4/9  red  118 fail on the skeleton  6.1 s`. */
export function reportProgress(line: ProgressLine, look: Look): string {
  const width = Math.min(look.width, widest);
  const digits = String(line.of).length;
  const count = `${String(line.step).padStart(digits + 1)}/${line.of}`;
  const time = line.durationMs === undefined ? "" : seconds(line.durationMs);
  const title = padToWidth(shorten(cleanLine(line.title), titleWidth), titleWidth);
  const used = displayWidth(count) + 2 + titleWidth + 2;
  const room = Math.max(8, width - used - timeWidth);
  const text = padToWidth(shorten(cleanLine(line.text), room), room);
  const style = line.failed ? "error" : line.durationMs === undefined ? "faint" : undefined;
  const name = paint(look, line.failed ? "error" : "heading", title);
  const end = `${paint(look, style, text)}${paint(look, "faint", time.padStart(timeWidth))}`;
  return `${paint(look, "faint", count)}  ${name}  ${end}`.trimEnd();
}

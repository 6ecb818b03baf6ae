import { type Cursor, endOf, kindOf, startOf, tell } from "./cursor.ts";
import type { Expression } from "./tree.ts";

/** How deep expressions may nest: deeper than programs are written, and shallow enough for the stack. */
export const deepest = 600;

/** How many operators, calls, attributes or branches may follow one another: each makes the tree one deeper for who walks over it. */
export const longestChain = 2_400;

/** Skips what is nested too deeply, up to the end of its logical line. */
export function giveUp(cursor: Cursor): Expression {
  const start = startOf(cursor);
  tell(cursor, "this is nested too deeply to be read");
  while (kindOf(cursor) !== "NEWLINE" && kindOf(cursor) !== "END") cursor.index += 1;
  return { kind: "broken-expression", start, end: Math.max(start, endOf(cursor)) };
}

import { type Cursor, expect, kindOf } from "./cursor.ts";
import type { Body } from "./statements-tree.ts";

/** A colon and what it introduces. What a broken header has left of its line is skipped first. */
export function parseSuite(cursor: Cursor): Body {
  if (!expect(cursor, ":")) {
    while (kindOf(cursor) !== "NEWLINE" && kindOf(cursor) !== "END") cursor.index += 1;
  }
  return cursor.grammar.block(cursor);
}

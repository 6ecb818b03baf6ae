import { type Cursor, kindOf, tell, textOf } from "./cursor.ts";
import { nameOf } from "./parameters.ts";

/** One name, which is taken; where none stands, that is told, and the empty name is given. */
export function parseWord(cursor: Cursor): string {
  if (kindOf(cursor) !== "NAME") {
    tell(cursor, "a name is missing here");
    return "";
  }
  const word = nameOf(textOf(cursor));
  cursor.index += 1;
  return word;
}

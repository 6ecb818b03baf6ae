import { makeFragment, type Py } from "./fragment.ts";
import { openWriter } from "./writer.ts";

/** A string literal on one line, quoted as `ruff format` would quote it. */
export function str(text: string): Py {
  const doubles = text.split('"').length;
  const singles = text.split("'").length;
  const quote = doubles > singles ? "'" : '"';
  return makeFragment(`${quote}${escapeText(text, quote)}${quote}`);
}

/**
 * An f-string: strings are printed as text, fragments as expressions in braces.
 * `formatted(["/users/", name("user_id")])` gives `f"/users/{user_id}"`.
 */
export function formatted(parts: readonly (string | Py)[]): Py {
  if (parts.every((part) => typeof part === "string")) return str(parts.join(""));
  const writer = openWriter();
  writer.writeStatic('f"');
  for (const part of parts) {
    if (typeof part === "string") {
      writer.writeStatic(escapeText(part, '"').replace(/[{}]/g, "$&$&"));
      continue;
    }
    // The spaces keep the braces of a dict from doubling ours; ruff removes them.
    writer.writeStatic("{ ");
    writer.writeFragment(part);
    writer.writeStatic(" }");
  }
  writer.writeStatic('"');
  return writer.finish(false);
}

const shortEscapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

// Python's own `isprintable`, and besides it what is printable by name and yet cannot be seen.
const unseen = /[\\]|(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/gu;

function escapeText(text: string, quote: string): string {
  return text.replace(unseen, escapeCharacter).replaceAll(quote, `\\${quote}`);
}

function escapeCharacter(character: string): string {
  const short = shortEscapes[character];
  if (short !== undefined) return short;
  const point = character.codePointAt(0) ?? 0;
  if (point <= 0xff) return `\\x${point.toString(16).padStart(2, "0")}`;
  if (point <= 0xffff) return `\\u${point.toString(16).padStart(4, "0")}`;
  return `\\U${point.toString(16).padStart(8, "0")}`;
}

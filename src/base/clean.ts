/**
 * Text of a contract is untrusted: an escape sequence in a summary could repaint the terminal, a direction mark could
 * show another text than the one there. Here such characters become visible escapes.
 */
const unsafe = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** A text on one line: white space becomes single spaces, unsafe characters become escapes. */
export function cleanLine(text: string): string {
  return escapeUnsafe(text.replace(/[ \t\r\n\v\f\u0085\u2028\u2029]+/g, " ")).trim();
}

/** A text with its lines kept; tabs become two spaces. */
export function cleanLines(text: string): readonly string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => escapeUnsafe(line.replaceAll("\t", "  ")).trimEnd());
}

function escapeUnsafe(text: string): string {
  return text.replace(unsafe, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100
      ? `\\x${code.toString(16).padStart(2, "0")}`
      : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

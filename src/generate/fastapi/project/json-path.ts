/** The JSONPath of one place: `$.paths['/items/{id}'].get`. */
export function printPath(keys: readonly string[]): string {
  return `$${keys.map((key) => (plainKey.test(key) ? `.${key}` : `[${quoteText(key)}]`)).join("")}`;
}

/** A text as JSONPath has it, in single quotes. */
export function quoteText(text: string): string {
  return `'${text.replace(toEscape, escapeCharacter)}'`;
}

const plainKey = /^[A-Za-z_][A-Za-z0-9_]*$/;
const toEscape = /['\\]|\p{Cc}/gu;

function escapeCharacter(character: string): string {
  if (character === "'" || character === "\\") return `\\${character}`;
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

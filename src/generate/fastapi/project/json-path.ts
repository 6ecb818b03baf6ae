/** The JSONPath of one place: `$.paths['/items/{id}'].get`. */
export function printPath(keys: readonly string[]): string {
  return `$${keys.map((key) => (plainKey.test(key) ? `.${key}` : `['${key.replace(toEscape, escapeCharacter)}']`)).join("")}`;
}

/** The keys of such a path; nothing for anything else that JSONPath can say. */
export function parsePath(path: string): readonly string[] | undefined {
  if (!path.startsWith("$")) return undefined;
  const keys: string[] = [];
  segment.lastIndex = 1;
  while (segment.lastIndex < path.length) {
    const found = segment.exec(path);
    if (!found) return undefined;
    const [, plain, quoted] = found;
    keys.push(plain ?? readEscapes(quoted ?? ""));
  }
  return keys;
}

const plainKey = /^[A-Za-z_][A-Za-z0-9_]*$/;
const segment = /\.([A-Za-z_][A-Za-z0-9_]*)|\['((?:[^'\\]|\\u[0-9A-Fa-f]{4}|\\['\\])*)'\]/y;
const toEscape = /['\\]|\p{Cc}/gu;

function escapeCharacter(character: string): string {
  if (character === "'" || character === "\\") return `\\${character}`;
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function readEscapes(quoted: string): string {
  return quoted.replace(
    /\\(?:u([0-9A-Fa-f]{4})|(['\\]))/g,
    (_, point: string | undefined, character: string) =>
      point === undefined ? character : String.fromCharCode(Number.parseInt(point, 16)),
  );
}

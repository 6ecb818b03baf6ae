/** How many columns a terminal gives to a text without control characters. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

const zero = /\p{Mn}|\p{Me}|[\u200b-\u200d]|\u2060/u;
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;

function characterWidth(character: string): number {
  if (zero.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

/** The beginning of a text that fits into so many columns. */
export function cutToWidth(text: string, width: number): string {
  let used = 0;
  let cut = "";
  for (const character of text) {
    used += characterWidth(character);
    if (used > width) break;
    cut += character;
  }
  return cut;
}

/** As `cutToWidth`, but with a sign that something is missing. */
export function shorten(text: string, width: number): string {
  return displayWidth(text) <= width ? text : `${cutToWidth(text, Math.max(0, width - 1)).trimEnd()}…`;
}

export function padToWidth(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}

/** Breaks a line at spaces so that no part is wider; a word that is wider alone is broken where it must be. */
export function wrap(line: string, width: number): readonly string[] {
  const room = Math.max(1, width);
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(" ")) {
    const joined = current === "" ? word : `${current} ${word}`;
    if (displayWidth(joined) <= room) {
      current = joined;
      continue;
    }
    if (current !== "") lines.push(current);
    const pieces = breakWord(word, room);
    lines.push(...pieces.slice(0, -1));
    current = pieces.at(-1) ?? "";
  }
  return [...lines, current];
}

/** A piece of a path or of code up to the last joint in its second half: behind `/`, `(` or a comma, before the dot of a call. */
function atJoint(piece: string, whole: string): string {
  for (let end = piece.length; end > piece.length / 2; end -= 1)
    if (/[/(,]/.test(piece.charAt(end - 1)) || /^\.\w+\(/.test(whole.slice(end))) return piece.slice(0, end);
  return piece;
}

function breakWord(word: string, room: number): readonly string[] {
  const pieces: string[] = [];
  let rest = word;
  while (displayWidth(rest) > room) {
    const [first = ""] = rest;
    const piece = atJoint(cutToWidth(rest, room), rest) || first;
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...pieces, rest];
}

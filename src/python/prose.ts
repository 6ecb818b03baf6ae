/** Lines of a text for people: no control characters, nothing invisible, single spaces; an empty string is a paragraph's end. */
export function cleanLines(text: string): readonly string[] {
  const cleaned = text
    .toWellFormed()
    .split(/\r\n|[\n\r\v\f\x85\u2028\u2029]/)
    .map((line) =>
      line
        .replace(/[\p{Cc}\p{Z}]+/gu, " ")
        .replace(hidden, "")
        .trim(),
    );
  return cleaned.filter((line, index) => line !== "" || (cleaned[index - 1] ?? "") !== "");
}

// Marks of direction, joiners, tags, private and unassigned characters: a reader would not see what they do.
const hidden = /[\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** Breaks a line at spaces. A word that is too long stays whole, as an address should, unless its script has no spaces. */
export function wrapLine(line: string, width: number): readonly string[] {
  const wrapped: string[] = [];
  let current = "";
  for (const word of line.split(" ").flatMap((word) => splitWide(word, width))) {
    const longer = current === "" ? word : `${current} ${word}`;
    if (current === "" || columns(longer) <= width) {
      current = longer;
    } else {
      wrapped.push(current);
      current = word;
    }
  }
  return [...wrapped, current];
}

const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff00-\uff60]/u;

/** Columns on the screen, as ruff counts them: two for a wide character. */
export function columns(text: string): number {
  let count = 0;
  for (const character of text) count += wide.test(character) ? 2 : 1;
  return count;
}

function splitWide(word: string, width: number): readonly string[] {
  if (columns(word) <= width || !wide.test(word)) return [word];
  const pieces: string[] = [];
  let current = "";
  for (const character of word) {
    if (columns(current + character) > width) {
      pieces.push(current);
      current = "";
    }
    current += character;
  }
  return [...pieces, current];
}

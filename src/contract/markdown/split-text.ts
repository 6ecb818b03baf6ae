/** Splits at separators that stand outside of quotes, code marks and brackets; empty pieces are left out. */
export function splitText(
  text: string,
  isSeparator: (text: string, at: number) => number,
): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  let depth = 0;
  for (let at = 0; at < text.length; ) {
    const character = text[at] ?? "";
    const end = quoteEnd(text, at);
    if (end > at) {
      at = end;
      continue;
    }
    if ("([{<".includes(character) && !isComparison(text, at)) depth += 1;
    else if (")]}>".includes(character) && !isComparison(text, at)) depth = Math.max(0, depth - 1);
    const length = depth === 0 ? isSeparator(text, at) : 0;
    if (length > 0) {
      pieces.push(text.slice(from, at));
      at += length;
      from = at;
    } else at += 1;
  }
  pieces.push(text.slice(from));
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== "");
}

// `<` and `>` are brackets only where a name touches them on the right side: `array<string>`, and not `> 0`, `<= 5`.
function isComparison(text: string, at: number): boolean {
  const character = text[at];
  if (character === "<") return !/^<[A-Za-z]/.test(text.slice(at, at + 2)) || !/\w/.test(text[at - 1] ?? "");
  return character === ">" && !/[\w\]>)?]/.test(text[at - 1] ?? "");
}

// Behind the mark that closes what is opened here; where nothing closes it, it opens nothing.
function quoteEnd(text: string, at: number): number {
  const character = text[at];
  if (character === "`") {
    const marks = /^`+/.exec(text.slice(at, at + 20))?.[0] ?? "`";
    const close = text.indexOf(marks, at + marks.length);
    return close < 0 ? at : close + marks.length;
  }
  if (character === '"') {
    for (let end = at + 1; end < text.length; end += 1) {
      if (text[end] === "\\") end += 1;
      else if (text[end] === '"') return end + 1;
    }
    return at;
  }
  // An apostrophe within a word is none.
  if (character === "'" && !/\p{L}/u.test(text[at - 1] ?? "")) {
    const close = text.indexOf("'", at + 1);
    return close < 0 || /\p{L}/u.test(text[close + 1] ?? "") ? at : close + 1;
  }
  return at;
}

/** Phrases of a rules column: at commas and semicolons, line ends, and full stops at the end of a sentence. */
export function splitPhrases(text: string): readonly string[] {
  return splitText(text, (whole, at) => {
    const character = whole[at];
    if (character === ";" || character === "\n" || character === "；" || character === "，") return 1;
    if (character === ",") return /\d/.test(whole[at - 1] ?? "") && /\d/.test(whole[at + 1] ?? "") ? 0 : 1;
    const isStop =
      character === "." &&
      /^(?:\s|$)/.test(whole.slice(at + 1, at + 2)) &&
      !/\b(?:max|min|e\.g|z\.\s?b|i\.e|ca|mind|máx|mín)$/i.test(whole.slice(Math.max(0, at - 6), at));
    return isStop ? 1 : 0;
  });
}

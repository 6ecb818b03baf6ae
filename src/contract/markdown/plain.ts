const longestFormatted = 20_000;

/** Tags that part no words. */
const inlineTag =
  /^<\/?(?:a|b|bdi|big|code|del|em|font|i|ins|kbd|mark|samp|small|span|strong|sub|sup|tt|u|var)(?=[\s>/])/i;

/** A line of markdown as people read it: without emphasis, code marks, links' addresses, tags and escapes. */
export function plain(text: string): string {
  // Nobody writes a name or a label of that length, and the patterns below are for short texts.
  if (text.length > longestFormatted) return text.trim();
  return unescapeMarks(
    text
      .replace(/!?\[([^\][]{0,500})\]\([^()]{0,500}\)/g, "$1")
      // Within code marks `<id>` is what is written there, and no tag.
      .replace(/(?<!\\)(`{1,3})[^`]*\1|<\/?[a-z][^<>]{0,200}>/gi, (whole, marks?: string) =>
        marks !== undefined ? whole : inlineTag.test(whole) ? "" : " ",
      )
      .replace(/(?<!\\)(`{1,3})([^`]*)\1/g, "$2")
      .replace(/\*\*|__(?=\S)|(?<=\S)__|~~/g, "")
      .replace(/(?<![\w*\\])[*_](?=\S)([^*_]+)(?<=\S)[*_](?![\w*])/g, "$1"),
  )
    .replaceAll("&nbsp;", " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** A text of a table's cell as it was meant: breaks are line ends. */
export function cellText(text: string): string {
  return text
    .replace(/ ?<br ?\/?> ?/gi, "\n")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .trim();
}

/** The value within a code span that is the whole text; else the text itself. */
export function uncode(text: string): string {
  const trimmed = text.trim();
  const inner = /^(`+)([^`]|[^`][\s\S]*[^`])\1$/.exec(trimmed)?.[2];
  return inner === undefined ? trimmed : inner.trim();
}

function unescapeMarks(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, "$1");
}

/** For looking words up: small letters without accents and marks, single spaces. */
export function fold(text: string): string {
  return plain(text)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

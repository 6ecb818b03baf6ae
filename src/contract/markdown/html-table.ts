import type { TableBlock, TableRow } from "./blocks.ts";
import type { Piece, Source } from "./source.ts";

/** Longer ones are no tables that anybody wrote. */
const longest = 200_000;

/**
 * The table in some lines of HTML, its cells in the words of markdown; undefined where it does not end there, has cells over several
 * columns or rows, or is not alone.
 */
export function readHtmlTable(
  source: Source,
  first: number,
  end: number,
): Omit<TableBlock, "span"> | undefined {
  const text = source.lines.slice(first, end).join("\n");
  const isWhole = /^\s*<table[\s>]/i.test(text) && /<\/table>\s*$/i.test(text);
  if (!isWhole || text.length > longest || /\b(?:col|row)span\b/i.test(text)) return undefined;
  if ((text.match(/<table[\s>]/gi)?.length ?? 0) > 1) return undefined;
  const rows = [...text.matchAll(/<tr\b[^<>]*>/gi)].map(({ index }, at, all) => {
    const row = text.slice(index, all[at + 1]?.index);
    const cells = [...row.matchAll(/<t[hd]\b[^<>]*>/gi)].map((match) => {
      const from = index + match.index + match[0].length;
      const length = row
        .slice(match.index + match[0].length)
        .search(/<\/?(?:t[hdr]|tbody|thead|tfoot|table)\b/i);
      return cellOf(text, from, length < 0 ? row.length : length, first);
    });
    return { cells, span: source.at(first + linesBefore(text, index)) };
  });
  const [header, ...body] = rows.filter(({ cells }) => cells.length > 0);
  return header === undefined
    ? undefined
    : { kind: "table", header: header.cells, rows: body satisfies readonly TableRow[] };
}

function cellOf(text: string, from: number, length: number, first: number): Piece {
  const inner = text.slice(from, from + length);
  const start = from + Math.max(0, inner.search(/\S/));
  return {
    text: spoken(inner),
    line: first + linesBefore(text, start),
    column: start - (text.lastIndexOf("\n", start - 1) + 1),
  };
}

function linesBefore(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length - 1;
}

/** Code and emphasis as markdown has them, breaks as they are, entities as what they stand for. */
function spoken(html: string): string {
  return html
    .replace(/<\/?(?:code|kbd|samp|tt)\b[^<>]*>/gi, "`")
    .replace(/<\/?(?:b|strong)\b[^<>]*>/gi, "**")
    .replace(/<\/p>\s*<p\b[^<>]*>/gi, "<br>")
    .replace(/<(?!br\b)\/?[a-z][^<>]*>/gi, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ")
    .trim();
}

import MarkdownIt, { type MarkdownIt as Parser, type Token } from "markdown-it";
import type { Block, ItemBlock, TableBlock } from "./blocks.ts";
import { readFrontMatter } from "./front-matter.ts";
import { readHtmlTable } from "./html-table.ts";
import { cut, type Piece, type Source } from "./source.ts";
import { splitCells } from "./split-cells.ts";
import { turnTable } from "./turn-table.ts";

/** Blocks inside one another; a record needs four or five. */
const deepest = 60;

let made: Parser | undefined;

// Made where it is first needed: most contracts are no markdown. What is within lines is not taken apart by it.
function parser(): Parser {
  made ??= new MarkdownIt("default", { html: true, maxNesting: deepest });
  made.core.ruler.enableOnly(["normalize", "block"]);
  return made;
}

export interface BlocksRead {
  readonly blocks: readonly Block[];
  /** Lines, from 0, whose content is nested too deeply to be read. */
  readonly tooDeep: readonly number[];
  /** Lines, from 0, at which tables begin that cannot be read as such. */
  readonly noTables: readonly number[];
}

/** Takes CommonMark with tables apart. Bounded by the length of the text and by the depth that is read. */
export function parseBlocks(source: Source): BlocksRead {
  const head = readFrontMatter(source)?.lines ?? 0;
  const lines = head === 0 ? source.lines : source.lines.map((line, index) => (index < head ? "" : line));
  const tokens = parser().parse(lines.join("\n"), {});
  const walk: Walk = { source, tokens, at: 0, tooDeep: [], noTables: [] };
  return { blocks: readBlocks(walk, 0), tooDeep: walk.tooDeep, noTables: walk.noTables };
}

interface Walk {
  readonly source: Source;
  readonly tokens: readonly Token[];
  at: number;
  readonly tooDeep: number[];
  readonly noTables: number[];
}

function readBlocks(walk: Walk, depth: number): readonly Block[] {
  const blocks: Block[] = [];
  for (; walk.at < walk.tokens.length; walk.at += 1) {
    const token = walk.tokens[walk.at];
    if (token === undefined || token.nesting < 0) break;
    const block = readBlock(walk, token, depth);
    if (block !== undefined) blocks.push(block);
  }
  return blocks;
}

function readBlock(walk: Walk, token: Token, depth: number): Block | undefined {
  const [first, end] = token.map ?? [0, 0];
  const span = walk.source.over(first, Math.max(first, end - 1));
  switch (token.type) {
    case "heading_open": {
      const level = Number(token.tag.slice(1));
      const [piece] = readLines(walk);
      return piece && { kind: "heading", level, piece, span };
    }
    case "paragraph_open": {
      const lines = readLines(walk);
      if (lines.length > 1 && lines.every(({ text }) => /^\|.*\|.*\|$/.test(text))) walk.noTables.push(first);
      return { kind: "paragraph", lines, span };
    }
    case "html_block": {
      if (!/<table[\s>]/i.test(token.content)) return undefined;
      const table = readHtmlTable(walk.source, first, end);
      if (table === undefined) walk.noTables.push(first);
      return table && { ...table, span };
    }
    case "bullet_list_open":
    case "ordered_list_open":
      return { kind: "list", items: readItems(walk, depth), span };
    case "table_open":
      return { ...readTable(walk), span };
    case "blockquote_open":
      return { kind: "quote", text: readQuote(walk, first, end), span };
    case "fence":
    case "code_block":
      return readCode(walk, token, first);
    default:
      // Rules, and other HTML, of which a record says nothing.
      return undefined;
  }
}

/** The lines of the inline token that follows, and on to the token that closes what holds it. */
function readLines(walk: Walk): readonly Piece[] {
  walk.at += 1;
  const inline = walk.tokens[walk.at];
  walk.at += 1;
  const [first] = inline?.map ?? [0];
  return (inline?.content ?? "").split("\n").map((text, index) => {
    const line = first + index;
    const written = walk.source.lines[line] ?? "";
    return cut({ text, line, column: Math.max(0, written.lastIndexOf(text.trim())) }, 0);
  });
}

function readItems(walk: Walk, depth: number): readonly ItemBlock[] {
  const items: ItemBlock[] = [];
  for (walk.at += 1; walk.at < walk.tokens.length; walk.at += 1) {
    const token = walk.tokens[walk.at];
    if (token === undefined || token.nesting < 0) break;
    const [first, end] = token.map ?? [0, 0];
    walk.at += 1;
    const blocks = readBlocks(walk, depth + 1);
    if (blocks.length === 0 && token.level >= deepest - 2) walk.tooDeep.push(first);
    items.push({ blocks, span: walk.source.over(first, Math.max(first, end - 1)) });
  }
  return items;
}

function readTable(walk: Walk): Omit<TableBlock, "span"> {
  const rows: { cells: readonly Piece[]; span: TableBlock["span"] }[] = [];
  let cells = 0;
  for (walk.at += 1; walk.at < walk.tokens.length; walk.at += 1) {
    const token = walk.tokens[walk.at];
    if (token?.type === "table_close") break;
    if (token?.type === "th_open") cells += 1;
    if (token?.type !== "tr_open") continue;
    const [line] = token.map ?? [0];
    const most = rows.length === 0 ? undefined : cells;
    rows.push({ cells: splitCells(walk.source.lines[line] ?? "", line, most), span: walk.source.at(line) });
  }
  const [header, ...body] = rows;
  const fit = (row: (typeof body)[number]) => ({ ...row, cells: row.cells.slice(0, cells) });
  return turnTable(walk.source, { kind: "table", header: header?.cells ?? [], rows: body.map(fit) });
}

function readQuote(walk: Walk, first: number, end: number): string {
  skip(walk);
  return walk.source.lines
    .slice(first, end)
    .map((line) => line.replace(/^\s*>? ?/, ""))
    .join("\n")
    .trim();
}

// To the token that closes the one we are at.
function skip(walk: Walk): void {
  let open = 0;
  for (; walk.at < walk.tokens.length; walk.at += 1) {
    open += walk.tokens[walk.at]?.nesting ?? 0;
    if (open === 0) return;
  }
}

function readCode(walk: Walk, token: Token, first: number): Block {
  const isFence = token.type === "fence";
  const line = first + (isFence ? 1 : 0);
  const count = token.content === "" ? 0 : token.content.replace(/\n$/, "").split("\n").length;
  const written = walk.source.lines[line] ?? "";
  const top = token.content.split("\n")[0] ?? "";
  return {
    kind: "code",
    language: token.info.trim().toLowerCase().replaceAll(/\s+/g, " "),
    text: token.content.replace(/\n$/, ""),
    line,
    column: top === "" ? 0 : Math.max(0, written.indexOf(top)),
    span: walk.source.over(first, line + count - (isFence ? 0 : 1)),
  };
}

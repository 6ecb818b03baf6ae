import type { Span } from "#base";
import type { Piece } from "./source.ts";

/** What a record is made of, in the order of the text. Emphasis, links and code within a line are left as written. */
export type Block = HeadingBlock | ParagraphBlock | ListBlock | TableBlock | CodeBlock | QuoteBlock;

export interface HeadingBlock {
  readonly kind: "heading";
  readonly level: number;
  readonly piece: Piece;
  readonly span: Span;
}

export interface ParagraphBlock {
  readonly kind: "paragraph";
  readonly lines: readonly Piece[];
  readonly span: Span;
}

export interface ListBlock {
  readonly kind: "list";
  readonly items: readonly ItemBlock[];
  readonly span: Span;
}

export interface ItemBlock {
  readonly blocks: readonly Block[];
  readonly span: Span;
}

export interface TableBlock {
  readonly kind: "table";
  readonly header: readonly Piece[];
  readonly rows: readonly TableRow[];
  readonly span: Span;
}

export interface TableRow {
  readonly cells: readonly Piece[];
  readonly span: Span;
}

export interface CodeBlock {
  readonly kind: "code";
  /** What stands behind the fence, in small letters: `json`, `json schema`; empty where nothing does. */
  readonly language: string;
  readonly text: string;
  /** Where its first line begins; lines from 0. */
  readonly line: number;
  readonly column: number;
  readonly span: Span;
}

/** Always prose, whatever it looks like. */
export interface QuoteBlock {
  readonly kind: "quote";
  readonly text: string;
  readonly span: Span;
}

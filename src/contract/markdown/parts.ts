import type { Block, ListBlock, ParagraphBlock } from "./blocks.ts";
import { labelCells } from "./label-cells.ts";
import { itemText } from "./list-fields.ts";
import { namePart, type PartTitle } from "./name-part.ts";
import type { Section } from "./outline.ts";
import type { PartName } from "./part-words.ts";
import { plain } from "./plain.ts";
import { cut, type Piece } from "./source.ts";

/** A part of an endpoint, an event or a type: under a heading, behind a label, or after a line that announces it. */
export interface Part extends PartTitle {
  readonly title: Piece;
  /** What stands behind the label on its lines. */
  readonly value?: Piece;
  readonly blocks: readonly Block[];
  /** Parts within it, where it stands under a heading. */
  readonly parts: readonly Part[];
  readonly isHeading: boolean;
}

export interface PartsRead {
  /** What belongs to no part: prose, and what comes before any. */
  readonly blocks: readonly Block[];
  readonly parts: readonly Part[];
}

interface OpenPart extends Part {
  readonly blocks: Block[];
}

/** Takes a section apart into what it says of itself. */
export function partsOf(section: Section): PartsRead {
  const loose: Block[] = [];
  const parts: OpenPart[] = [];
  let open: OpenPart | undefined;
  const begin = (part: Omit<OpenPart, "blocks" | "parts" | "isHeading">, blocks: readonly Block[] = []) => {
    open = { ...part, blocks: [...blocks], parts: [], isHeading: false };
    parts.push(open);
  };
  for (const [index, block] of section.blocks.entries()) {
    if (block.kind === "paragraph") {
      const labels = readLabels(block);
      if (labels.length > 0) {
        const [first] = labels;
        if (first !== undefined && first.title === undefined) loose.push(first.prose);
        for (const label of labels) if (label.title !== undefined) begin(label);
        continue;
      }
      const announced = announce(block, section.blocks[index + 1]);
      if (announced !== undefined) begin(announced);
      else {
        // Prose after a label that has its say is about the whole again.
        if (open !== undefined && open.value === undefined && open.blocks.length === 0)
          open.blocks.push(block);
        else {
          loose.push(block);
          if (open?.value !== undefined || (open !== undefined && isOtherWord(block, open))) open = undefined;
        }
      }
      continue;
    }
    const isFree = open === undefined || open.value !== undefined || open.blocks.length > 0;
    const items = isFree ? labelsIn(block) : undefined;
    if (items !== undefined) for (const { blocks, ...item } of items) begin(item, blocks);
    else (takesBlocks(open) ? open.blocks : loose).push(block);
  }
  return { blocks: loose, parts: [...parts, ...section.children.map(partOfSection)] };
}

/** A word that nobody knows, behind a part that has had its say: what follows belongs to that word. */
function isOtherWord({ lines }: ParagraphBlock, open: OpenPart): boolean {
  const [line, ...more] = lines;
  const hasSaid = open.blocks.some(({ kind }) => kind === "list" || kind === "table");
  return (
    hasSaid && more.length === 0 && /^\p{Lu}[\p{L}-]*(?: [\p{L}-]+){0,2}:$/u.test(line?.text.trim() ?? "")
  );
}

const holders: ReadonlySet<string> = new Set([
  ...[
    "request",
    "body",
    "query",
    "pathParameters",
    "headers",
    "cookies",
    "parameters",
    "response",
    "status",
    "payload",
  ],
  ...["errors", "errorForm", "example", "type", "values", "channel", "changelog", "authentication"],
]);

/** Whether what follows belongs to a part: to one that has said nothing yet, or that has more than words to say. */
function takesBlocks(open: OpenPart | undefined): open is OpenPart {
  if (open === undefined) return false;
  if (open.value === undefined) return true;
  return open.name !== undefined && holders.has(open.name);
}

function partOfSection(section: Section): Part {
  const { blocks, parts } = partsOf(section);
  const piece = section.heading?.piece ?? { text: "", line: 0, column: 0 };
  return withStatusBelow({ ...namePart(piece.text), title: piece, blocks, parts, isHeading: true });
}

/** An answer may have its status in a line below its heading: `#### The name is taken`, then `Status code: 400`. */
function withStatusBelow(part: Part): Part {
  if (part.status !== undefined || (part.name !== undefined && noAnswers.has(part.name))) return part;
  const below = part.parts.find(({ name, value }) => name === "status" && codeIn(value) !== undefined);
  const status = codeIn(below?.value);
  if (below === undefined || status === undefined) return part;
  const others = part.parts.filter((inner) => inner !== below);
  const words = plain(part.title.text).replace(/^[^:]{1,24}:\s+(?=\S)/, "");
  const told: Part = {
    ...{ name: "description", title: part.title, value: { ...part.title, text: words } },
    ...{ blocks: [], parts: [], isHeading: false },
  };
  // `#### Responses` above a status is no word about it.
  const isSaid = namePart(words, true).name === undefined;
  return { ...part, name: "response", status, parts: isSaid ? [told, ...others] : others };
}

/** Parts with words of their own about statuses. Whatever else a heading speaks of, with a status below it it is an answer. */
const noAnswers: ReadonlySet<PartName> = new Set([
  ...(["endpoints", "events", "types", "changelog", "request", "body", "query", "pathParameters"] as const),
  ...(["headers", "cookies", "parameters", "example", "payload", "values"] as const),
]);

function codeIn(value: Piece | undefined): string | undefined {
  return /^`?([1-5]\d\d)(?!\d)/.exec(value?.text ?? "")?.[1];
}

type Label =
  | ({ readonly title: Piece; readonly value?: Piece } & PartTitle)
  | { readonly title: undefined; readonly prose: ParagraphBlock };

const bold = /^(\*\*|__)(?=\S)(.{1,120}?)(?<=\S)\1\s*([:：]?)\s*(.*)$/;

/** The labels that begin lines of a paragraph: `**Auth:** bearer`; none where it is prose. */
function readLabels(block: ParagraphBlock): readonly Label[] {
  const labels: Label[] = [];
  for (const line of block.lines) {
    const label = readLabel(line);
    const last = labels.at(-1);
    if (label !== undefined) labels.push(label);
    else if (last === undefined) labels.push({ title: undefined, prose: { ...block, lines: [line] } });
    else if (last.title === undefined)
      labels[labels.length - 1] = { ...last, prose: { ...block, lines: [...last.prose.lines, line] } };
    else
      labels[labels.length - 1] = {
        ...last,
        value: last.value === undefined ? line : { ...last.value, text: `${last.value.text}\n${line.text}` },
      };
  }
  return labels.every(({ title }) => title === undefined) ? [] : labels;
}

export function readLabel(line: Piece): Extract<Label, { title: Piece }> | undefined {
  const match = bold.exec(line.text);
  if (match) {
    const [whole = "", , inner = "", colon = "", rest = ""] = match;
    const isLabel = colon !== "" || /[:：]$/.test(inner) || rest === "";
    const title = { ...line, text: inner.replace(/[:：]$/, "").trim(), column: line.column + 2 };
    const named = namePart(inner, rest !== "");
    if (!isLabel && named.name === undefined) return undefined;
    if (!isLabel && named.status === undefined) return undefined;
    return { ...named, title, ...(rest !== "" && { value: cut(line, whole.length - rest.length) }) };
  }
  const unmarked = /^([\p{L}][\p{L}\p{N} -]{1,40}?)\s*[:：]\s*(.*)$/u.exec(line.text);
  if (!unmarked) return undefined;
  const named = namePart(unmarked[1] ?? "", true);
  const rest = unmarked[2] ?? "";
  if (named.name === undefined || rest.startsWith("//")) return undefined;
  const title = { ...line, text: unmarked[1] ?? "" };
  return { ...named, title, ...(rest !== "" && { value: cut(line, line.text.length - rest.length) }) };
}

/** `The request body contains:` before a list, a table or a block. */
function announce(
  block: ParagraphBlock,
  next: Block | undefined,
): ({ readonly title: Piece } & PartTitle) | undefined {
  const last = block.lines.at(-1);
  if (last === undefined || next === undefined || !/[:：]\s*(?:\*\*|__)?$/.test(last.text)) return undefined;
  if (next.kind !== "list" && next.kind !== "table" && next.kind !== "code") return undefined;
  const sentence =
    plain(last.text)
      .split(/(?<=[.!?])\s+/)
      .at(-1) ?? "";
  const named = namePart(sentence);
  return named.name === undefined ? undefined : { ...named, title: last };
}

function labelsIn(block: Block): readonly OpenPart[] | undefined {
  if (block.kind === "list") return labelItems(block);
  if (block.kind !== "table") return undefined;
  return labelCells(block)?.map((part) => ({ ...part, blocks: [], parts: [], isHeading: false }));
}

/** Points that are labels: `- auth: bearer`, `- 201: Order`; nothing where most of them are not. */
function labelItems(list: ListBlock): readonly OpenPart[] | undefined {
  const parts: OpenPart[] = [];
  for (const item of list.items) {
    const said = itemText(item);
    if (said === undefined) continue;
    const piece = { ...said.piece, text: said.text };
    const label = readLabel(piece) ?? readStatusPoint(piece);
    if (label?.name !== undefined)
      parts.push({ ...label, blocks: [...said.more], parts: [], isHeading: false });
    else if (parts.length > 0 || list.items.length > 3)
      parts.push({ name: undefined, title: piece, blocks: [...said.more], parts: [], isHeading: false });
    else return undefined;
  }
  const known = parts.filter(({ name }) => name !== undefined).length;
  return known > 0 && known * 2 >= parts.length ? parts : undefined;
}

/** `201 – the order`, `` `400`: invalid ``, `404 not found` */
export function readStatusPoint(
  piece: Piece,
): ({ readonly title: Piece; readonly value?: Piece } & PartTitle) | undefined {
  const match = /^(?:HTTP )?(?:\*\*|`)*([1-5](?:\d\d|xx))(?:\*\*|`)*(?![\w.])\s*[:：,–—-]?\s*(.*)$/i.exec(
    piece.text,
  );
  if (!match) return undefined;
  const rest = match[2] ?? "";
  return {
    name: "response",
    status: (match[1] ?? "").toUpperCase(),
    title: { ...piece, text: match[1] ?? "" },
    ...(rest !== "" && { value: cut(piece, piece.text.length - rest.length) }),
  };
}

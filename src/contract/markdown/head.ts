import type { Span } from "#base";
import { type AuthRead, assumedSignIn, assumeSignIn, readAuth, type Schemes, schemeName } from "./auth.ts";
import type { Block, TableBlock } from "./blocks.ts";
import { type Context, tell } from "./context.ts";
import type { Found } from "./find-sections.ts";
import { readFrontMatter } from "./front-matter.ts";
import type { Section } from "./outline.ts";
import { textsOf } from "./part-texts.ts";
import { partsOf } from "./parts.ts";
import { plain, uncode } from "./plain.ts";
import { asksToSignIn, saysNone } from "./prose-sentences.ts";
import { readSchemeKind } from "./scheme-kind.ts";
import type { Piece } from "./source.ts";
import { speaksOfAccess } from "./speaks-of-access.ts";
import { cellAt, readColumns } from "./table-fields.ts";

/** What a record says of the whole. */
export interface Head {
  title: string;
  titleSpan: Span;
  version: string;
  description: string;
  baseUrl: string;
  readonly schemes: Schemes;
}

/** Reads title, version, base address and how callers sign in. */
export function readHead(context: Context, root: Section, found: Found): Head {
  const [top] = root.children;
  const isTitled = top !== undefined && root.children.length === 1 && found.others.includes(top);
  const first = isTitled
    ? top
    : (root.children.find((child) => child.level === 1 && found.others.includes(child)) ??
      (top && found.others.includes(top) ? top : undefined));
  const front = first?.level === 1 ? undefined : readFrontMatter(context.source);
  const isFront = front !== undefined && front.title !== "";
  const head: Head = {
    title: isFront ? front.title : first?.heading === undefined ? "" : plain(first.heading.piece.text),
    titleSpan: isFront ? context.source.at(front.titleLine) : (first?.heading?.span ?? context.source.at(0)),
    version: "",
    description: "",
    baseUrl: "",
    schemes: { known: new Map(), usual: undefined, unclear: undefined },
  };
  for (const section of [root, ...(first === undefined ? [] : [first])]) readLabels(context, head, section);
  for (const { name, section } of found.parts) {
    if (name === "changelog" && head.version === "") head.version = newestVersion(context, section) ?? "";
    else if (name === "authentication" || name === "auth") readAuthentication(context, head.schemes, section);
    else if (name === "version" && head.version === "")
      head.version = plain(textsOf(asPart(section)).join(" "));
    else if (name === "baseUrl" && head.baseUrl === "")
      head.baseUrl = addressIn(textsOf(asPart(section)).join("\n") || codeIn(section));
  }
  return head;
}

function asPart(section: Section): Parameters<typeof textsOf>[0] {
  return {
    name: undefined,
    title: { text: "", line: 0, column: 0 },
    blocks: section.blocks,
    parts: [],
    isHeading: true,
  };
}

function codeIn(section: Section): string {
  const code = section.blocks.find((block) => block.kind === "code");
  return code?.kind === "code" ? code.text : "";
}

function readLabels(context: Context, head: Head, section: Section): void {
  const { blocks, parts } = partsOf({ ...section, children: [] });
  const changes = blocks.find((block) => block.kind === "table" && isChangelog(block));
  if (changes?.kind === "table") head.version ||= versionIn(context, changes) ?? "";
  const prose = blocks.flatMap((block) => {
    if (block.kind === "quote") return [block.text];
    return block.kind === "paragraph" ? [block.lines.map((line) => line.text).join("\n")] : [];
  });
  readProse(context, head.schemes, blocks);
  head.description = [head.description, ...prose].filter((text) => text !== "").join("\n\n");
  for (const part of parts) {
    const { value } = part;
    if (part.name === "version" && value !== undefined) head.version = uncode(plain(value.text));
    else if (part.name === "changelog")
      head.version ||=
        versionIn(
          context,
          part.blocks.find((block) => block.kind === "table"),
        ) ?? "";
    else if (part.name === "baseUrl" && value !== undefined) head.baseUrl = addressIn(value.text);
    else if (
      (part.name === "auth" || part.name === "authentication" || part.name === "defaultAuth") &&
      value !== undefined
    )
      setUsual(head.schemes, readAuth(context, head.schemes, value));
    else if (part.name === undefined && value !== undefined && speaksOfAccess(part.title.text))
      setUsual(head.schemes, assumeSignIn(context, head.schemes, toldPiece(part.title, value)));
    else if (part.name === "description" || part.name === "summary")
      head.description = [head.description, ...textsOf(part)].filter((text) => text !== "").join("\n\n");
    else if (part.name === "title" && value !== undefined) head.title = plain(value.text);
    else if (part.name === undefined && value !== undefined)
      head.description = [head.description, `${plain(part.title.text)}: ${value.text}`]
        .filter((text) => text !== "")
        .join("\n\n");
  }
}

function setUsual(schemes: Schemes, { security, unknown }: AuthRead): void {
  schemes.usual = security;
  schemes.unclear = unknown;
}

function toldPiece(title: Piece, value: Piece): Piece {
  return { ...title, text: `${plain(title.text)}: ${value.text}` };
}

const ofAll =
  /\b(?:all|every|each|any|alle|jede\w*|tous|toutes|todos|todas|tutti|tutte|elke)\b.{0,30}\b(?:endpoints?|requests?|calls?|routes?|operations?|endpunkte?|anfragen?|aufrufe?|requêtes|peticiones|requisições|richieste)\b/iu;

/** `All endpoints require a bearer token.` in the words that begin a record. */
function readProse(context: Context, schemes: Schemes, blocks: readonly Block[]): void {
  const lines = blocks.flatMap((block) => (block.kind === "paragraph" ? block.lines : []));
  const line = lines.find(({ text }) => ofAll.test(text) && asksToSignIn(text));
  if (line === undefined || schemes.usual !== undefined) return;
  if (!noteKind(context, schemes, line)) setUsual(schemes, assumeSignIn(context, schemes, line));
}

/** A table that says which version brought what, with or without a heading. */
export function isChangelog(table: TableBlock): boolean {
  const { at } = readColumns(table);
  return at.has("version") && (at.has("change") || at.has("date"));
}

function addressIn(text: string): string {
  const said = plain(text).replace(/[.,;]$/, "");
  return /https?:\/\/[^\s`<>"')]+/.exec(said)?.[0] ?? /(?<!\S)\/[^\s`<>"')]*/.exec(said)?.[0] ?? "";
}

function newestVersion(context: Context, section: Section): string | undefined {
  const table = section.blocks.find((block) => block.kind === "table");
  if (table !== undefined) return versionIn(context, table);
  const texts = [
    ...section.children.map((child) => child.heading?.piece.text ?? ""),
    ...textsOf(asPart(section)),
  ];
  return newest(
    texts.flatMap((text) =>
      [...plain(text).matchAll(/\bv?(\d+(?:\.\d+){1,3}(?:-[\w.]+)?)\b/g)].map((match) => match[1] ?? ""),
    ),
  );
}

function versionIn(context: Context, table: TableBlock | undefined): string | undefined {
  if (table === undefined) return undefined;
  const columns = readColumns(table);
  if (!columns.at.has("version")) {
    tell(context, table.span, {
      rule: "unknown-table",
      severity: "note",
      message: "this changelog has no column with versions: which version holds is not known",
      mend: 'add a column "version"',
    });
    return undefined;
  }
  return newest(
    table.rows.flatMap((row) => uncode(plain(cellAt(row, columns, "version")?.text ?? "")) || []),
  );
}

/** The highest, whichever way the table is sorted; the first where they are no numbers. */
function newest(versions: readonly string[]): string | undefined {
  const known = versions.filter((version) => version !== "");
  const parts = (version: string) =>
    version
      .replace(/^v/i, "")
      .split(/[.-]/)
      .map((part) => (/^\d{1,9}$/.test(part) ? Number(part) : -1));
  const compare = (one: string, other: string) => {
    const [left, right] = [parts(one), parts(other)];
    for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
      const difference = (left[at] ?? 0) - (right[at] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  };
  return known.toSorted(compare).at(-1);
}

/** A table of schemes, or words that say how callers sign in; what prose says holds for all endpoints without a word of their own. */
function readAuthentication(context: Context, schemes: Schemes, section: Section): void {
  const { blocks, parts } = partsOf({ ...section, children: [] });
  const before = schemes.known.size;
  let left: Piece | undefined;
  for (const block of section.blocks)
    if (block.kind === "table") left ??= readSchemeTable(context, schemes, block);
  for (const part of parts) {
    if (part.value === undefined) continue;
    if (
      part.name === "defaultAuth" ||
      part.name === "auth" ||
      part.name === "type" ||
      part.name === "authentication"
    )
      setUsual(schemes, readAuth(context, schemes, part.value));
    else noteKind(context, schemes, part.value);
  }
  if (schemes.known.size > before) return;
  const lines: Piece[] = blocks.flatMap((block) => {
    if (block.kind === "paragraph") return [...block.lines];
    return block.kind === "list"
      ? block.items.flatMap(({ blocks: [inner] }) => (inner?.kind === "paragraph" ? [...inner.lines] : []))
      : [];
  });
  for (const line of lines) {
    const code = block(section);
    if (
      noteKind(context, schemes, {
        ...line,
        text: /authorization/i.test(line.text) ? `${line.text} ${code}` : line.text,
      })
    )
      return;
  }
  const code = section.blocks.find((each) => each.kind === "code");
  if (code?.kind === "code")
    noteKind(context, schemes, { text: code.text, line: code.line, column: code.column });
  if (schemes.usual !== undefined || schemes.known.size > 0) return;
  if (lines.some(({ text }) => saysNone(text))) schemes.usual = [];
  else if (left !== undefined) setUsual(schemes, assumedSignIn(context, schemes, left));
  else if (section.heading !== undefined && section.blocks.length + section.children.length > 0)
    setUsual(schemes, assumeSignIn(context, schemes, lines[0] ?? section.heading.piece));
}

function block(section: Section): string {
  return codeIn(section).slice(0, 200);
}

function noteKind(context: Context, schemes: Schemes, piece: Piece): boolean {
  if (readSchemeKind(piece.text) === undefined) return false;
  const name = schemeName(context, schemes, piece);
  if (name !== undefined) schemes.usual ??= [{ [name]: [] }];
  return name !== undefined;
}

/** Gives what of it says no way to sign in that is known: that is told. */
function readSchemeTable(context: Context, schemes: Schemes, table: TableBlock): Piece | undefined {
  let left: Piece | undefined;
  const columns = readColumns(table);
  const nameAt = columns.at.get("name") ?? columns.at.get("scheme") ?? 0;
  for (const row of table.rows) {
    const name = uncode(plain(row.cells[nameAt]?.text ?? ""));
    const kind =
      cellAt(row, columns, "type") ?? cellAt(row, columns, "method") ?? cellAt(row, columns, "auth");
    const scheme =
      kind === undefined
        ? readSchemeKind(row.cells.map((cell) => cell.text).join(" "))
        : readSchemeKind(kind.text);
    const description = cellAt(row, columns, "description")?.text;
    if (name === "" || scheme === undefined) {
      tell(context, kind ?? row.span, {
        rule: "unknown-authentication",
        message: "this row says no way to sign in that is known",
        mend: "write bearer, basic, API key in header X-API-Key, OpenID Connect with its address, or a JSON object in code marks",
      });
      left ??= row.cells[nameAt];
      continue;
    }
    schemes.known.set(name, {
      scheme: { ...scheme.scheme, ...(description !== undefined && { description }) },
      span: row.span,
    });
  }
  return left;
}

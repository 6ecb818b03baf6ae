import type { Block, CodeBlock, ListBlock, TableBlock } from "./blocks.ts";
import { type BodyValue, readBodyValue } from "./body-value.ts";
import { type Context, tell } from "./context.ts";
import { isJsonBlock, isSchemaBlock, readJson } from "./examples.ts";
import type { Field } from "./field.ts";
import { itemText, readListFields } from "./list-fields.ts";
import { nodeOf } from "./make-node.ts";
import { plain } from "./plain.ts";
import { type BodyDraft, currentBody, isEmptyBody, makeBody, type Side } from "./side.ts";
import type { Place } from "./small-words.ts";
import type { Piece } from "./source.ts";
import { isFieldTable, readColumns, readTableFields } from "./table-fields.ts";

/** Where the fields go that blocks describe. */
export interface Target {
  readonly side: Side;
  /** What all fields are, if the words above said so. */
  readonly place?: Place;
  readonly mediaType?: string;
  /** Takes fields that are no part of a body; else all are. */
  readonly take?: (field: Field) => boolean;
}

/** Puts what blocks say of a request or an answer where it belongs. What they say for people alone becomes description. */
export function fillSide(context: Context, target: Target, blocks: readonly Block[]): void {
  for (const block of blocks) fillBlock(context, target, block);
}

function fillBlock(context: Context, target: Target, block: Block): void {
  const { side } = target;
  switch (block.kind) {
    case "table":
      fillTable(context, target, block);
      return;
    case "list":
      fillList(context, target, block);
      return;
    case "code":
      fillCode(context, target, block);
      return;
    case "quote":
      side.description.push(block.text);
      return;
    case "paragraph": {
      const [first] = block.lines;
      const text = block.lines.map((line) => line.text).join("\n");
      if (first === undefined) return;
      const value = readBodyValue(context, { ...first, text }, target.place);
      if (
        value.kind === "type" &&
        block.lines.length === 1 &&
        (isAllCode(text) || !/\s/.test(text.trim()) || isListed(text))
      )
        fillValue(context, target, first, value);
      else {
        side.description.push(text);
        if (value.kind === "type" && needsBody(side)) fillValue(context, target, first, value);
      }
      return;
    }
    default:
  }
}

function isAllCode(text: string): boolean {
  return /^`[^`]+`\.?$/.test(text.trim());
}

function isListed(text: string): boolean {
  return /^(?:an? )?(?:array|list|liste|lista|tableau) (?:of|von|de|di) \S+$/i.test(
    plain(text).replace(/\.$/, ""),
  );
}

function needsBody(side: Side): boolean {
  return side.bodies.every(isEmptyBody);
}

export function fillValue(context: Context, target: Target, piece: Piece, value: BodyValue): void {
  const { side } = target;
  const span = context.source.at(piece.line, piece.column, piece.column + piece.text.length);
  if (value.kind === "prose") side.description.push(value.text);
  else if (value.kind === "none") currentBody(side, span).isNone = true;
  else if (value.kind === "fields") for (const field of value.fields) addField(target, field);
  else {
    const mediaType = value.mediaType ?? target.mediaType;
    const body = openBody(side, span, mediaType);
    body.type = value.type;
    side.required = value.required ?? side.required;
  }
}

/** The body that a further type is of: the one at hand while it is empty and of that media type, else another. */
function openBody(side: Side, span: BodyDraft["span"], mediaType: string | undefined): BodyDraft {
  const last = side.bodies.at(-1);
  if (last !== undefined && isEmptyBody(last) && !last.isNone) {
    last.mediaType = mediaType ?? last.mediaType;
    return last;
  }
  const body = makeBody(span, mediaType);
  const same = side.bodies.find((known) => known.mediaType === body.mediaType);
  if (same !== undefined) return same;
  side.bodies.push(body);
  return body;
}

export function addField(target: Target, field: Field): void {
  const { side, take, mediaType } = target;
  if (take?.(field)) return;
  if (field.place === "header") side.headers.push(field);
  else {
    const form = field.place === "form" ? (mediaType ?? "application/x-www-form-urlencoded") : undefined;
    const body = currentBody(side, field.span, form ?? mediaType);
    body.fields.push(field);
  }
}

function fillTable(context: Context, target: Target, block: TableBlock): void {
  if (!isFieldTable(readColumns(block))) {
    tell(context, block.span, {
      rule: "unknown-table",
      message: "this table is not understood: no column of it names fields",
      mend: "name its columns as in docs/contracts.md, the first of them name",
    });
    return;
  }
  for (const field of readTableFields(context, block, target.place)) addField(target, field);
}

/** Points that are nothing but names, of which some are plainly names of fields: `task_id`, `labels[]`, `priority?`. */
function withNames(block: ListBlock): ListBlock {
  const texts = block.items.map((item) => itemText(item)?.text.trim() ?? "");
  const names = texts.filter((text) => bareName.test(text));
  const isOther = (text: string): boolean =>
    !bareName.test(text) && !/^[\p{L}_][\p{L}\p{N}_.[\]]*\??\s*[:(–-]/u.test(text);
  if (names.length === 0 || !names.some((name) => plainName.test(name)) || texts.some(isOther)) return block;
  return {
    ...block,
    items: block.items.map((item) => {
      const [first, ...more] = item.blocks;
      const [line] = first?.kind === "paragraph" ? first.lines : [];
      if (first?.kind !== "paragraph" || line === undefined || !bareName.test(line.text.trim())) return item;
      return {
        ...item,
        blocks: [{ ...first, lines: [{ ...line, text: `\`${line.text.trim()}\`` }] }, ...more],
      };
    }),
  };
}

const bareName = /^[a-z_][\w.]*(?:\[\])?\??$/;
const plainName = /_|\[\]|\?$|[a-z][A-Z]/;

function fillList(context: Context, target: Target, block: ListBlock): void {
  const { fields, left, untyped } = readListFields(context, withNames(block), target.place);
  if (fields.length === 0) {
    const tables = block.items.flatMap(({ blocks }) => blocks.filter((each) => each.kind === "table"));
    fillSide(
      context,
      target,
      tables.filter((table) => isFieldTable(readColumns(table))),
    );
    const lines = left.map((piece) => piece.text);
    target.side.description.push(lines.map((line) => `- ${line}`).join("\n"));
    return;
  }
  for (const field of fields) addField(target, field);
  for (const piece of left)
    tell(context, piece, {
      rule: "unknown-point",
      message: `this point describes no field that could be read: "${plain(piece.text).slice(0, 60)}"`,
      mend: "write it as `name` (type, required, rules) – what it is",
    });
  for (const piece of untyped) tellUntyped(context, piece);
}

export function tellUntyped(context: Context, piece: Piece): void {
  tell(context, piece, {
    rule: "missing-types",
    severity: "note",
    message: "nothing says which type this field has: every value is allowed",
    mend: "write its type in brackets behind the name: (string), (integer), (uuid)",
  });
}

const talk =
  /^(?:bash|sh|shell|console|curl|zsh|powershell|python|py|ruby|php|go|java|ts|typescript|tsx|jsx|kotlin|csharp|c#|rust|mermaid|plantuml|diff|sql|graphql|proto|protobuf)\b/;

function fillCode(context: Context, target: Target, code: CodeBlock): void {
  const isText = code.language === "text";
  if (
    /^(?:http|rest|https)\b/.test(code.language) ||
    (!isText && /^\s*(?:HTTP\/\d|(?:GET|POST|PUT|PATCH|DELETE) [/h])/.test(code.text))
  ) {
    fillHttp(context, target, code);
    return;
  }
  if (talk.test(code.language) || (!isText && /^\s*(?:curl|\$ )/.test(code.text))) return;
  const body = currentBody(target.side, code.span, target.mediaType);
  if (isSchemaBlock(code)) {
    const schema = readJson(context, code);
    if (schema !== undefined) body.schema = schema;
  } else if (isJsonBlock(code)) {
    const value = readJson(context, code);
    if (value === undefined) return;
    if (
      body.type === undefined &&
      body.fields.length === 0 &&
      body.schema === undefined &&
      body.examples.length === 0
    )
      tellShape(context, code);
    body.examples.push(value);
  } else body.examples.push(nodeOf(code.text, code.span));
}

function tellShape(context: Context, code: CodeBlock): void {
  tell(context, code.span, {
    rule: "shape-of-example",
    severity: "note",
    message:
      "nothing but this example says what is sent: types are taken from it, and which fields must be there is not known",
    mend: "add a table of fields: name, type, required, rules",
  });
}

/** The part behind the blank line of a message of HTTP. */
function fillHttp(context: Context, target: Target, code: CodeBlock): void {
  const lines = code.text.split("\n");
  const blank = lines.findIndex((line) => line.trim() === "");
  if (blank < 0) return;
  const text = lines.slice(blank + 1).join("\n");
  if (!/^\s*[[{]/.test(text)) return;
  fillCode(context, target, { ...code, language: "json", text, line: code.line + blank + 1 });
}

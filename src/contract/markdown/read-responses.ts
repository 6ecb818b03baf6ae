import type { Block } from "./blocks.ts";
import { readBodyValue } from "./body-value.ts";
import { type Context, tell } from "./context.ts";
import { type EndpointDraft, responseAt } from "./endpoint-draft.ts";
import { fillSide, fillValue, type Target } from "./fill-side.ts";
import { namePart } from "./name-part.ts";
import { textsOf } from "./part-texts.ts";
import type { Part } from "./parts.ts";
import { plain } from "./plain.ts";
import { setMediaType, tellUnknownBlock, usualStatus } from "./request-target.ts";
import { isReasonPhrase } from "./small-words.ts";
import type { Piece } from "./source.ts";
import { isStatusTable, readStatusList, readStatusTable, type StatusRow } from "./status-rows.ts";
import { readColumns } from "./table-fields.ts";

/** Where answers go, and who reads what is no answer. */
export interface Responding {
  readonly context: Context;
  readonly draft: EndpointDraft;
  readonly readOther: (part: Part) => void;
}

export function readResponsePart({ context, draft, readOther }: Responding, part: Part): void {
  const span = context.source.at(
    part.title.line,
    part.title.column,
    part.title.column + part.title.text.length,
  );
  const listed = part.status === undefined ? listedRows(context, part) : undefined;
  if (listed !== undefined) {
    addRows(context, draft, listed.rows, false);
    if (listed.rest.length > 0 || part.parts.length > 0)
      readInnerResponses({ context, draft, readOther }, { ...part, blocks: listed.rest }, span);
    return;
  }
  if (part.status !== undefined) {
    fillResponse({ context, draft, readOther }, part, responseAt(draft, part.status, span));
    return;
  }
  const value = part.value;
  const said = namePart(value?.text ?? "", true);
  if (value !== undefined && said.status !== undefined) {
    const side = responseAt(draft, said.status, span);
    const rest = plain(value.text)
      .replace(said.status, "")
      .replace(/^[\s:,–—-]+/, "");
    const { value: _, ...unsaid } = part;
    const inner = rest === "" ? unsaid : { ...part, value: { ...value, text: withoutStatus(value.text) } };
    fillResponse({ context, draft, readOther }, inner, side);
    return;
  }
  readInnerResponses({ context, draft, readOther }, part, span);
}

function withoutStatus(text: string): string {
  return text
    .replace(/`?[1-5]\d\d`?/, "")
    .replace(/^[\s:,–—-]+/, "")
    .replace(/\s{2,}/g, " ");
}

// Without a status of its own: those of its parts, or the usual one.
function readInnerResponses(
  { context, draft, readOther }: Responding,
  part: Part,
  span: EndpointDraft["span"],
): void {
  const own = part.parts.filter((inner) => inner.status === undefined && inner.name !== "errors");
  const isOwn =
    part.blocks.length > 0 || part.value !== undefined || own.some((inner) => inner.name !== "description");
  if (isOwn)
    fillResponse(
      { context, draft, readOther },
      { ...part, parts: own },
      responseAt(draft, usualStatus(context, draft, span), span),
    );
  else draft.description.push(...own.flatMap(textsOf));
  for (const inner of part.parts) if (!own.includes(inner)) readOther(inner);
}

function fillResponse({ context, readOther }: Responding, part: Part, side: EndpointDraft["request"]): void {
  const target: Target = { side, ...(part.mediaType && { mediaType: part.mediaType }) };
  if (part.value !== undefined && !isReasonPhrase(part.value.text))
    fillValue(context, target, part.value, readBodyValue(context, part.value));
  const others = part.blocks.filter(isOtherAnswers);
  fillSide(
    context,
    target,
    part.blocks.filter((block) => !others.includes(block)),
  );
  if (others.length > 0) readOther({ ...withoutOwn(part), name: "errors", blocks: others, parts: [] });
  for (const inner of part.parts) {
    const innerTarget = { ...target, ...(inner.mediaType && { mediaType: inner.mediaType }) };
    if (inner.status !== undefined && inner.status !== part.status) readOther(inner);
    else if (inner.name === "headers") fillSide(context, { ...target, place: "header" }, inner.blocks);
    else if (inner.name === "contentType" && inner.value) setMediaType(side, inner.value);
    else if (inner.name === "description" || inner.name === "summary")
      side.description.push(...textsOf(inner));
    else if (inner.name === "errors" || inner.name === "emits" || inner.name === "auth") readOther(inner);
    else {
      if (inner.value !== undefined)
        fillValue(context, innerTarget, inner.value, readBodyValue(context, inner.value));
      fillSide(context, innerTarget, inner.blocks);
      for (const deeper of inner.parts) fillSide(context, innerTarget, deeper.blocks);
    }
  }
}

/** A table of further answers below a labelled one: it has a column of statuses, and none that names fields. */
function isOtherAnswers(block: Block): boolean {
  return block.kind === "table" && isStatusTable(block) && !readColumns(block).at.has("name");
}

function withoutOwn({ value: _, status: __, mediaType: ___, ...part }: Part): Part {
  return part;
}

export function readErrorsPart({ context, draft, readOther }: Responding, part: Part): void {
  const listed = listedRows(context, part);
  addRows(context, draft, listed?.rows ?? [], true);
  if (part.value !== undefined) addRows(context, draft, valueRows(context, part.value), true);
  for (const block of listed?.rest ?? part.blocks) {
    if (block.kind === "paragraph") draft.description.push(block.lines.map((line) => line.text).join("\n"));
    else tellUnknownBlock(context, block);
  }
  for (const inner of part.parts) {
    if (inner.status !== undefined)
      readResponsePart({ context, draft, readOther }, { ...inner, name: "response" });
    else readOther(inner);
  }
}

/** `400, 404`; `400 (invalid), 409 (duplicate)` behind a label. */
function valueRows(context: Context, value: Piece): readonly StatusRow[] {
  const span = context.source.at(value.line, value.column, value.column + value.text.length);
  const rows = [
    ...value.text.matchAll(
      /([1-5](?:\d\d|XX))`?\s*(?:[:–—-]\s*|\()?([^;,\n]*?)\)?(?=\s*[;,\n]|$|\s+[1-5]\d\d)/g,
    ),
  ].map((match) => ({
    status: match[1] ?? "",
    text: isReasonPhrase(match[2] ?? "") ? "" : plain(match[2] ?? ""),
    span,
  }));
  if (rows.length === 0)
    tell(context, value, {
      rule: "bad-status",
      message: `no status is named here: "${plain(value.text).slice(0, 60)}" is left out`,
      mend: "write 400 (invalid), 404, or a table with status, code and when",
    });
  return rows;
}

function listedRows(
  context: Context,
  part: Part,
): { readonly rows: readonly StatusRow[]; readonly rest: readonly Block[] } | undefined {
  const rows: StatusRow[] = [];
  const rest: Block[] = [];
  for (const block of part.blocks) {
    if (block.kind === "table" && isStatusTable(block)) rows.push(...readStatusTable(context, block));
    else if (block.kind === "list" && (part.name === "errors" || namesStatus(block)))
      rows.push(...readStatusList(context, block));
    else rest.push(block);
  }
  return rows.length === 0 ? undefined : { rows, rest };
}

function namesStatus(list: Extract<Block, { kind: "list" }>): boolean {
  return list.items.some(
    ({ blocks: [first] }) =>
      first?.kind === "paragraph" && /^[\s`*]*[1-5](?:\d\d|XX)(?!\d)/i.test(first.lines[0]?.text ?? ""),
  );
}

export function addRows(
  context: Context,
  draft: EndpointDraft,
  rows: readonly StatusRow[],
  areErrors: boolean,
): void {
  for (const { status, code, text, body, span } of rows) {
    const isNew = !draft.responses.has(status);
    const side = responseAt(draft, status, span);
    const words = code === undefined ? text : text === "" ? `\`${code}\`` : `\`${code}\`: ${text}`;
    const value = body === undefined ? undefined : readBodyValue(context, body);
    if (body !== undefined && value !== undefined) fillValue(context, { side }, body, value);
    const named =
      value === undefined && !areErrors && text !== ""
        ? readBodyValue(context, { text, line: span.line - 1, column: span.column - 1 })
        : undefined;
    if (named?.kind === "type" && named.type !== undefined)
      fillValue(context, { side }, { text, line: span.line - 1, column: 0 }, named);
    if (words !== "") side.description.push(words);
    if (isNew && body === undefined && (areErrors || /^[45]/.test(status))) draft.listed.add(status);
  }
}

import type { Block, ItemBlock } from "./blocks.ts";
import { readBodyValue } from "./body-value.ts";
import { isOfPath } from "./classify.ts";
import { type Context, tell } from "./context.ts";
import { type EndpointDraft, responseAt, sendsNoBody } from "./endpoint-draft.ts";
import type { Field } from "./field.ts";
import { fillSide, fillValue, type Target } from "./fill-side.ts";
import { itemText, readListFields } from "./list-fields.ts";
import { namesOf, textsOf } from "./part-texts.ts";
import type { Part, PartsRead } from "./parts.ts";
import { plain, uncode } from "./plain.ts";
import { readSentences } from "./prose-sentences.ts";
import { addRows, type Responding, readErrorsPart, readResponsePart } from "./read-responses.ts";
import {
  requestTarget,
  setMediaType,
  takeParameter,
  tellUnknownBlock,
  usualStatus,
} from "./request-target.ts";
import { answerOf } from "./small-words.ts";
import { isStatusTable, readStatusTable } from "./status-rows.ts";
import { isFieldTable, readColumns } from "./table-fields.ts";
import { authOf, noteUnclear, noteUnclearRow } from "./take-auth.ts";

function responding(context: Context, draft: EndpointDraft): Responding {
  return { context, draft, readOther: (part) => readPart(context, draft, part) };
}

/** Reads what the parts of a section say of an endpoint. */
export function readEndpointParts(
  context: Context,
  draft: EndpointDraft,
  { blocks, parts }: PartsRead,
): void {
  for (const block of blocks) readLoose(context, draft, block);
  for (const part of parts) readPart(context, draft, part);
}

// What stands under no word of its own: prose describes; a table tells what it is by its columns.
function readLoose(context: Context, draft: EndpointDraft, block: Block): void {
  if (block.kind === "paragraph") addProse(draft, readSentences(context, draft, block.lines));
  else if (block.kind === "quote") draft.description.push(block.text);
  else if (block.kind === "table" && isStatusTable(block))
    addRows(context, draft, readStatusTable(context, block), true);
  else if (block.kind === "table" && noteUnclearRow(draft, block)) return;
  else if (block.kind === "table" && isFieldTable(readColumns(block)))
    fillSide(context, requestTarget(draft), [block]);
  else if (block.kind === "list") readLooseList(context, draft, block);
  else if (block.kind === "code") readLooseCode(context, draft, block);
  else tellUnknownBlock(context, block);
}

function addProse(draft: EndpointDraft, text: string): void {
  if (text !== "") draft.description.push(text);
}

function readLooseList(
  context: Context,
  draft: EndpointDraft,
  block: Extract<Block, { kind: "list" }>,
): void {
  // Names alone below a word that nobody knows may be anything.
  if (readListFields(context, block).fields.length > 0 && block.items.every(isNameAlone)) {
    addProse(draft, block.items.map((item) => `- ${itemText(item)?.text ?? ""}`).join("\n"));
    return;
  }
  for (const item of block.items) {
    const said = itemText(item);
    if (said !== undefined) noteUnclear(draft, said.piece, /^[^:：]{2,40}(?=[:：])/.exec(said.text)?.[0]);
  }
  const target: Target = {
    side: { ...draft.request, description: draft.description },
    take: (field) => takeParameter(draft, field),
  };
  fillSide(context, target, [block]);
}

function isNameAlone(item: ItemBlock): boolean {
  const { text, more } = itemText(item) ?? { text: "", more: [] };
  return more.length === 0 && /^(?:`[^`]+`|[^\s:()–—-]+)$/.test(text.trim());
}

// An example without a word is of what is sent, or of what comes back where nothing is sent.
function readLooseCode(
  context: Context,
  draft: EndpointDraft,
  block: Extract<Block, { kind: "code" }>,
): void {
  const status = /^\s*HTTP\/[\d.]+\s+(\d{3})/.exec(block.text)?.[1];
  if (status !== undefined) fillSide(context, { side: responseAt(draft, status, block.span) }, [block]);
  else if (/^\s*(?:GET|POST|PUT|PATCH|DELETE) /.test(block.text)) {
    if (!sendsNoBody(draft.method)) fillSide(context, requestTarget(draft), [block]);
  } else if (!sendsNoBody(draft.method)) fillSide(context, requestTarget(draft), [block]);
  else
    fillSide(context, { side: responseAt(draft, usualStatus(context, draft, block.span), block.span) }, [
      block,
    ]);
}

function readPart(context: Context, draft: EndpointDraft, part: Part): void {
  switch (part.name) {
    case "response":
    case "status":
      readResponsePart(responding(context, draft), part);
      break;
    case "errors":
    case "errorForm":
      readErrorsPart(responding(context, draft), part);
      break;
    case "example":
      readExample(context, draft, part);
      break;
    case "request":
    case "parameters":
      readRequest(context, draft, part);
      break;
    case "body":
    case "payload":
      readRequest(context, draft, part, "body");
      break;
    case "query":
      readRequest(context, draft, part, "query");
      break;
    case "pathParameters":
      if (part.value !== undefined && isOfPath(part.name, part.value.text.trim())) return;
      readRequest(context, draft, part, "path");
      break;
    case "cookies":
      readRequest(context, draft, part, "cookie");
      break;
    case "headers":
      readHeaders(context, draft, part);
      break;
    default:
      readWord(context, draft, part);
  }
}

function readHeaders(context: Context, draft: EndpointDraft, part: Part): void {
  const [status] = draft.responses.keys();
  if (part.side === "response" && status !== undefined)
    fillSide(
      context,
      { side: responseAt(draft, status, context.source.at(part.title.line)), place: "header" },
      part.blocks,
    );
  else readRequest(context, draft, part, "header");
}

function readRequest(context: Context, draft: EndpointDraft, part: Part, place?: Field["place"]): void {
  const target = { ...requestTarget(draft, place), ...(part.mediaType && { mediaType: part.mediaType }) };
  if (part.value !== undefined)
    fillValue(context, target, part.value, readBodyValue(context, part.value, place));
  fillSide(context, target, part.blocks);
  for (const inner of part.parts) {
    if (inner.name === "contentType" && inner.value) setMediaType(draft.request, inner.value);
    else if (inner.name === "description") draft.request.description.push(...textsOf(inner));
    else if (inner.name === "example") fillSide(context, requestTarget(draft, "body"), inner.blocks);
    else if (inner.name === undefined) readRequest(context, draft, inner, place);
    else readPart(context, draft, inner);
  }
}

function readExample(context: Context, draft: EndpointDraft, part: Part): void {
  for (const block of part.blocks) {
    if (part.status !== undefined || part.side === "response") {
      const span = block.span;
      fillSide(context, { side: responseAt(draft, part.status ?? usualStatus(context, draft, span), span) }, [
        block,
      ]);
    } else if (part.side === "request") {
      if (!sendsNoBody(draft.method) || block.kind !== "code")
        fillSide(context, requestTarget(draft, "body"), [block]);
    } else readLoose(context, draft, block);
  }
  for (const inner of part.parts) readPart(context, draft, inner);
}

function readWord(context: Context, draft: EndpointDraft, part: Part): void {
  const text = textsOf(part).join("\n\n");
  switch (part.name) {
    case "auth":
    case "authentication":
      takeAuth(draft, part);
      break;
    case "roles":
      draft.roles.push(...namesOf(part).map((name) => name.text));
      break;
    case "emits":
    case "events":
      draft.emits.push(
        ...namesOf(part).map((name) => ({ ...name, text: /^\S+/.exec(name.text)?.[0] ?? name.text })),
      );
      break;
    case "tags":
      draft.tags.push(...namesOf(part).map((name) => name.text));
      break;
    case "deprecated":
      draft.deprecated = part.value === undefined || answerOf(part.value.text) !== "no";
      if (part.value !== undefined && answerOf(part.value.text) === undefined) draft.description.push(text);
      break;
    case "operation":
      draft.operationId = uncode(plain(part.value?.text ?? text));
      break;
    case "summary":
    case "title":
      draft.summary = text;
      break;
    case "description":
    case "rules":
      draft.description.push(text);
      for (const block of part.blocks)
        if (block.kind === "table" || block.kind === "code") readLoose(context, draft, block);
      break;
    case "calledBack":
      draft.calledBack.push(
        ...namesOf({ ...part, ...(part.value && { value: part.value }) }).map((name) => name.text),
      );
      break;
    case "contentType":
      if (part.value !== undefined && !sendsNoBody(draft.method)) setMediaType(draft.request, part.value);
      break;
    case "method":
    case "path":
    case "endpoint":
    case "baseUrl":
    case "ignored":
    case "version":
      return;
    default:
      readUnknown(context, draft, part, text);
      return;
  }
  for (const inner of part.parts) readPart(context, draft, inner);
}

function takeAuth(draft: EndpointDraft, part: Part): void {
  const said = authOf(part);
  if (said !== undefined) draft.auth = said;
  else draft.unclearAuth ??= part.title;
}

function readUnknown(context: Context, draft: EndpointDraft, part: Part, text: string): void {
  tell(context, part.title, {
    rule: "unknown-part",
    severity: "note",
    message: `"${plain(part.title.text).slice(0, 60)}" is no part of an endpoint that is known: it is taken as description`,
    mend: "use a word of docs/contracts.md: auth, request, response, errors, emits, …",
  });
  const prose = part.isHeading || part.value === undefined ? text : `${plain(part.title.text)}: ${text}`;
  noteUnclear(draft, { ...part.title, text: prose }, part.title.text);
  if (prose !== "") draft.description.push(prose);
  for (const block of part.blocks) if (block.kind === "table") readLoose(context, draft, block);
  for (const inner of part.parts) readPart(context, draft, inner);
}

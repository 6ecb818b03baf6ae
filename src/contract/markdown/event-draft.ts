import type { Span } from "#base";
import type { Block } from "./blocks.ts";
import { readBodyValue } from "./body-value.ts";
import { type Context, tell } from "./context.ts";
import type { Field } from "./field.ts";
import { fillSide, fillValue } from "./fill-side.ts";
import { namesOf, textsOf } from "./part-texts.ts";
import { partOf } from "./part-words.ts";
import type { Part, PartsRead } from "./parts.ts";
import { plain, uncode } from "./plain.ts";
import { setMediaType, tellUnknownBlock } from "./request-target.ts";
import { makeSide, type Side } from "./side.ts";
import { answerOf } from "./small-words.ts";
import { type Piece, spanOf } from "./source.ts";
import { isFieldTable, readColumns, readTableFields } from "./table-fields.ts";

/** All that a record says of an event. Grows while its section is read. */
export interface EventDraft {
  readonly name: string;
  title: string;
  summary: string;
  readonly description: string[];
  trigger: string;
  triggerSpan: Span | undefined;
  channel: Piece | undefined;
  channelDescription: string;
  readonly channelParameters: Field[];
  readonly protocols: string[];
  readonly producers: Piece[];
  readonly consumers: Piece[];
  readonly payload: Side;
  correlation: string | undefined;
  reply: Piece | undefined;
  readonly tags: string[];
  deprecated: boolean;
  auth: Piece | undefined;
  readonly span: Span;
}

export function makeEvent(name: string, span: Span): EventDraft {
  return {
    name,
    title: "",
    summary: "",
    description: [],
    trigger: "",
    triggerSpan: undefined,
    channel: undefined,
    channelDescription: "",
    channelParameters: [],
    protocols: [],
    producers: [],
    consumers: [],
    payload: makeSide(span),
    correlation: undefined,
    reply: undefined,
    tags: [],
    deprecated: false,
    auth: undefined,
    span,
  };
}

/** Reads what the parts of a section say of an event. */
export function readEventParts(context: Context, draft: EventDraft, { blocks, parts }: PartsRead): void {
  for (const block of blocks) readLoose(context, draft, block);
  for (const part of parts) readPart(context, draft, part);
}

// A table or an example without a word above it is the payload: an event has nothing else.
function readLoose(context: Context, draft: EventDraft, block: Block): void {
  if (block.kind === "paragraph") draft.description.push(block.lines.map((line) => line.text).join("\n"));
  else if (block.kind === "quote") draft.description.push(block.text);
  else if (block.kind === "table" && !isFieldTable(readColumns(block))) {
    if (!readPairs(context, draft, block)) tellUnknownBlock(context, block);
  } else fillSide(context, { side: draft.payload }, [block]);
}

/** A table of two columns that says one thing a row: `| Trigger | an order is placed |`. */
function readPairs(context: Context, draft: EventDraft, block: Extract<Block, { kind: "table" }>): boolean {
  if (block.header.length !== 2) return false;
  const rows = [{ cells: block.header, span: block.span }, ...block.rows];
  let known = 0;
  for (const { cells } of rows) {
    const [title, value] = cells;
    if (title === undefined || value === undefined || value.text === "") continue;
    const name = partOf(title.text);
    if (name === undefined) continue;
    known += 1;
    readPart(context, draft, { name, title, value, blocks: [], parts: [], isHeading: false });
  }
  return known > 0;
}

function readPart(context: Context, draft: EventDraft, part: Part): void {
  const text = textsOf(part).join("\n\n");
  switch (part.name) {
    case "trigger":
      draft.trigger = text;
      draft.triggerSpan = part.value && spanOf(context.source, part.value);
      break;
    case "channel":
      readChannel(context, draft, part);
      return;
    case "producers":
      draft.producers.push(...namesOf(part));
      break;
    case "consumers":
      draft.consumers.push(...namesOf(part));
      break;
    case "payload":
    case "body":
    case "example":
    case "parameters":
    case "type":
    case "request":
      readPayload(context, draft, part);
      return;
    case "headers":
      fillSide(context, { side: draft.payload, place: "header" }, part.blocks);
      return;
    case "contentType":
      if (part.value !== undefined) setMediaType(draft.payload, part.value);
      break;
    case "correlation":
      draft.correlation = uncode(part.value?.text ?? text);
      break;
    case "reply":
      draft.reply = part.value;
      break;
    case "ignored":
    case "version":
      return;
    default:
      readWord(context, draft, part, text);
  }
  for (const inner of part.parts) readPart(context, draft, inner);
}

/** What endpoints may say of themselves too. */
function readWord(context: Context, draft: EventDraft, part: Part, text: string): void {
  switch (part.name) {
    case "tags":
      draft.tags.push(...namesOf(part).map((name) => name.text));
      break;
    case "deprecated":
      draft.deprecated = part.value === undefined || answerOf(part.value.text) !== "no";
      break;
    case "protocols":
      draft.protocols.push(...namesOf(part).map((name) => name.text.toLowerCase()));
      break;
    case "auth":
    case "authentication":
      draft.auth = part.value;
      break;
    case "title":
      draft.title = text;
      break;
    case "summary":
      draft.summary = text;
      break;
    case "description":
    case "rules":
      draft.description.push(text);
      break;
    default:
      readUnknown(context, draft, part, text);
  }
}

function readPayload(context: Context, draft: EventDraft, part: Part): void {
  const target = { side: draft.payload, ...(part.mediaType && { mediaType: part.mediaType }) };
  if (part.value !== undefined) fillValue(context, target, part.value, readBodyValue(context, part.value));
  fillSide(context, target, part.blocks);
  for (const inner of part.parts) {
    if (inner.name === "description") draft.payload.description.push(...textsOf(inner));
    else readPart(context, draft, inner);
  }
}

// `orders` (kafka): the address, and how it is carried.
function readChannel(context: Context, draft: EventDraft, part: Part): void {
  const [first, ...others] = namesOf({ ...part, parts: [] });
  const value = part.value ?? first;
  if (value !== undefined) {
    const protocol = /\(([a-z][\w ,-]{1,40})\)\s*$/i.exec(plain(value.text))?.[1];
    const names = others.length === 0 && first !== undefined ? first : value;
    draft.channel = {
      ...names,
      text: uncode(plain(names.text))
        .replace(/\s*\([^()]*\)\s*$/, "")
        .trim(),
    };
    if (protocol !== undefined)
      draft.protocols.push(...protocol.split(/[,\s]+/).map((each) => each.toLowerCase()));
  }
  // Below an address with nothing in braces stands what the event carries.
  const hasParameters =
    part.isHeading || draft.channel === undefined || /\{[^{}]+\}/.test(draft.channel.text);
  for (const block of part.blocks) {
    if (block.kind === "table" && isFieldTable(readColumns(block))) {
      if (hasParameters) draft.channelParameters.push(...readTableFields(context, block));
      else readLoose(context, draft, block);
    } else if (block.kind === "quote") draft.channelDescription = block.text;
    else if (!part.isHeading) readLoose(context, draft, block);
  }
  for (const inner of part.parts) readPart(context, draft, inner);
}

function readUnknown(context: Context, draft: EventDraft, part: Part, text: string): void {
  tell(context, part.title, {
    rule: "unknown-part",
    severity: "note",
    message: `"${plain(part.title.text).slice(0, 60)}" is no part of an event that is known: it is taken as description`,
    mend: "use a word of docs/contracts.md: trigger, channel, producer, consumers, payload, …",
  });
  const prose = part.isHeading || part.value === undefined ? text : `${plain(part.title.text)}: ${text}`;
  if (prose !== "") draft.description.push(prose);
  for (const block of part.blocks)
    if (block.kind === "table" || block.kind === "code") readLoose(context, draft, block);
}

import type { Span } from "#base";
import type { Node } from "../document/node.ts";
import type { Block } from "./blocks.ts";
import { type Context, tell } from "./context.ts";
import { isSchemaBlock } from "./examples.ts";
import { fieldSchema } from "./field.ts";
import { fillSide } from "./fill-side.ts";
import { itemText, readPointField } from "./list-fields.ts";
import { mapOf, textNode } from "./make-node.ts";
import type { Part, PartsRead } from "./parts.ts";
import { plain } from "./plain.ts";
import { parseJson, readValue } from "./read-value.ts";
import { bodySchema, currentBody, makeSide } from "./side.ts";
import { cellAt, isFieldTable, readColumns } from "./table-fields.ts";
import { readRulesAt, readTypeAt } from "./type-and-rules.ts";

/** The schema that a section describes: of an object by its fields, of anything else by `**Type:**`, or by its values. */
export function readSharedType(context: Context, { blocks, parts }: PartsRead, span: Span): Node {
  const side = makeSide(span);
  const body = currentBody(side, span);
  for (const block of blocks) fillTypeBlock(context, side, block);
  for (const part of parts) fillTypePart(context, side, part);
  const schema = body.schema ?? bodySchema(context, body) ?? mapOf(span, []);
  const description = side.description.join("\n\n").trim();
  if (schema.kind !== "map") return schema;
  const said = [...schema.entries.values()].map((entry) => [entry.key, entry.value] as const);
  const examples = body.type === undefined && body.fields.length === 0 ? [] : body.examples;
  const known = schema.entries.get("description");
  return mapOf(span, [
    ...said,
    ["description", known !== undefined || description === "" ? known?.value : textNode(description, span)],
    [
      "examples",
      examples.length === 0 ? schema.entries.get("examples")?.value : { kind: "list", items: examples, span },
    ],
  ]);
}

type Side = ReturnType<typeof makeSide>;

function fillTypeBlock(context: Context, side: Side, block: Block): void {
  const body = currentBody(side, block.span);
  if (block.kind === "table" && !isFieldTable(readColumns(block)) && isValueTable(block)) {
    addValues(context, side, tableValues(block), block.span);
    return;
  }
  if (block.kind === "list" && isValueList(context, block)) {
    addValues(context, side, listValues(block), block.span);
    return;
  }
  if (block.kind === "paragraph") {
    side.description.push(block.lines.map((line) => line.text).join("\n"));
    return;
  }
  if (block.kind === "code" && !isSchemaBlock(block) && block.language !== "" && !/json/.test(block.language))
    return;
  fillSide(context, { side }, [block]);
  if (body !== side.bodies.at(-1)) side.bodies.splice(1);
}

function fillTypePart(context: Context, side: Side, part: Part): void {
  const body = currentBody(side, side.span);
  switch (part.name) {
    case "type":
      if (part.value !== undefined) {
        const { schema, rest } = readTypeAt(context, part.value);
        body.type = readRulesAt(
          context,
          { ...part.value, text: rest.join(", ") },
          { ...body.type, ...schema },
        ).schema;
      }
      break;
    case "rules":
      if (part.value !== undefined)
        body.type = readRulesAt(context, part.value, body.type ?? { type: "object" }).schema;
      break;
    case "values":
      if (part.value !== undefined)
        addValues(
          context,
          side,
          part.value.text.split(/\s*[,|]\s*/),
          context.source.at(part.value.line, part.value.column),
        );
      break;
    case "title":
      if (part.value !== undefined)
        body.type = {
          type: "object",
          ...body.type,
          title: String(parseJson(part.value.text) ?? part.value.text),
        };
      break;
    case "deprecated":
      body.type = { type: "object", ...body.type, deprecated: true };
      break;
    case "description":
    case "summary":
      if (part.value !== undefined) side.description.push(part.value.text);
      break;
    case "ignored":
    case "version":
      return;
    case "example":
    case "parameters":
    case "payload":
    case "body":
    case undefined:
      if (part.name === undefined) tellUnknown(context, part);
      if (part.value !== undefined) side.description.push(`${plain(part.title.text)}: ${part.value.text}`);
      break;
    default:
      tellUnknown(context, part);
      if (part.value !== undefined) side.description.push(`${plain(part.title.text)}: ${part.value.text}`);
  }
  for (const block of part.blocks) fillTypeBlock(context, side, block);
  for (const inner of part.parts) fillTypePart(context, side, inner);
}

function tellUnknown(context: Context, part: Part): void {
  tell(context, part.title, {
    rule: "unknown-part",
    severity: "note",
    message: `"${plain(part.title.text).slice(0, 60)}" is no part of a type that is known: it is taken as description`,
    mend: "use type, rules, values, or a table of fields",
  });
}

function isValueTable(block: Extract<Block, { kind: "table" }>): boolean {
  const { at } = readColumns(block);
  return !at.has("type") && (at.has("values") || at.has("code"));
}

function tableValues(block: Extract<Block, { kind: "table" }>): readonly string[] {
  const columns = readColumns(block);
  return block.rows.flatMap(
    (row) => (cellAt(row, columns, "values") ?? cellAt(row, columns, "code"))?.text ?? [],
  );
}

// `- open – not shipped yet`: points that begin with a word and say no type.
function isValueList(context: Context, block: Extract<Block, { kind: "list" }>): boolean {
  return block.items.every((item) => {
    const said = itemText(item);
    if (said === undefined || !/^(?:`[^`]+`|"[^"]+"|[\w-]+)\s*(?:$|[–—:-]\s)/.test(said.text)) return false;
    const read = readPointField(context, said.piece, said.text);
    return (
      read === undefined ||
      (!read.isTyped && Object.keys(fieldSchema(read.field)).every((key) => key === "description"))
    );
  });
}

function listValues(block: Extract<Block, { kind: "list" }>): readonly string[] {
  return block.items.flatMap(
    (item) => /^(`[^`]+`|"[^"]+"|[\w-]+)/.exec(itemText(item)?.text ?? "")?.[1] ?? [],
  );
}

function addValues(context: Context, side: Side, written: readonly string[], span: Span): void {
  const body = currentBody(side, span);
  const type = body.type ?? {};
  const known = typeof type["type"] === "string" ? type : { type: "string" };
  const values = written.map((value) => readValue(value, known));
  body.type = { ...known, ...type, enum: values };
  if (values.length === 0)
    tell(context, span, {
      rule: "unknown-table",
      message: "no value is named here",
      mend: "write each value in the first column",
    });
}

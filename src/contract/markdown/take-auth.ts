import type { TableBlock } from "./blocks.ts";
import type { EndpointDraft } from "./endpoint-draft.ts";
import { textsOf } from "./part-texts.ts";
import type { Part } from "./parts.ts";
import { plain } from "./plain.ts";
import { readSchemeKind } from "./scheme-kind.ts";
import type { Piece } from "./source.ts";
import { speaksOfAccess } from "./speaks-of-access.ts";
import { readColumns } from "./table-fields.ts";

/** What a part says of who may call: behind its label, in its text, its block or its table; nothing where that is not understood. */
export function authOf(part: Part): Piece | undefined {
  if (part.value !== undefined) return part.value;
  const text = plain(textsOf(part).join("\n\n"));
  if (text !== "") return { ...part.title, text };
  for (const block of part.blocks) {
    if (block.kind === "code" && readSchemeKind(block.text) !== undefined)
      return { ...part.title, text: block.text.trim() };
    if (block.kind !== "table") continue;
    const ways = block.rows.flatMap(({ cells: [first] }) => first ?? []);
    if (ways.length > 0 && ways.every((way) => readSchemeKind(way.text) !== undefined))
      return { ...part.title, text: ways.map((way) => way.text).join(" or ") };
  }
  return undefined;
}

/** Keeps what speaks of who may call by its label, and is not understood. The first of it is told. */
export function noteUnclear(draft: EndpointDraft, piece: Piece, label: string | undefined): void {
  if (label !== undefined && speaksOfAccess(label)) draft.unclearAuth ??= piece;
}

/** The same of a row in a table without types, where each row may speak of something else; whether there is such a row. */
export function noteUnclearRow(draft: EndpointDraft, table: TableBlock): boolean {
  if (readColumns(table).at.has("type") || table.header.length !== 2) return false;
  const row = table.rows.find(({ cells: [first] }) => first !== undefined && speaksOfAccess(first.text));
  const [label, value] = row?.cells ?? [];
  if (label === undefined) return false;
  noteUnclear(draft, { ...label, text: `${plain(label.text)}: ${plain(value?.text ?? "")}` }, label.text);
  return true;
}

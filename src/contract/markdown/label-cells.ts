import type { TableBlock } from "./blocks.ts";
import { namePart, type PartTitle } from "./name-part.ts";
import type { PartName } from "./part-words.ts";
import { fold } from "./plain.ts";
import type { Piece } from "./source.ts";

/** A label in one cell, with what it says in another. */
export type LabelCell = PartTitle & { readonly title: Piece; readonly value?: Piece };

/** Parts whose names hardly anybody gives to a field: one of them shows what a table is. */
const telling: ReadonlySet<PartName> = new Set([
  ...(["auth", "authentication", "roles", "emits", "operation", "deprecated", "calledBack"] as const),
]);

/** What people call the columns of labels and of what they say. */
const sides = [
  /^(?:|property|attribute|key|item|aspect|setting|meta|metadata|info|what|detail|details|eigenschaft|merkmal|propriete|attribut|propiedad|atributo|proprieta|eigenschap)$/,
  /^(?:|value|values|val|wert|werte|valeur|valor|valore|waarde|setting|details?|description|beschreibung)$/,
] as const;

/**
 * The labels of a table that says of an endpoint what others say in labels: `| Auth | bearer |`, one a row below columns that are
 * called so, or one a column with a single row. Nothing of a table of fields.
 */
export function labelCells(table: TableBlock): readonly LabelCell[] | undefined {
  const across = table.rows.length === 1 ? table.rows[0]?.cells : undefined;
  const labels = isOfLabels(table)
    ? table.rows.map(({ cells: [label, value] }) => readCell(label, value))
    : across && table.header.map((label, index) => readCell(label, across[index]));
  if (labels === undefined) return undefined;
  const known = labels.filter((label) => label?.name !== undefined);
  const isTelling = known.some((label) => label?.name !== undefined && telling.has(label.name));
  // Across, every column has to be known: a single row may well be one of anything.
  const enough = isOfLabels(table) ? known.length * 2 >= labels.length : known.length === labels.length;
  return isTelling && enough ? labels.filter((label) => label !== undefined) : undefined;
}

function isOfLabels({ header }: TableBlock): boolean {
  return header.length === 2 && header.every(({ text }, index) => sides[index]?.test(fold(text)));
}

function readCell(label: Piece | undefined, value: Piece | undefined): LabelCell | undefined {
  if (label === undefined || label.text.trim() === "") return undefined;
  const named = namePart(label.text, true);
  return { ...named, title: label, ...(value !== undefined && value.text !== "" && { value }) };
}

import type { JsonValue } from "../contract.ts";
import { definedFields } from "../defined.ts";
import { equalValues } from "../document/json-value.ts";
import type { TableBlock, TableRow } from "./blocks.ts";
import { type Column, columnOf } from "./column-words.ts";
import { type Context, type Draft, tell } from "./context.ts";
import type { Field } from "./field.ts";
import { readName, type Step } from "./field-path.ts";
import { readPointField } from "./list-fields.ts";
import { cellText, plain } from "./plain.ts";
import { type RulesRead, readRules } from "./read-rules.ts";
import { allowNull } from "./read-type.ts";
import { readValue } from "./read-value.ts";
import { answerOf, type Place, placeOf } from "./small-words.ts";
import type { Piece } from "./source.ts";
import { splitText } from "./split-text.ts";
import { joinTexts, readRulesAt, readTypeAt } from "./type-and-rules.ts";

export interface Columns {
  readonly at: ReadonlyMap<Column, number>;
  readonly unknown: readonly Piece[];
}

/** Which column of a table holds what. Of two that mean the same, the first one counts. */
export function readColumns(table: TableBlock): Columns {
  const at = new Map<Column, number>();
  const unknown: Piece[] = [];
  for (const [index, cell] of table.header.entries()) {
    const column = columnOf(plain(cell.text));
    if (column === undefined) {
      if (cell.text !== "") unknown.push(cell);
    } else if (!at.has(column)) at.set(column, index);
    else if (!at.has("description") && column !== "ignored") at.set("description", index);
  }
  return { at, unknown };
}

export function cellAt(row: TableRow, columns: Columns, column: Column): Piece | undefined {
  const index = columns.at.get(column);
  const cell = index === undefined ? undefined : row.cells[index];
  return cell === undefined || cell.text === "" ? undefined : cell;
}

export function tellUnknownColumns(context: Context, columns: Columns): void {
  for (const cell of columns.unknown)
    tell(context, cell, {
      rule: "unknown-column",
      message: `the column "${plain(cell.text).slice(0, 60)}" is not known: what stands in it is not read`,
      mend: "name it as in docs/contracts.md: name, in, type, required, rules, default, example, description",
    });
}

/** Whether a table describes fields: it names them, or it has types and something that must be their names. */
export function isFieldTable(columns: Columns): boolean {
  const { at } = columns;
  if (at.has("status") || at.has("method")) return false;
  if (at.has("name") || at.has("header")) return true;
  return at.has("type") && nameColumn(columns) !== undefined;
}

function nameColumn(columns: Columns): number | undefined {
  const { at } = columns;
  const named = at.get("name") ?? at.get("header") ?? at.get("code") ?? at.get("event");
  if (named !== undefined) return named;
  // The first column, where nothing else is known of it.
  const first = [...at].find(([, index]) => index === 0);
  return first === undefined || first[0] === "path" || first[0] === "change" ? 0 : undefined;
}

/** The fields that the rows of a table describe, those within others under the whole of their path. */
export function readTableFields(context: Context, table: TableBlock, usual?: Place): readonly Field[] {
  const columns = readColumns(table);
  const nameAt = nameColumn(columns) ?? 0;
  const named = table.header[nameAt];
  tellUnknownColumns(context, { ...columns, unknown: columns.unknown.filter((cell) => cell !== named) });
  const isTyped =
    columns.at.has("type") ||
    columns.at.has("values") ||
    table.rows.some(({ cells }) => behindName.test(cells[nameAt]?.text ?? ""));
  if (!isTyped && table.rows.length > 0)
    tell(context, table.header[0] ?? table.span, {
      rule: "missing-types",
      message: "no column of this table says which type its fields have: every value is allowed",
      mend: 'add a column "type" with string, integer, uuid, array of …',
    });
  const isGroup = groupRows(table, columns, nameAt);
  const parents: { readonly depth: number; readonly steps: readonly Step[] }[] = [];
  return table.rows.flatMap((row) => {
    const cell = row.cells[nameAt];
    if (isGroup(row)) return [];
    if (cell === undefined || cell.text === "") return tellNoName(context, row);
    const point = columns.at.has("type") ? undefined : readBehindName(context, cell, usual);
    if (point !== undefined) return [withDescription(point, cellAt(row, columns, "description"))];
    return splitNames(cell).flatMap((piece) => {
      const read = readFieldName(context, piece);
      if (read === undefined) return [];
      while (parents.length > 0 && (parents.at(-1)?.depth ?? 0) >= read.depth) parents.pop();
      const steps = [...(read.depth > 0 ? (parents.at(-1)?.steps ?? []) : []), ...read.steps];
      parents.push({ depth: read.depth, steps });
      return [readRow(context, { row, columns, steps, required: read.required, usual })];
    });
  });
}

/** Rows that say in bold or in italics what the rows below them are about, and nothing else. */
function groupRows({ rows }: TableBlock, { at }: Columns, nameAt: number): (row: TableRow) => boolean {
  const isEmphasised = (row: TableRow): boolean =>
    /^(?:\*\*|__|\*|_)(?=\S)[^`]+(?<=\S)(?:\*\*|__|\*|_)$/.test(row.cells[nameAt]?.text ?? "");
  const isAlone = ({ cells }: TableRow): boolean =>
    cells.every(({ text }, index) => index === nameAt || text === "");
  const areOthersPlain = rows.some((row) => !isAlone(row) && !isEmphasised(row));
  return (row) => at.has("type") && areOthersPlain && isEmphasised(row) && isAlone(row);
}

/** `id (uuid, required)`: what else has a column of its own stands behind the name. */
const behindName = /^(?:`[^`]+`|[\w.$[\]-]+)\s*\([^()]+\)$/;

function readBehindName(context: Context, cell: Piece, usual: Place | undefined): Field | undefined {
  if (!behindName.test(cell.text)) return undefined;
  return readPointField(context, cell, cell.text, usual)?.field;
}

function withDescription(field: Field, said: Piece | undefined): Field {
  const description = joinTexts(said && cellText(said.text), field.description);
  return description === undefined ? field : { ...field, description };
}

// `from`, `to`: several fields that are alike, each in code marks.
function splitNames(cell: Piece): readonly Piece[] {
  const names = splitText(cell.text, (text, at) => (/[,/]/.test(text[at] ?? "") ? 1 : 0));
  const isSeveral = names.length > 1 && names.every((name) => /^`[^`]+`$/.test(name));
  return isSeveral ? names.map((text) => ({ ...cell, text })) : [cell];
}

export function readFieldName(context: Context, piece: Piece): ReturnType<typeof readName> {
  const read = readName(piece.text);
  const isMarked = /[`"]/.test(piece.text);
  const isOdd = read?.steps.some((step) => step.kind === "property" && /\s/.test(step.name));
  if (read !== undefined && (isMarked || !isOdd)) return read;
  tell(context, piece, {
    rule: "unreadable-name",
    message: `"${plain(piece.text).slice(0, 60)}" is no name of a field: what is said of it is left out`,
    mend: "write the name as it travels, such as dueDate or items[].sku; put it in code marks if it has blanks",
  });
  return undefined;
}

function tellNoName(context: Context, row: TableRow): readonly Field[] {
  if (row.cells.some((cell) => cell.text !== ""))
    tell(context, row.span, {
      rule: "unreadable-name",
      message: "this row names no field: what it says is left out",
      mend: "name the field in its column",
    });
  return [];
}

interface RowPlace {
  readonly row: TableRow;
  readonly columns: Columns;
  readonly steps: readonly Step[];
  readonly required: boolean | undefined;
  readonly usual: Place | undefined;
}

function readRow(context: Context, place: RowPlace): Field {
  const { row, columns, steps } = place;
  const cell = (column: Column) => cellAt(row, columns, column);
  const type = cell("type");
  const often = howOften(cell("cardinality")?.text ?? "");
  const single = readRowType(context, type, steps);
  const typed = often?.isMany ? { ...single, schema: asList(single.schema) } : single;
  const ruled = readRowRules(context, place, typed);
  const schema =
    cell("nullable") && answerOf(cell("nullable")?.text ?? "") === "yes"
      ? allowNull(ruled.schema)
      : ruled.schema;
  const initial = saidIn(cell("default"));
  const example = saidIn(cell("example"));
  const prose = cell("description") ?? cell("when");
  const text = prose === undefined ? undefined : cellText(prose.text);
  // Who has a column for rules puts them there; else the description may say them.
  const told = text === undefined || columns.at.has("rules") ? undefined : readRules(text, schema, true);
  const required =
    readRequired(context, cell("required"), cell("optional")) ??
    often?.isRequired ??
    place.required ??
    ruled.required ??
    told?.required;
  const where = cell("place");
  const said = where === undefined ? place.usual : (placeOf(plain(where.text)) ?? tellPlace(context, where));
  const whole = { ...(told?.schema ?? schema), ...(initial && { default: readValue(initial.text, schema) }) };
  const { own, examples } = takeExamples(whole, typed.schema);
  const description = joinTexts(text, ruled.text);
  return {
    steps,
    schema: own,
    span: row.span,
    ...definedFields({
      style: ruled.style,
      explode: ruled.explode,
      description,
      required,
      place: said,
      examples: example === undefined ? examples : [...(examples ?? []), readValue(example.text, schema)],
    }),
  };
}

/** `lines[]`, of which the type says once more that it is a list, is no list of lists. */
function readRowType(
  context: Context,
  cell: Piece | undefined,
  steps: readonly Step[],
): ReturnType<typeof readTypeAt> {
  if (cell === undefined) return { schema: {}, rest: [] };
  const read = readTypeAt(context, { ...cell, text: cellText(cell.text).replaceAll("\n", " ") });
  const isTwice = steps.at(-1)?.kind === "items" && equalValues(read.schema, { type: "array" });
  return isTwice ? { ...read, schema: {} } : read;
}

/** `0..1`, `1..n`, `*`: whether it has to be there, and whether there may be several. */
function howOften(text: string): { readonly isRequired: boolean; readonly isMany: boolean } | undefined {
  const match = /^(\d+|[*nN∞])(?:\s*(?:\.{2,3}|-|–|:|,|to)\s*(\d+|[*nNmM∞]))?$/.exec(
    plain(text).replace(/[[\]]/g, ""),
  );
  if (match === null) return undefined;
  const [, least = "", most = least] = match;
  return { isRequired: /^[1-9]/.test(least), isMany: !/^[01]$/.test(most) };
}

function asList(schema: Draft): Draft {
  return schema["type"] === "array" ? schema : { type: "array", items: schema };
}

type Ruled = Pick<RulesRead, "schema" | "required" | "style" | "explode"> & {
  readonly text: string | undefined;
};

/** All that the cells with rules in them say, and what stands beside the type. */
function readRowRules(
  context: Context,
  { row, columns }: RowPlace,
  typed: { readonly schema: Draft; readonly rest: readonly string[] },
): Ruled {
  const cell = (column: Column) => cellAt(row, columns, column);
  const type = cell("type");
  const change = (piece: Piece | undefined, write: (text: string) => string) =>
    piece && { ...piece, text: write(piece.text) };
  const pieces = [
    ...typed.rest.map((text) => change(type, () => text)),
    change(cell("values"), asChoice),
    change(cell("rules"), (text) => cellText(text).replaceAll("\n", ", ")),
    change(cell("format"), asFormat),
  ];
  let ruled: Ruled = { schema: typed.schema, text: undefined };
  for (const piece of pieces) {
    if (piece === undefined || /^(?:[-–—]|n\/a|none|no)?$/i.test(piece.text)) continue;
    const {
      schema,
      text,
      required = ruled.required,
      style = ruled.style,
      explode = ruled.explode,
    } = readRulesAt(context, { ...piece, text: cellText(piece.text) }, ruled.schema);
    ruled = { schema, text: joinTexts(ruled.text, text), ...definedFields({ required, style, explode }) };
  }
  return ruled;
}

/** Examples that rules gave belong to the field; those of a schema that was written out stay there. */
function takeExamples(
  schema: Draft,
  typed: Draft,
): { readonly own: Draft; readonly examples: readonly JsonValue[] | undefined } {
  const { examples, ...rest } = schema;
  const before = Array.isArray(typed["examples"]) ? (typed["examples"] as JsonValue[]) : [];
  const added = Array.isArray(examples) ? (examples as JsonValue[]).slice(before.length) : [];
  return {
    own: before.length > 0 ? { ...rest, examples: before } : rest,
    examples: added.length > 0 ? added : undefined,
  };
}

function saidIn(cell: Piece | undefined): Piece | undefined {
  return cell === undefined || /^(?:[-–—]|n\/a|none|keine?r?s?|aucune?)$/i.test(cell.text) ? undefined : cell;
}

function asChoice(text: string): string {
  return /^(?:one of|enum)\b/i.test(text) || !/[,|/`"]/.test(text)
    ? text
    : `one of ${cellText(text).replaceAll(/\s*[|/\n]\s*/g, ", ")}`;
}

function asFormat(text: string): string {
  return /[\^\\$]/.test(text) ? `pattern ${text}` : text;
}

function tellPlace(context: Context, cell: Piece): undefined {
  tell(context, cell, {
    rule: "unknown-place",
    message: `"${plain(cell.text).slice(0, 40)}" is no place in which something travels: it is taken from the method and the path`,
    mend: "write path, query, header, cookie or body",
  });
  return undefined;
}

function readRequired(
  context: Context,
  required: Piece | undefined,
  optional: Piece | undefined,
): boolean | undefined {
  const cell = required ?? optional;
  if (cell === undefined) return undefined;
  const answer = answerOf(cell.text);
  if (answer === "yes" || answer === "no") return (answer === "yes") === (required !== undefined);
  tell(context, cell, {
    rule: "unknown-answer",
    severity: "note",
    message: `"${plain(cell.text).slice(0, 60)}" is neither yes nor no: the field is taken as one that may be missing`,
    mend: "write yes or no, and the condition into the description",
  });
  return false;
}

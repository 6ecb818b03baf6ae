import type { Field, ScalarValue } from "#domain";
import type { ColumnType } from "../tables.ts";
import { type Fill, type FillColumn, neutralFill } from "./fill.ts";
import type { KeptColumn, KeptTable } from "./kept-table.ts";

export type Scalar = string | number | boolean;

/** What is known of a column beside its form. */
export interface ColumnMeaning {
  /** `Book.year`, as the contract spells it. */
  readonly key: string;
  readonly field: Field;
  /** The contract's own default. */
  readonly default?: Scalar;
}

export interface ExistingRows {
  /** By table and column: `books.year`. */
  readonly meanings: ReadonlyMap<string, ColumnMeaning>;
  /** What columns begin with that no field fills, by table and column. */
  readonly begun: ReadonlyMap<string, Scalar>;
  /** What the owner has settled, by `Book.year`. */
  readonly settled: Readonly<Record<string, Scalar>>;
}

/** A value for the rows that exist, and on what it rests. */
export type RowValue =
  | { readonly kind: "found"; readonly fill: Fill; readonly assumed: boolean }
  | { readonly kind: "wrong"; readonly value: Scalar }
  | { readonly kind: "none"; readonly key?: string };

/** What rows that exist get in a column that they must have a value in: settled, the contract's default, or assumed. */
export function valueForRows(
  { meanings, begun, settled }: ExistingRows,
  table: KeptTable,
  column: KeptColumn,
): RowValue {
  const place = `${table.name}.${column.name}`;
  const meaning = meanings.get(place);
  const first = begun.get(place);
  if (first !== undefined) return { kind: "found", fill: { kind: "value", value: first }, assumed: false };
  const isShared = table.uniques.every((columns) => columns.join() !== column.name);
  if (!meaning || !isShared || column.refersTo || table.primaryKey.includes(column.name))
    return { kind: "none" };
  const { key, field } = meaning;
  if (Object.hasOwn(settled, key)) {
    const value = settled[key];
    return value !== undefined && allows(field, column.type, value)
      ? { kind: "found", fill: { kind: "value", value }, assumed: false }
      : { kind: "wrong", value: value ?? "" };
  }
  if (meaning.default !== undefined)
    return { kind: "found", fill: { kind: "value", value: meaning.default }, assumed: false };
  const fill = neutralFor(field, column.type);
  return fill ? { kind: "found", fill, assumed: true } : { kind: "none", key };
}

function neutralFor(field: Field, type: ColumnType): Fill | undefined {
  const { meaning, bounds } = field;
  if (meaning.kind === "enum") return type.kind === "json" ? undefined : firstOf(meaning.values);
  // Nobody's password is empty, and no text is somebody's address.
  if (meaning.kind !== "scalar" && meaning.kind !== "created-at" && meaning.kind !== "updated-at")
    return undefined;
  if (
    bounds.pattern !== undefined ||
    (bounds.format !== undefined && type.kind !== "datetime" && type.kind !== "date")
  )
    return undefined;
  const fill = neutralFill(type);
  if (fill?.kind !== "value" || allows(field, type, fill.value)) return fill;
  const least = bounds.minimum;
  return typeof fill.value === "number" && least !== undefined && allows(field, type, least)
    ? { kind: "value", value: least }
    : undefined;
}

function firstOf(values: readonly ScalarValue[]): Fill | undefined {
  const [first] = values;
  return first === undefined || first === null ? undefined : { kind: "value", value: first };
}

/** Whether the contract lets a field have a value; moments cannot be given. */
function allows({ meaning, bounds }: Field, type: ColumnType, value: Scalar): boolean {
  if (meaning.kind === "enum") return type.kind !== "json" && meaning.values.includes(value);
  switch (type.kind) {
    case "text":
    case "string":
      return typeof value === "string" && allowsText(bounds, type, value);
    case "integer":
      return Number.isInteger(value) && allowsNumber(bounds, Number(value));
    case "float":
    case "numeric":
      return typeof value === "number" && allowsNumber(bounds, value);
    case "boolean":
      return typeof value === "boolean";
    case "datetime":
    case "date":
    case "bytes":
    case "uuid":
    case "json":
      return false;
  }
}

function allowsText({ minLength, maxLength }: Field["bounds"], type: ColumnType, value: string): boolean {
  const length = [...value].length;
  const most = Math.min(
    maxLength ?? Number.POSITIVE_INFINITY,
    type.kind === "string" ? type.length : Number.POSITIVE_INFINITY,
  );
  return length >= (minLength ?? 0) && length <= most && !/[\0\p{Cs}]/u.test(value);
}

function allowsNumber(bounds: Field["bounds"], value: number): boolean {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = bounds;
  return (
    Number.isFinite(value) &&
    (minimum === undefined || value >= minimum) &&
    (maximum === undefined || value <= maximum) &&
    (exclusiveMinimum === undefined || value > exclusiveMinimum) &&
    (exclusiveMaximum === undefined || value < exclusiveMaximum) &&
    (multipleOf === undefined || Number.isInteger(value / multipleOf))
  );
}

/** The way back: what was in a column is gone, so that rows get what says nothing. */
export const fillForDowngrade: FillColumn = (table, column) => {
  const isShared = table.uniques.every((columns) => columns.join() !== column.name);
  return isShared && !column.refersTo ? neutralFill(column.type) : undefined;
};

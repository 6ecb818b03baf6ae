import { type NameBook, plural, properName, singular, snakeCase, splitWords } from "#base";
import type { Axis, WholeShape } from "./cells.ts";
import type { Entity, Field, FieldMeaning, ScalarValue } from "./domain.ts";
import { type Evidence, evidence, step } from "./evidence.ts";
import { readBounds, readChoices, scalarType } from "./field-values.ts";
import { type MatrixShapes, shapesOf } from "./matrices.ts";
import { sameName } from "./names.ts";

/** What the cells are made from. */
export interface CellParts {
  readonly axes: readonly Axis[];
  readonly empty: ScalarValue;
  readonly whole: WholeShape;
  /** Why the coordinates are in this order. */
  readonly order: Evidence;
}

/** The cells of a matrix as rows: a coordinate for each list inside another, and what stands there. */
export function describeCells(
  matrix: MatrixShapes,
  { axes, empty, whole, order }: CellParts,
  names: { readonly entities: NameBook; readonly tables: NameBook },
): Entity {
  const value = nameOfValue(matrix, axes);
  const called = nameOfCell(matrix, value);
  const name = names.entities.take(called, `${called}Cell`);
  const [first] = axes;
  const because = shapesOf(matrix).map(({ operation }) =>
    step(`${operation.id} speaks of them`, operation.span),
  );
  return {
    name,
    table: names.tables.take(plural(snakeCase(name))),
    fields: [...axes.map((axis) => coordinate(axis, order)), valueField(matrix, value)],
    identity: {
      field: first?.field ?? value,
      parameter: first?.field ?? value,
      by: "client",
      evidence: order,
    },
    representations: [],
    cells: { axes, value, empty, whole },
    evidence: evidence(`${name} rows are the cells of ${matrix.whole.operation.path}`, ...because),
  };
}

/** What stands in a cell is called as its schema is, unless a coordinate is called so. */
function nameOfValue({ lists: { cell } }: MatrixShapes, axes: readonly Axis[]): string {
  const isFree = (name: string): boolean => !axes.some(({ field }) => sameName(field, name));
  const wanted = [snakeCase(cell.name ?? "value"), "value", "content"].find(isFree);
  return wanted ?? "cell_value";
}

const verbs = new Set(
  "get read show fetch find retrieve view look put set write mark place update change post patch store save fill".split(
    " ",
  ),
);

/** One cell by the noun of what reads and writes it, else by the path, if that is plural. */
function nameOfCell({ reads, writes, whole }: MatrixShapes, value: string): string {
  const nouns = [...reads, ...writes].map(({ operation: { declaredId = "" } }) => {
    const words = splitWords(declaredId);
    const end = words.findIndex((word, index) => index > 0 && ["by", "at", "of"].includes(word));
    const kept = end < 0 ? words : words.slice(0, end);
    return verbs.has(kept[0] ?? "") ? kept.slice(1).join("_") : "";
  });
  const [noun = ""] = nouns;
  const last = snakeCase(whole.place.name);
  const isOne = noun !== "" && nouns.every((each) => each === noun) && !sameName(noun, value);
  if (isOne && !sameName(noun, last)) return properName(singular(noun));
  return properName(singular(last) === last ? `${last}_cell` : singular(last));
}

function coordinate({ field, values }: Axis, { because }: Evidence): Field {
  const meaning: FieldMeaning =
    values.kind === "range" ? { kind: "scalar", type: "integer" } : { kind: "enum", values: values.values };
  return {
    ...always,
    name: field,
    meaning,
    bounds: values.kind === "range" ? { minimum: values.minimum, maximum: values.maximum } : {},
    evidence: evidence(`${field}: a coordinate`, ...because),
  };
}

function valueField({ lists: { cell } }: MatrixShapes, name: string): Field {
  const values = readChoices(cell);
  return {
    ...always,
    name,
    meaning: values ? { kind: "enum", values } : { kind: "scalar", type: scalarType(cell) },
    bounds: readBounds(cell),
    evidence: evidence(`${name}: what stands in a cell`, step("the innermost list holds it", cell.span)),
  };
}

const always = { nullable: false, optional: false, missing: "never", unique: false } as const;

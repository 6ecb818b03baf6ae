import type { Bounds, Field, ScalarType, ScalarValue, ValueShape } from "#domain";
import { type JsonLike, literal, type Py, py } from "#python";
import type { Kit } from "./kit.ts";
import { isChecked } from "./scalar-samples.ts";

/** Values that are not of a field's type. Of texts, those that have not its form; others are tried with `NOT_TEXT`. */
export function wrongValues(kit: Kit, field: Pick<Field, "meaning" | "bounds">): readonly JsonLike[] {
  const { meaning, bounds } = field;
  switch (meaning.kind) {
    case "enum":
      return otherThan(meaning.values);
    case "constant":
      return otherThan([meaning.value]);
    case "values":
    case "objects":
      return ["text", 1, { text: "text" }];
    case "json":
      return wrongWhole(meaning.shape);
    case "scalar":
      return wrongScalars(kit, meaning.type, bounds);
    default:
      return [];
  }
}

function wrongWhole(shape: ValueShape): readonly JsonLike[] {
  if (shape.kind === "object" || shape.kind === "map") return ["text", 1, ["text"]];
  return shape.kind === "list" ? ["text", 1, { text: "text" }] : [];
}

/** Elements that a list of values does not take, but for those that are no text. */
export function wrongElements(kit: Kit, { meaning }: Field): readonly JsonLike[] {
  if (meaning.kind !== "values") return [];
  if (meaning.choices) return otherThan(meaning.choices);
  return wrongScalars(kit, meaning.of, meaning.bounds);
}

function otherThan(values: readonly ScalarValue[]): readonly JsonLike[] {
  const candidates: readonly (ScalarValue | readonly string[])[] = [
    "no such value",
    987_654,
    true,
    false,
    ["text"],
  ];
  return candidates.filter((candidate) => !values.some((value) => value === candidate));
}

function wrongScalars(kit: Kit, type: ScalarType, bounds: Bounds): readonly JsonLike[] {
  switch (type) {
    case "string":
      return isChecked(bounds, kit) && bounds.pattern === undefined ? ["of no such form"] : [];
    case "integer":
      return ["1", 1.5, true, [1]];
    case "number":
    case "decimal":
      return ["1.5", true, [1]];
    case "boolean":
      return ["yes", 1, [true]];
    case "decimal-text":
      return ["text", "1e5", 1.5, true];
    case "date-time":
      return ["text", true, 1, "2030-02-03", "2030-02-03T04:05:06", "0001-01-01T00:00:00+01:00"];
    case "date":
      return ["text", true, 1, "2030-02-30", "2030-02-03T00:00:00Z"];
    case "uuid":
      return ["text", true, "{00000000-0000-4000-8000-000000000000}"];
  }
}

/** Numbers at the bounds of a field, and those just beyond: its own bounds, else those of the database's integers. */
export function edgeNumbers({ meaning, bounds }: Field): {
  readonly accepted: readonly Py[];
  readonly refused: readonly Py[];
} {
  const step = bounds.multipleOf ?? 1;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = bounds;
  const isInteger =
    meaning.kind === "scalar" && meaning.type === "integer" && bounds.multipleOf === undefined;
  const bits = bounds.format === "int32" ? 31 : 63;
  const low = isInteger && minimum === undefined && exclusiveMinimum === undefined;
  const high = isInteger && maximum === undefined && exclusiveMaximum === undefined;
  const at = (value: number | undefined, by = 0): readonly Py[] =>
    value === undefined ? [] : [literal(rounded(value + by, step))];
  return {
    accepted: [
      ...at(minimum),
      ...at(maximum),
      ...at(exclusiveMinimum, step),
      ...at(exclusiveMaximum, -step),
      ...(low ? [py`-(2**${bits})`] : []),
      ...(high ? [py`2**${bits} - 1`] : []),
    ],
    refused: [
      ...at(minimum, -step),
      ...at(maximum, step),
      ...at(exclusiveMinimum),
      ...at(exclusiveMaximum),
      ...(low ? [py`-(2**${bits}) - 1`] : []),
      ...(high ? [py`2**${bits}`] : []),
    ],
  };
}

/** Of the values just beyond the bounds of a field, those that JSON can tell. */
export function edgeValues({ meaning, bounds }: Field): readonly JsonLike[] {
  if (meaning.kind !== "scalar") return [];
  const { maxLength = 0, ...others } = bounds;
  if (meaning.type === "string") return textsBeyond(maxLength < 200 ? bounds : others);
  return ["integer", "number", "decimal"].includes(meaning.type) ? numbersBeyond(bounds) : [];
}

/** Texts just too short and just too long. */
export function textsBeyond({ minLength = 0, maxLength }: Bounds): readonly string[] {
  return [
    ...(minLength > 0 ? ["x".repeat(minLength - 1)] : []),
    ...(maxLength === undefined ? [] : ["x".repeat(maxLength + 1)]),
  ];
}

/** Numbers just too small and just too big. */
export function numbersBeyond(bounds: Bounds): readonly number[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf: step = 1 } = bounds;
  return [
    ...(minimum === undefined ? [] : [rounded(minimum - step, step)]),
    ...(maximum === undefined ? [] : [rounded(maximum + step, step)]),
    ...(exclusiveMinimum === undefined ? [] : [exclusiveMinimum]),
    ...(exclusiveMaximum === undefined ? [] : [exclusiveMaximum]),
  ];
}

/** Sums of fractions as people write them: 0.3, not 0.30000000000000004. */
function rounded(value: number, step: number): number {
  return Number.isInteger(step) ? value : Number(value.toPrecision(12));
}

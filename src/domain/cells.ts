import type { ScalarType, ScalarValue } from "./scalar-type.ts";

/** Rows that are the cells of one matrix: a table of coordinates, each with what stands there. */
export interface Cells {
  /** Its coordinates, that of the outermost list first. */
  readonly axes: readonly Axis[];
  /** The field that holds what stands in a cell. */
  readonly value: string;
  /** What a cell shows that nobody has written. */
  readonly empty: ScalarValue;
  /** The answer that shows all of them. */
  readonly whole: WholeShape;
}

/** One coordinate: every value that it may have, in order. */
export interface Axis {
  /** The field, called as the parameter of the path is. */
  readonly field: string;
  readonly values: AxisValues;
}

export type AxisValues =
  | { readonly kind: "range"; readonly minimum: number; readonly maximum: number }
  | { readonly kind: "choices"; readonly values: readonly string[] };

/** How many cells there are along a coordinate. */
export function axisLength(values: AxisValues): number {
  return values.kind === "range" ? values.maximum - values.minimum + 1 : values.values.length;
}

/** The coordinate of a cell by its place in the list. */
export function coordinateAt(values: AxisValues, index: number): ScalarValue {
  return values.kind === "range" ? values.minimum + index : (values.values[index] ?? "");
}

/** An answer that shows all cells: the nested lists alone, or in an object. */
export interface WholeShape {
  /** Shared name of the object's schema, if it has one. */
  readonly schemaName?: string;
  /** The properties of the object; none where the answer is the lists alone. */
  readonly parts: readonly WholePart[];
  /** Shared name of the outermost list's schema, else of the property that holds it. */
  readonly called?: string;
  /** What the schema says of the length of the lists, the outermost first. */
  readonly lengths: readonly ListLength[];
}

export interface ListLength {
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** A property beside the cells, or the one that holds them. */
export type WholePart =
  | { readonly name: string; readonly is: "cells" }
  | {
      readonly name: string;
      readonly is: "constant";
      /** Nothing where the property is left out. */
      readonly value?: ScalarValue | null;
      readonly type: ScalarType;
      /** Whether the contract promises that it is there. */
      readonly required: boolean;
      /** The values that the contract knows, where it counts them. */
      readonly choices?: readonly ScalarValue[];
      /** Whether something decides it that the contract does not state. */
      readonly undecided: boolean;
    };

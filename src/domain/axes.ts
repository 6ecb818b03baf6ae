import { type Contract, flattenSchema, type Parameter, type Schema } from "#contract";
import { type Axis, type AxisValues, axisLength, type ListLength } from "./cells.ts";
import { type Evidence, evidence, step } from "./evidence.ts";
import { readChoices } from "./field-values.ts";
import type { MatrixShapes } from "./matrices.ts";
import { hasWord } from "./names.ts";

/** Coordinates in the order of the lists, the outermost first, or why they cannot be told. */
export type AxesReading =
  | { readonly axes: readonly Axis[]; readonly evidence: Evidence; readonly isAssumed: boolean }
  | { readonly why: string };

/** More cells than that are not answered at once. */
const mostCells = 1_000_000;

/** Reads the coordinates of a path. `wanted`: the one that the owner says is the outermost. */
export function readAxes(contract: Contract, matrix: MatrixShapes, wanted: string | undefined): AxesReading {
  const { operation } = matrix.writes[0] ?? matrix.whole;
  const { lengths } = matrix.lists;
  const parameters = operation.segments.flatMap((segment) =>
    segment.kind === "parameter"
      ? operation.parameters.filter(({ in: place, name }) => place === "path" && name === segment.name)
      : [],
  );
  const orders = lengths.length === 2 ? [parameters, parameters.toReversed()] : [parameters];
  const fitting = orders.flatMap((order) => {
    const axes = order.map((parameter, index) => readAxis(contract, parameter, lengths[index] ?? {}));
    const known = axes.filter((axis) => axis !== undefined);
    return known.length === lengths.length ? [{ order, axes: known }] : [];
  });
  const [first, second] = fitting;
  if (!first) return { why: whyNone(contract, parameters) };
  const cells = first.axes.reduce((product, { values }) => product * axisLength(values), 1);
  if (cells > mostCells || cells < 2) return { why: `it would have ${cells} cells` };
  const chosen = second && isOutermost(second.order[0], wanted, parameters) ? second : first;
  const [outermost] = chosen.order;
  const told = fitting.length === 1 && orders.length > 1 && !isSquare(first.axes);
  const isNamed = chosen.order.length === 2 && (isRow(outermost?.name) || isColumn(chosen.order[1]?.name));
  return {
    axes: chosen.axes,
    isAssumed: !told && !isNamed && wanted === undefined,
    evidence: evidence(
      `${chosen.axes.map(({ field }) => field).join(", then ")}: a list of each inside the one before`,
      ...chosen.order.map((parameter, index) =>
        step(`${parameter.name}: ${spell(chosen.axes[index])}`, parameter.span),
      ),
    ),
  };
}

function spell(axis: Axis | undefined): string {
  if (axis?.values.kind === "range") return `${axis.values.minimum} to ${axis.values.maximum}`;
  return axis?.values.values.join(", ") ?? "";
}

function isSquare(axes: readonly Axis[]): boolean {
  return new Set(axes.map(({ values }) => axisLength(values))).size === 1;
}

const rowWords = new Set(["row", "rank", "line"]);
const columnWords = new Set(["column", "col", "file"]);

function isRow(name = ""): boolean {
  return hasWord(name, rowWords);
}

function isColumn(name = ""): boolean {
  return hasWord(name, columnWords);
}

/** Whether the last coordinate of the path counts the outermost lists: rows hold columns, and a y is as good as a row. */
function isOutermost(
  last: Parameter | undefined,
  wanted: string | undefined,
  parameters: readonly Parameter[],
): boolean {
  if (wanted !== undefined) return last?.name === wanted;
  const [first] = parameters;
  const name = (last?.name ?? "").toLowerCase();
  const before = (first?.name ?? "").toLowerCase();
  return (isRow(name) && isColumn(before)) || (name === "y" && before === "x");
}

function whyNone(contract: Contract, parameters: readonly Parameter[]): string {
  const unbounded = parameters.find(({ schema }) => !readValues(flattenSchema(contract, schema)));
  return unbounded
    ? `nothing says which values ${unbounded.name} may have`
    : "its lists have not as many places as its coordinates have values";
}

/** A coordinate, if its values are counted or bounded and as many as the list has places. */
function readAxis(
  contract: Contract,
  { name, schema: node }: Parameter,
  length: ListLength,
): Axis | undefined {
  const schema = flattenSchema(contract, node);
  const values = readValues(schema);
  if (!values) return undefined;
  const count = axisLength(values);
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = length;
  return count >= Math.max(1, minItems) && count <= maxItems ? { field: name, values } : undefined;
}

function readValues(schema: Schema): AxisValues | undefined {
  const choices = readChoices(schema);
  const texts = choices?.filter((choice) => typeof choice === "string");
  if (choices && texts)
    return texts.length === choices.length ? { kind: "choices", values: texts } : undefined;
  if (schema.types.join() !== "integer" || schema.multipleOf !== undefined) return undefined;
  const minimum = schema.minimum ?? after(schema.exclusiveMinimum, 1);
  const maximum = schema.maximum ?? after(schema.exclusiveMaximum, -1);
  const isBounded = Number.isSafeInteger(minimum) && Number.isSafeInteger(maximum);
  return isBounded && minimum !== undefined && maximum !== undefined && maximum >= minimum
    ? { kind: "range", minimum, maximum }
    : undefined;
}

function after(bound: number | undefined, by: number): number | undefined {
  return bound === undefined ? undefined : bound + by;
}

import type { Draft, Recognition } from "./draft.ts";
import { leaveOpen } from "./left-open.ts";
import { queryParameters } from "./lists/index.ts";
import type { MatrixDraft } from "./matrix-drafts.ts";
import { settingsOf } from "./settings.ts";
import type { OperationShape } from "./shapes.ts";
import { readWhole } from "./whole-shape.ts";

/** Why an operation on a matrix cannot be built: what is not understood of the matrix, or of the operation. */
export function whyOpen(shape: OperationShape, matrix: MatrixDraft, draft: Draft): Recognition | undefined {
  const { operation } = shape;
  if (matrix.kind === "open") return leaveOpen(matrix.why, matrix.whole.operation.span);
  const [parameter] = queryParameters(shape);
  if (parameter)
    return leaveOpen(
      `nothing says what the query parameter ${parameter.name} does to the cells`,
      parameter.span,
      `query parameter ${parameter.name}`,
    );
  const { undecided } = settingsOf(draft.settings, matrix.whole.operation.id);
  const read = readWhole(draft.contract, shape, matrix.lists);
  const parts = read && "whole" in read ? read.whole.parts : [];
  const left = parts.find((part) => part.is === "constant" && part.undecided);
  return undecided === "open" && left
    ? leaveOpen(`what decides ${left.name} is not stated`, operation.span)
    : undefined;
}

/** The coordinates of a cell in the order of the path. */
export function coordinatesOf({ operation }: OperationShape): readonly string[] {
  return operation.segments.flatMap((segment) => (segment.kind === "parameter" ? [segment.name] : []));
}

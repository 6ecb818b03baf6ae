import type { BehaviourRule } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { matrixOf } from "../matrix-drafts.ts";
import { coordinatesOf, whyOpen } from "../matrix-open.ts";

/** What stands in one cell of a matrix. */
export const readCell: BehaviourRule = {
  kind: "read-cell",
  rank: 21,
  recognise(shape, draft) {
    const matrix = matrixOf(draft.matrices, shape);
    if (!matrix?.reads.includes(shape)) return undefined;
    const open = whyOpen(shape, matrix, draft);
    if (open || matrix.kind === "open") return open;
    const { entity, whole } = matrix;
    return {
      behaviour: {
        kind: "read-cell",
        entity: entity.name,
        coordinates: coordinatesOf(shape),
        answer: { status: shape.answer.status },
      },
      evidence: evidence(
        `what stands in one ${entity.name}`,
        step(`a scalar at ${coordinatesOf(shape).join(" and ")}`, shape.answer.span),
        step(`${whole.operation.id} shows all of them`, whole.operation.span),
      ),
    };
  },
};

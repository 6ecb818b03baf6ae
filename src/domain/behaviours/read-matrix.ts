import type { BehaviourRule } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { matrixOf } from "../matrix-drafts.ts";
import { whyOpen } from "../matrix-open.ts";

/** All cells of a matrix, as they are now. */
export const readMatrix: BehaviourRule = {
  kind: "read-matrix",
  rank: 20,
  recognise(shape, draft) {
    const matrix = matrixOf(draft.matrices, shape);
    if (!matrix || matrix.whole !== shape) return undefined;
    const open = whyOpen(shape, matrix, draft);
    if (open || matrix.kind === "open") return open;
    const { entity, answer, because, writes, assumptions } = matrix;
    return {
      behaviour: {
        kind: "read-matrix",
        entity: entity.name,
        whole: answer,
        answer: { status: shape.answer.status },
      },
      assumptions,
      evidence: evidence(
        `every ${entity.name} of the one matrix that there is`,
        step("lists of lists at a path without parameters", shape.answer.span),
        ...writes.map(({ operation }) => step(`${operation.id} writes one of them`, operation.span)),
        ...because,
      ),
    };
  },
};

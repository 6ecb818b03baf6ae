import { listAnswerShape, listBodyShape, manyAnswer } from "../bodies.ts";
import { type BehaviourRule, type Draft, entityOf } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { leaveOpen } from "../left-open.ts";
import { parentRow } from "../parents.ts";
import type { OperationShape } from "../shapes.ts";

/** Several new rows at once: all of them, or none. */
export const createMany: BehaviourRule = {
  kind: "create-many",
  rank: 30,
  recognise(shape, draft) {
    const { operation, place, answer, body } = shape;
    if (operation.method !== "post" || place.kind === "item" || !body) return undefined;
    const entity = spokenOf(shape, draft);
    const given = entity && listBodyShape(shape, draft, entity);
    if (!entity || !given) return undefined;
    const kept = given.body.fields.filter(({ field }) => entity.fields.some(({ name }) => name === field));
    if (kept.length === 0) return undefined;
    if (entity.fields.some(({ meaning }) => meaning.kind === "slug"))
      return leaveOpen(
        `how several ${entity.name} rows come by names of their own at once is not written yet`,
        operation.span,
      );
    if (entity.kinds)
      return leaveOpen(
        `how ${entity.name} rows of several kinds are made at once is not written yet`,
        operation.span,
      );
    const list = listAnswerShape(shape, draft);
    if (list?.parts.some(({ tells }) => tells.kind !== "rows"))
      return leaveOpen("what its answer tells beside the new rows is not written yet", answer.span, "answer");
    const parent = parentRow(shape, entity, draft);
    return {
      behaviour: {
        kind: "create-many",
        entity: entity.name,
        ...(parent && { parent }),
        body: given.body,
        bounds: given.bounds,
        answer: manyAnswer(shape, draft),
      },
      evidence: evidence(
        `several ${entity.name} rows at once, all of them or none${parent ? `, below ${parent.entity}` : ""}`,
        step(`a list of ${entity.name} fields`, body.span),
        step(
          answer.kind === "row" && !answer.telling
            ? "answers one of them: the first"
            : "answers what came of it",
          answer.span,
        ),
      ),
    };
  },
};

/** The entity of the rows: that of the path, of the answer, or of another body with the same schema. */
function spokenOf(shape: OperationShape, draft: Draft) {
  const own = entityOf(shape, draft);
  if (own) return own;
  const above = shape.place.collection.slice(0, shape.place.collection.lastIndexOf("/"));
  const index = draft.resources.findIndex(
    ({ collections }) => collections.includes(shape.place.collection) || collections.includes(above),
  );
  return draft.entities[index];
}

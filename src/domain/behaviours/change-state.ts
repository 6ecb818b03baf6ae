import { answerShape } from "../bodies.ts";
import type { Assumption, Entity, Field, ScalarValue } from "../domain.ts";
import { type BehaviourRule, entityOf } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { settingsOf } from "../settings.ts";
import type { OperationShape } from "../shapes.ts";
import { findMove } from "../states.ts";

/** One field of a row gets the value that the last word of the path says: `/orders/{id}/cancel`. */
export const changeState: BehaviourRule = {
  kind: "change-state",
  rank: 45,
  recognise(shape, draft) {
    const { operation, place, body, answer } = shape;
    const entity = entityOf(shape, draft);
    const parameter = place.above?.parameter;
    const isOfRow = place.kind === "tail" && operation.segments.at(-2)?.kind === "parameter";
    if (!entity || !isOfRow || parameter === undefined || body || operation.method === "get")
      return undefined;
    const own = draft.resources[draft.entities.indexOf(entity)]?.collections;
    if (!own?.includes(place.above?.collection ?? "") || operation.requestBody) return undefined;
    if (answer.kind !== "none" && answer.kind !== "row") return undefined;
    const move = findMove(shape, entity);
    if (!move) return undefined;
    const { field, sets, isStated, because } = move;
    const settled = settingsOf(draft.settings, operation.id).from;
    const from =
      settled && field.meaning.kind === "enum"
        ? field.meaning.values.filter((value) => settled.includes(String(value)))
        : move.from;
    return {
      behaviour: {
        kind: "change-state",
        entity: entity.name,
        parameter,
        sets,
        ...(from && { from }),
        answer: answerShape(shape, draft),
      },
      evidence: evidence(
        `${place.name} sets ${field.name} of one ${entity.name}${from ? `, which must be ${from.join(" or ")} before` : ""}`,
        step(`the path ends in ${place.name}`, operation.span),
        ...because,
        ...field.evidence.because,
      ),
      ...(from && !isStated && { assumption: assume(shape, entity, field, from) }),
    };
  },
};

/** From which values the change is made, where the contract does not say. */
function assume(
  { operation }: OperationShape,
  entity: Entity,
  field: Field,
  values: readonly ScalarValue[],
): Omit<Assumption, "id"> {
  const from = values.join(", ");
  return {
    text: `${operation.id} is for ${entity.name} rows whose ${field.name} is ${values.join(" or ")}: others are refused`,
    span: operation.span,
    setting: `domain.operations.${operation.id}.from`,
    choices: [from, `other values of ${field.name}, with commas between`],
    chosen: from,
  };
}

import type { Parameter } from "#contract";
import type { BodyField } from "../behaviour.ts";
import { answerShape } from "../bodies.ts";
import type { Entity, Field } from "../domain.ts";
import { type BehaviourRule, entityOf } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { fieldOf } from "../fields.ts";
import { queryParameters } from "../lists/index.ts";
import { parentRow } from "../parents.ts";

/** Changes the fields of one row that the query names, as a form does. */
export const updateByQuery: BehaviourRule = {
  kind: "update-by-query",
  rank: 65,
  recognise(shape, draft) {
    const { operation, place } = shape;
    const entity = entityOf(shape, draft);
    if (!entity || entity.kinds || operation.requestBody || place.kind !== "item" || !place.parameter)
      return undefined;
    if (!["post", "put", "patch"].includes(operation.method)) return undefined;
    const fields = readFields(queryParameters(shape), entity);
    if (!fields) return undefined;
    const parent = parentRow(shape, entity, draft);
    return {
      behaviour: {
        kind: "update-by-query",
        entity: entity.name,
        parameter: place.parameter,
        ...(parent && { parent }),
        mode: "patch",
        body: { required: false, fields, atLeastOne: false },
        answer: answerShape(shape, draft),
      },
      evidence: evidence(
        `changes those fields of one ${entity.name} that the query names`,
        step(`${operation.method.toUpperCase()} on an item path without a body`, operation.span),
        ...queryParameters(shape).map(({ name, span }) => step(`${name} is a field of ${entity.name}`, span)),
      ),
    };
  },
};

/** Every parameter as the field that it is called after; undefined where one is none that a text can set. */
function readFields(parameters: readonly Parameter[], entity: Entity): readonly BodyField[] | undefined {
  const fields = parameters.flatMap(({ name, required }): readonly BodyField[] => {
    const field = fieldOf(entity, name);
    return field && isSetByText(field, entity) ? [{ field: name, required }] : [];
  });
  return fields.length > 0 && fields.length === parameters.length ? fields : undefined;
}

function isSetByText({ name, meaning, unread }: Field, { identity }: Entity): boolean {
  if (name === identity.field || unread !== undefined) return false;
  if (meaning.kind === "enum") return meaning.values.every((value) => typeof value === "string");
  return meaning.kind === "scalar";
}

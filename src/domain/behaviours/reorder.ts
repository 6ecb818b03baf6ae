import { answerShape } from "../bodies.ts";
import type { BehaviourRule } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { leaveOpen } from "../left-open.ts";
import { readKeys } from "../many-keys.ts";
import { parentRow } from "../parents.ts";
import { placeField, readOrdered } from "../positions.ts";

/** Rows are brought into the order in which the request names them: `/playlists/{id}/tracks/reorder`. */
export const reorder: BehaviourRule = {
  kind: "reorder",
  rank: 27,
  recognise(shape, draft) {
    const { operation, answer } = shape;
    const entity = readOrdered(shape, draft);
    const keys = entity && readKeys(shape, entity, draft);
    if (!entity || !keys || keys.byQuery) return undefined;
    if (answer.kind !== "none" && !(answer.kind === "row" && answer.telling)) return undefined;
    const field = placeField(entity);
    if (!field)
      return leaveOpen(`no field says where ${entity.name} rows stand among the others`, operation.span);
    if (field.missing !== "never" || field.nullable)
      return leaveOpen(`${entity.name} rows may be without ${field.name}`, operation.span);
    const parent = parentRow(shape, entity, draft);
    if (!parent && entity.owner && entity.owner.hides !== true)
      return leaveOpen(`${entity.name} rows have owners, and whose are ordered nothing says`, operation.span);
    return {
      behaviour: {
        kind: "reorder",
        entity: entity.name,
        ...(parent && { parent }),
        ...keys,
        field: field.name,
        first: field.place?.first ?? (field.bounds.minimum === 1 ? 1 : 0),
        answer: answerShape(shape, draft),
      },
      evidence: evidence(
        `brings the ${entity.name} rows${parent ? ` below one ${parent.entity}` : ""} into the order in which ${keys.keysField} holds their keys: all of them, each once`,
        step("the path says that they are ordered", operation.span),
        step(`a list of keys of ${entity.name} rows`, keys.body.own?.[0]?.span ?? operation.span),
        ...field.evidence.because,
      ),
    };
  },
};

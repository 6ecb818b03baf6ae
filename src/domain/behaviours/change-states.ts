import { answerShape } from "../bodies.ts";
import { noteDecision } from "../decisions.ts";
import type { BehaviourRule } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { saysAlone } from "../flags.ts";
import { leaveOpen } from "../left-open.ts";
import { readKeys, readManyPlace, saidOfMany } from "../many-keys.ts";
import { parentRow } from "../parents.ts";
import { settleMove } from "../settled-moves.ts";

/** One field of several rows gets the value that the last word of the path says: `/tasks/bulk-archive`. */
export const changeStates: BehaviourRule = {
  kind: "change-states",
  rank: 29,
  recognise(shape, draft) {
    const { operation, answer } = shape;
    const place = readManyPlace(shape, draft);
    const keys = place && readKeys(shape, place.entity, draft);
    const said = place ? saidOfMany(place) : [];
    if (!place || !keys || said.length === 0 || operation.method === "get") return undefined;
    if (answer.kind !== "none" && !(answer.kind === "row" && answer.telling)) return undefined;
    const { entity } = place;
    const settled = settleMove(shape, entity, draft.settings, said.join("_"));
    if (!settled) return undefined;
    const { from, assumption } = settled;
    const { field, because } = settled.move;
    const sets = noteDecision(said.join("_"), shape, entity, settled.move.sets, draft);
    if (sets.some(({ to }) => to.kind === "caller"))
      return leaveOpen(
        `rows tell who said ${said.join(" ")}, and how that is noted of several is not written yet`,
        operation.span,
      );
    // What one row alone may have, several cannot; and of several, which way each is turned would be a guess.
    if (saysAlone(field) || sets[0].to.kind === "inverse") return undefined;
    const parent = parentRow(shape, entity, draft);
    return {
      behaviour: {
        kind: "change-states",
        entity: entity.name,
        ...(parent && { parent }),
        ...keys,
        sets,
        ...(from && { from }),
        answer: answerShape(shape, draft),
      },
      evidence: evidence(
        `${said.join(" ")} sets ${field.name} of the ${entity.name} rows whose keys ${keys.keysField} holds, all of them or none`,
        step(`the path ends in ${said.join(" ")}`, operation.span),
        step(`a list of keys of ${entity.name} rows`, keys.body.own?.[0]?.span ?? operation.span),
        ...because,
        ...field.evidence.because,
      ),
      ...(assumption && { assumption }),
    };
  },
};

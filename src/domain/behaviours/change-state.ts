import { keepGiven } from "../actions.ts";
import type { BodyShape } from "../behaviour.ts";
import { answerShape, bodyShape } from "../bodies.ts";
import { noteDecision } from "../decisions.ts";
import type { Entity } from "../domain.ts";
import { type BehaviourRule, type Draft, entityOf } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { aloneWithin, saysAlone } from "../flags.ts";
import { leaveOpen } from "../left-open.ts";
import { parentOfRow } from "../parents.ts";
import { isBelowRow } from "../places.ts";
import { type Renewal, readRenewal } from "../renewals.ts";
import { settleMove } from "../settled-moves.ts";
import type { OperationShape } from "../shapes.ts";
import type { Move } from "../states.ts";

/** One field of a row gets the value that the last word of the path says: `/orders/{id}/cancel`. */
export const changeState: BehaviourRule = {
  kind: "change-state",
  rank: 45,
  recognise(shape, draft) {
    const { operation, place, answer } = shape;
    const entity = entityOf(shape, draft);
    const parameter = place.above?.parameter;
    if (!entity || !isBelowRow(place) || parameter === undefined || operation.method === "get")
      return undefined;
    const own = draft.resources[draft.entities.indexOf(entity)]?.collections;
    if (!own?.includes(place.above?.collection ?? "")) return undefined;
    if (answer.kind !== "none" && answer.kind !== "row") return undefined;
    const renewal = readRenewal(draft.contract, shape, entity, bodyShape(shape, draft));
    const settled = renewal
      ? { move: { ...renewal, isStated: true, because: [] }, from: undefined, assumption: undefined }
      : settleMove(shape, entity, draft.settings);
    if (!settled) return undefined;
    const { move, from, assumption } = settled;
    const { field, because } = move;
    const told = renewal
      ? renewed(renewal, bodyShape(shape, draft))
      : operation.requestBody
        ? readGiven(shape, entity, move, draft)
        : { sets: move.sets };
    if (!told) return undefined;
    const sets = noteDecision(place.name, shape, entity, told.sets, draft);
    const isAlone = saysAlone(field) && sets[0].to.kind === "value" && sets[0].to.value === true;
    const within = isAlone ? aloneWithin(entity) : undefined;
    if (isAlone && within === undefined)
      return leaveOpen(
        `${field.name} is for one ${entity.name} alone, and of which rows nothing says`,
        operation.span,
      );
    const parent = parentOfRow(shape, entity, draft);
    return {
      behaviour: {
        kind: "change-state",
        entity: entity.name,
        parameter,
        ...(parent && { parent }),
        ...("body" in told && { body: told.body }),
        sets,
        ...(from && { from }),
        ...(within && { aloneWithin: within }),
        answer: answerShape(shape, draft),
      },
      evidence: evidence(
        `${place.name} ${sets[0].to.kind === "inverse" ? "turns over" : "sets"} ${field.name} of one ${entity.name}${within ? ", and takes it from the others" : ""}${from ? `, which must be ${from.join(" or ")} before` : ""}`,
        step(`the path says ${place.name}`, operation.span),
        ...because,
        ...field.evidence.because,
      ),
      ...(assumption && { assumption }),
    };
  },
};

type Sets = Move["sets"];

function renewed(
  { sets, own }: Renewal,
  body: BodyShape | undefined,
): { readonly body: BodyShape; readonly sets: Sets } | undefined {
  return body && { body: { ...body, own: [own] }, sets };
}

/** What the body says beside the change, and where that is kept; undefined where something of it has no place. */
function readGiven(
  shape: OperationShape,
  entity: Entity,
  { sets }: Move,
  draft: Draft,
): { readonly body: BodyShape; readonly sets: Sets } | undefined {
  const body = bodyShape(shape, draft);
  if (!body || body.kinds || body.form || body.ignored) return undefined;
  const kept = keepGiven(draft.contract, shape, entity, body, new Set(sets.map(({ field }) => field)));
  if (!kept) return undefined;
  return {
    body: { ...body, ...(kept.own.length > 0 && { own: kept.own }) },
    sets: [...sets, ...kept.sets],
  };
}

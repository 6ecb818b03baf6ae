import { keepGiven, tellsOf } from "../actions.ts";
import type { BodyShape, StateChange } from "../behaviour.ts";
import { answerShape, bodyShape } from "../bodies.ts";
import type { Assumption, Entity, Field, ScalarValue } from "../domain.ts";
import { accountEntity, type BehaviourRule, type Draft, entityOf } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { primaryField } from "../identity.ts";
import { isBelowRow } from "../places.ts";
import { settingsOf } from "../settings.ts";
import type { OperationShape } from "../shapes.ts";
import { findMove, type Move } from "../states.ts";

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
    const move = findMove(shape, entity);
    if (!move) return undefined;
    const { field, isStated, because } = move;
    const told = operation.requestBody ? readGiven(shape, entity, move, draft) : { sets: move.sets };
    if (!told) return undefined;
    const sets = noteDecision(shape, entity, told.sets, draft);
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
        ...("body" in told && { body: told.body }),
        sets,
        ...(from && { from }),
        answer: answerShape(shape, draft),
      },
      evidence: evidence(
        `${place.name} sets ${field.name} of one ${entity.name}${from ? `, which must be ${from.join(" or ")} before` : ""}`,
        step(`the path says ${place.name}`, operation.span),
        ...because,
        ...field.evidence.because,
      ),
      ...(from && !isStated && { assumption: assume(shape, entity, field, from) }),
    };
  },
};

type Sets = Move["sets"];

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

/** When it was decided, and by whom, where rows have a place for that which nobody else fills. */
function noteDecision({ place, operation }: OperationShape, entity: Entity, sets: Sets, draft: Draft): Sets {
  const taken = new Set(sets.map(({ field }) => field));
  const resource = draft.resources[draft.entities.indexOf(entity)];
  const given = new Set(resource?.inputs.flatMap(({ schema }) => schema.properties.map(({ name }) => name)));
  const account = accountEntity(draft);
  const key = account && primaryField(account)?.meaning;
  const isKnown = operation.security.length > 0 && operation.security.every(({ size }) => size > 0);
  const noted = entity.fields.flatMap((field): StateChange[] => {
    const { name, meaning, missing } = field;
    if (taken.has(name) || given.has(name) || missing === "never" || meaning.kind !== "scalar") return [];
    if (meaning.type === "date-time" && tellsOf(place.name, field, "at"))
      return [{ field: name, to: { kind: "now" } }];
    const isCaller = isKnown && key?.kind === "identity" && key.type === meaning.type;
    return isCaller && tellsOf(place.name, field, "by") ? [{ field: name, to: { kind: "caller" } }] : [];
  });
  return [...sets, ...noted];
}

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

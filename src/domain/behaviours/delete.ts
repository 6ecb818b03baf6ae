import { flattenSchema, type Parameter } from "#contract";
import { answerShape } from "../bodies.ts";
import type { Entity } from "../domain.ts";
import { accountEntity, type BehaviourRule, type Draft, entityOf } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { leaveOpen } from "../left-open.ts";
import { queryParameters } from "../lists/parameters.ts";
import { parentRow } from "../parents.ts";
import type { OperationShape } from "../shapes.ts";
import { saysSoftly, whyNotMarked } from "../soft-deletion.ts";

/** Takes one row away, with what belongs to it; where words say so, it is only marked. */
export const deleteRow: BehaviourRule = {
  kind: "delete",
  rank: 63,
  recognise(shape, draft) {
    const { operation, place } = shape;
    const entity = entityOf(shape, draft);
    const deletes = operation.method === "delete" || (place.act === "delete" && !operation.requestBody);
    if (!entity || !deletes || place.kind !== "item" || !place.parameter) return undefined;
    const softly = saysSoftly(shape);
    const obstacle = whyNotDeleted(shape, entity, draft);
    if (obstacle !== undefined) return leaveOpen(obstacle, operation.span);
    const parent = parentRow(shape, entity, draft);
    const confirm = readConfirm(shape, draft);
    return {
      behaviour: {
        kind: "delete",
        entity: entity.name,
        parameter: place.parameter,
        ...(parent && { parent }),
        ...(softly !== undefined && { softly: true as const }),
        ...(confirm && { confirm: confirm.name }),
        answer: answerShape(shape, draft),
      },
      evidence: evidence(
        softly === undefined
          ? `takes one ${entity.name} away`
          : `marks one ${entity.name}, which nobody sees from then on`,
        step(place.act === "delete" ? "its path says so" : "DELETE on an item path", operation.span),
        ...(softly === undefined ? [] : [step(`it says "${softly}"`, operation.span)]),
        ...(confirm ? [step(`${confirm.name} must confirm it`, confirm.span)] : []),
      ),
    };
  },
};

/** The one query parameter, where it confirms what is asked for and its absence is refused as a conflict. */
function readConfirm(shape: OperationShape, { contract }: Draft): Parameter | undefined {
  const [parameter, ...others] = queryParameters(shape);
  const isRefused = shape.operation.responses.some(({ status }) => status === "409");
  if (!parameter || others.length > 0 || !isRefused || !/^(?:is_?)?confirm(?:ed)?$/i.test(parameter.name))
    return undefined;
  return flattenSchema(contract, parameter.schema).types.join() === "boolean" ? parameter : undefined;
}

/** What of a row is gone with it, and what cannot be only marked. */
function whyNotDeleted(shape: OperationShape, entity: Entity, draft: Draft): string | undefined {
  const softly = saysSoftly(shape) !== undefined;
  if (softly !== (entity.keepsDeleted !== undefined))
    return softly
      ? "nothing can mark such a row as deleted"
      : "whether the row is only marked is said elsewhere";
  const { representation } = answerShape(shape, draft);
  const form = entity.representations.find(({ name }) => name === representation);
  const strange = entity.fields.find(
    ({ name, meaning }) => form?.fields.some(({ field }) => field === name) && !ownKinds.has(meaning.kind),
  );
  if (strange) return `its answer shows ${strange.name} of a row that is gone`;
  return softly ? whyNotMarked(entity, draft.entities, accountEntity(draft)) : undefined;
}

/** What a row holds in itself. */
const ownKinds: ReadonlySet<string> = new Set([
  "scalar",
  "enum",
  "constant",
  "json",
  "identity",
  "own-key",
  "slug",
  "code",
  "created-at",
  "updated-at",
]);

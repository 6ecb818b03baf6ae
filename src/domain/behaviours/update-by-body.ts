import { answerShape, bodyShape } from "../bodies.ts";
import type { Entity } from "../domain.ts";
import { type BehaviourRule, type Draft, entityOf } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { parentRow } from "../parents.ts";
import type { OperationShape } from "../shapes.ts";

/** Changes the row whose identity the body holds: the path says no more than the collection. */
export const updateByBody: BehaviourRule = {
  kind: "update-by-body",
  rank: 64,
  recognise(shape, draft) {
    const { operation, place } = shape;
    const entity = entityOf(shape, draft);
    if (!entity || place.kind === "item" || !["put", "patch"].includes(operation.method)) return undefined;
    if (!draft.resources.some(({ collections }) => collections.includes(place.collection))) return undefined;
    const key = keyInBody(shape, entity);
    const body = key === undefined ? undefined : bodyShape(shape, draft, key);
    if (key === undefined || !body) return undefined;
    const others = body.fields.filter(({ field }) => field !== key);
    if (others.length === 0) return undefined;
    const parent = parentRow(shape, entity, draft);
    const isPatch = operation.method === "patch" || others.every(({ required }) => !required);
    const absent = whatIfAbsent(shape, entity, draft);
    return {
      behaviour: {
        kind: "update-by-body",
        entity: entity.name,
        key,
        ...(parent && { parent }),
        mode: isPatch ? "patch" : "replace",
        absent: isPatch ? "refuse" : absent,
        // The key alone is something already.
        body: { ...body, atLeastOne: false },
        answer: answerShape(shape, draft),
      },
      evidence: evidence(
        `${isPatch ? "changes the given fields of" : "replaces"} the ${entity.name} whose ${key} the body holds`,
        step(`${operation.method.toUpperCase()} on a collection`, operation.span),
        step(`${key} tells rows apart`, shape.body?.span ?? operation.span),
      ),
    };
  },
};

function keyInBody({ body }: OperationShape, { identity }: Entity): string | undefined {
  const isThere = body?.schema.properties.some(({ name }) => name === identity.field) ?? false;
  return isThere && typeof identity.by !== "object" ? identity.field : undefined;
}

/** Only clients that choose keys can make a row by naming one; and not where the contract answers that there is none. */
function whatIfAbsent({ operation }: OperationShape, entity: Entity, draft: Draft): "refuse" | "create" {
  const refuses = operation.responses.some(({ status }) => status === "404");
  const resource = draft.resources[draft.entities.indexOf(entity)];
  const makes = resource?.inputs.some(({ creates }) => creates) ?? false;
  const isMadeFrom = entity.fields.some(({ meaning }) => meaning.kind === "slug");
  return refuses || entity.identity.by !== "client" || isMadeFrom || !makes ? "refuse" : "create";
}

import type { BodyShape } from "../behaviour.ts";
import { answerShape, bodyShape } from "../bodies.ts";
import type { Entity } from "../domain.ts";
import { accountEntity, type BehaviourRule, entityOf } from "../draft.ts";
import { evidence, step } from "../evidence.ts";

/** Callers change their own account: what is given changes, the rest stays. */
export const updateCurrentAccount: BehaviourRule = {
  kind: "update-current-account",
  rank: 21,
  recognise(shape, draft) {
    const { operation, place } = shape;
    const entity = accountEntity(draft);
    const body = bodyShape(shape, draft);
    if (!entity || !body || entityOf(shape, draft) !== entity) return undefined;
    if (!["put", "patch", "post"].includes(operation.method)) return undefined;
    if (place.kind !== "literal" || operation.security.length === 0) return undefined;
    // Where a path selects accounts, the one before it is their collection.
    const isCollection = draft.shapes.some(
      (other) => other.place.kind === "item" && other.place.collection === place.collection,
    );
    if (operation.method === "post" && (isCollection || !givesShown(body, entity))) return undefined;
    return {
      behaviour: {
        kind: "update-current-account",
        entity: entity.name,
        body,
        answer: answerShape(shape, draft),
      },
      evidence: evidence(
        `fields of ${entity.name} at a path that names none, for those signed in`,
        step("request body", shape.body?.span ?? operation.span),
      ),
    };
  },
};

/** An action may take an object and answer the account, too. What changes it gives what accounts show. */
function givesShown({ fields }: BodyShape, { representations }: Entity): boolean {
  const shown = new Set(representations.flatMap((form) => form.fields.map(({ field }) => field)));
  return fields.some(({ field }) => shown.has(field));
}

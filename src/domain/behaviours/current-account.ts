import { answerShape } from "../bodies.ts";
import { handsOverAnother } from "../door-words.ts";
import { accountEntity, type BehaviourRule, type Draft, entityOf } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { leaveOpen } from "../left-open.ts";
import type { OperationShape } from "../shapes.ts";
import { findToken } from "../token-answer.ts";

/** Callers read their own account. */
export const currentAccount: BehaviourRule = {
  kind: "current-account",
  rank: 20,
  recognise(shape, draft) {
    const { operation, place, answer } = shape;
    const entity = accountEntity(draft);
    if (!entity || entityOf(shape, draft) !== entity) return undefined;
    if (
      operation.method !== "get" ||
      place.kind !== "literal" ||
      answer.kind !== "row" ||
      operation.security.length === 0
    )
      return undefined;
    const { properties } = answer.schema;
    const shown = draft.accounts && findToken(draft.contract, properties);
    if (shown !== undefined && handsOverAnother(shape))
      return leaveOpen(
        `its words promise another ${shown}, and what becomes of the one before is not said`,
        answer.span,
      );
    if (!properties.some(({ name }) => name !== shown && isOfAccount(name, shape, draft))) return undefined;
    return {
      behaviour: { kind: "current-account", entity: entity.name, answer: answerShape(shape, draft) },
      evidence: evidence(
        `one ${entity.name} at a path that names none, for those signed in`,
        step("path without a parameter, security required", operation.span),
        step(`answers what ${draft.accounts?.login.operation.id ?? "login"} answers`, answer.span),
      ),
    };
  },
};

/** Whether a property is the account's by what other operations say: its key, and what bodies give of it. */
function isOfAccount(name: string, own: OperationShape, draft: Draft): boolean {
  if (name === draft.accounts?.loginField || /^_?(?:id|uuid)$/i.test(name)) return true;
  const shapes = draft.resources.find(({ shapes: all }) => all.includes(own))?.shapes ?? [];
  return shapes.some(
    ({ body }) => body?.schema.properties.some((property) => property.name === name) === true,
  );
}

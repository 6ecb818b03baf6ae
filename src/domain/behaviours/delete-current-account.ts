import { answerShape } from "../bodies.ts";
import type { Assumption, Entity } from "../domain.ts";
import { accountEntity, type BehaviourRule } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { leaveOpen } from "../left-open.ts";
import { isOwnPath } from "../own-path.ts";
import type { OperationShape } from "../shapes.ts";

/** Callers delete their own account, with what belongs to it. */
export const deleteCurrentAccount: BehaviourRule = {
  kind: "delete-current-account",
  rank: 22,
  recognise(shape, draft) {
    const { operation, place, answer } = shape;
    const entity = accountEntity(draft);
    if (!entity || operation.method !== "delete" || place.kind !== "literal") return undefined;
    if (operation.security.length === 0 || operation.requestBody) return undefined;
    if (answer.kind !== "none" && !(answer.kind === "row" && answer.telling)) return undefined;
    const reads = draft.shapes.find(
      (other) =>
        other.operation.method === "get" &&
        other.operation.path === operation.path &&
        other.answer.kind === "row" &&
        other.answer.schema.name !== undefined &&
        entity.representations.some(
          ({ schema }) => other.answer.kind === "row" && schema.name === other.answer.schema.name,
        ),
    );
    if (!reads || !isOfCaller(place.name)) return undefined;
    const later = laterText.exec(`${operation.summary}. ${operation.description}`)?.[0];
    if (later !== undefined)
      return leaveOpen(`what becomes of the account, and when, only words tell: "${later}"`, operation.span);
    return {
      behaviour: {
        kind: "delete-current-account",
        entity: entity.name,
        answer: answerShape(shape, draft),
      },
      evidence: evidence(
        `takes the caller's own ${entity.name} away`,
        step("DELETE on a path that names none, for those signed in", operation.span),
        step("what is read there is the caller's account", reads.operation.span),
      ),
      ...(draft.entities.some(({ owner }) => owner !== undefined) && {
        assumption: assumeAll(shape, entity),
      }),
    };
  },
};

/** What an account made goes with it, which could be more than is meant. */
function assumeAll({ operation: { id, span } }: OperationShape, { name }: Entity): Omit<Assumption, "id"> {
  return {
    text: `${id} takes the rows of the ${name} away with it`,
    span,
    setting: `domain.operations.${id}.behaviour`,
    choices: ["delete-current-account", "custom"],
    chosen: "delete-current-account",
  };
}

const laterText =
  /\b(?:deactivat\w*|disabl\w*|anonymi[sz]\w*|schedul\w*|soft[- ]delet\w*|request\w*|confirm\w*|\d+ days|grace|restor\w*|undo\w*)\b/i;

/** `me`, `users/me`, `account`, `profile`: one that is the caller's, and no collection. */
function isOfCaller(name: string): boolean {
  return isOwnPath(name) || /^(?:account|profile|user|current[-_]?user)$/i.test(name);
}

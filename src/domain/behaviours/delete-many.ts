import { answerShape } from "../bodies.ts";
import type { BehaviourRule } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { readKeys, readManyPlace, saidOfMany } from "../many-keys.ts";
import { parentRow } from "../parents.ts";

const goneWords: ReadonlySet<string> = new Set(["delete", "remove", "destroy", "erase"]);

/** Several rows go, which the request names by their keys: all of them, or none. */
export const deleteMany: BehaviourRule = {
  kind: "delete-many",
  rank: 28,
  recognise(shape, draft) {
    const { operation, answer } = shape;
    const place = readManyPlace(shape, draft);
    const keys = place && readKeys(shape, place.entity, draft);
    if (!place || !keys || operation.method === "get") return undefined;
    if (answer.kind !== "none" && !(answer.kind === "row" && answer.telling)) return undefined;
    const said = saidOfMany(place);
    if (operation.method !== "delete" && said.length === 0) return undefined;
    if (!said.every((word) => goneWords.has(word))) return undefined;
    const { entity } = place;
    const parent = parentRow(shape, entity, draft);
    return {
      behaviour: {
        kind: "delete-many",
        entity: entity.name,
        ...(parent && { parent }),
        ...keys,
        answer: answerShape(shape, draft),
      },
      evidence: evidence(
        `takes the ${entity.name} rows away whose keys ${keys.keysField} holds, all of them or none`,
        step(
          operation.method === "delete" ? "DELETE on a collection" : `the path ends in ${said.join(" ")}`,
          operation.span,
        ),
        step(`a list of keys of ${entity.name} rows`, keys.body.own?.[0]?.span ?? operation.span),
      ),
    };
  },
};

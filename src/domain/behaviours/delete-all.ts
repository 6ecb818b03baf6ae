import { answerShape } from "../bodies.ts";
import { accountEntity, type BehaviourRule } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { leaveOpen } from "../left-open.ts";
import { readManyPlace } from "../many-keys.ts";
import { parentRow } from "../parents.ts";
import { readSaidOfAll } from "../said-of-all.ts";

const goneWords: ReadonlySet<string> = new Set(["all", "clear", "delete", "empty", "remove"]);

/** All rows go that lie below a row, or that are the caller's, or that there are. */
export const deleteAll: BehaviourRule = {
  kind: "delete-all",
  rank: 62,
  recognise(shape, draft) {
    const { operation, answer } = shape;
    const place = readManyPlace(shape, draft);
    if (!place?.words.every((word) => goneWords.has(word))) return undefined;
    const clears = operation.method === "post" && place.words.length > 0;
    if ((operation.method !== "delete" && !clears) || operation.requestBody) return undefined;
    if (answer.kind !== "none" && !(answer.kind === "row" && answer.telling)) return undefined;
    const { entity } = place;
    const parent = parentRow(shape, entity, draft);
    const said = readSaidOfAll(shape, place.words, entity, parent?.entity);
    if (said.kind !== "all")
      return leaveOpen(
        said.kind === "some"
          ? `which ${entity.name} rows it takes away only words tell: ${said.because}`
          : `nothing says that it is to take every ${entity.name} row away`,
        operation.span,
      );
    const own = entity.owner !== undefined && accountEntity(draft) !== undefined;
    return {
      behaviour: {
        kind: "delete-all",
        entity: entity.name,
        ...(parent && { parent }),
        ...(own && { own }),
        answer: answerShape(shape, draft),
      },
      evidence: evidence(
        `takes every ${entity.name} row away${parent ? ` below one ${parent.entity}` : ""}${own ? " that is the caller's" : ""}`,
        step(said.because, operation.span),
      ),
    };
  },
};

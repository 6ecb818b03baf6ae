import { answerShape } from "../bodies.ts";
import type { BehaviourRule } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { sameElement, sharesWord } from "../names.ts";

/** The values that rows have in one field, each once. */
export const distinctValues: BehaviourRule = {
  kind: "distinct-values",
  rank: 40,
  recognise(shape, draft) {
    const { operation, answer, place } = shape;
    if (operation.method !== "get" || answer.kind !== "values" || place.kind !== "literal") return undefined;
    // Values have no pages and are not counted.
    if (answer.unknown !== undefined || answer.parts.some(({ tells }) => tells.kind !== "rows"))
      return undefined;
    const names = [place.name, ...(answer.envelope === undefined ? [] : [answer.envelope])];
    for (const entity of draft.entities) {
      const lists = entity.fields.filter(({ meaning }) => meaning.kind === "values");
      const sharing = lists.filter(({ name }) => names.some((candidate) => sharesWord(candidate, name)));
      const field =
        lists.find(({ name }) => names.some((candidate) => sameElement(candidate, name))) ??
        (sharing.length === 1 ? sharing[0] : undefined);
      if (!field) continue;
      return {
        behaviour: {
          kind: "distinct-values",
          entity: entity.name,
          field: field.name,
          answer: answerShape(shape, draft),
        },
        evidence: evidence(
          `the values of ${entity.name}.${field.name}, each once`,
          step(`array of scalars named ${names.at(-1)}`, answer.span),
          ...field.evidence.because,
        ),
      };
    }
    return undefined;
  },
};

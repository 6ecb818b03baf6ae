import { answerShape } from "../bodies.ts";
import type { BehaviourRule } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { sameElement } from "../names.ts";

/** The values that rows have in one field, each once. */
export const distinctValues: BehaviourRule = {
  kind: "distinct-values",
  rank: 40,
  recognise(shape, draft) {
    const { operation, answer, place } = shape;
    if (operation.method !== "get" || answer.kind !== "values" || place.kind !== "literal") return undefined;
    const names = [place.name, ...(answer.envelope === undefined ? [] : [answer.envelope])];
    for (const entity of draft.entities) {
      const field = entity.fields.find(
        ({ name, meaning }) =>
          meaning.kind === "values" && names.some((candidate) => sameElement(candidate, name)),
      );
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

import { splitWords } from "#base";
import type { Entity } from "../domain.ts";
import type { BehaviourRule } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { leaveOpen } from "../left-open.ts";
import { queryParameters, readLineLanguage } from "../lists/index.ts";
import type { OperationShape } from "../shapes.ts";

/** The lines of all rows of an entity, each with the row that it names. */
export const listLines: BehaviourRule = {
  kind: "list-lines",
  rank: 49,
  recognise(shape, draft) {
    const found = draft.lineLists.find((each) => each.shape === shape);
    const { answer, operation } = shape;
    if (!found || answer.kind !== "rows") return undefined;
    const { entity, field, value, shows } = found;
    if (answer.parts.length > 0)
      return leaveOpen("what stands around such lines is not written yet", answer.span, "answer");
    const language = readLineLanguage(shape, entity, value, draft);
    const unbound = queryParameters(shape).find(({ name }) => name !== language?.parameter);
    if (unbound)
      return leaveOpen(
        `nothing says what the query parameter ${unbound.name} asks for`,
        unbound.span,
        `query parameter ${unbound.name}`,
      );
    return {
      behaviour: {
        kind: "list-lines",
        entity: entity.name,
        field,
        shows,
        ...(language && {
          language,
          required: isDeclared(shape, language.parameter) || (speaksOfOne(shape, entity) && "in words"),
        }),
        ...(answer.schema.name !== undefined && { schemaName: answer.schema.name }),
        answer: { status: answer.status },
      },
      evidence: evidence(
        `the ${field} of all ${entity.name} rows, each as a row of its own`,
        step("an array of what they hold", answer.span),
        ...(language ? [step(`by ${language.parameter}`, operation.span)] : []),
      ),
    };
  },
};

function isDeclared(shape: OperationShape, parameter: string): boolean {
  return queryParameters(shape).some(({ name, required }) => name === parameter && required);
}

/** Whether the text is about the lines of one row: then those of all are nobody's business. */
function speaksOfOne({ operation }: OperationShape, { name }: Entity): boolean {
  const text = ` ${splitWords(`${operation.summary} ${operation.description}`).join(" ")} `;
  const row = splitWords(name).join(" ");
  return ["specific", "given", "single", "particular"].some((word) =>
    ["a", "one", "the", "of"].some((before) => text.includes(` ${before} ${word} ${row} `)),
  );
}

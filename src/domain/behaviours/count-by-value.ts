import { type CountedField, countedFields, readCounts, whichCounted } from "../counts.ts";
import type { BehaviourRule } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { leaveOpen } from "../left-open.ts";
import { queryParameters } from "../lists/index.ts";

/** How many rows have each of the few values of a field. */
export const countByValue: BehaviourRule = {
  kind: "count-by-value",
  rank: 41,
  recognise(shape, draft) {
    const { operation, answer, place } = shape;
    if (operation.method !== "get" || answer.kind !== "row" || place.kind !== "literal") return undefined;
    if (answer.envelope !== undefined || queryParameters(shape).length > 0) return undefined;
    const candidates = countedFields(draft).flatMap((counted) => {
      const parts = readCounts(draft.contract, answer.schema, counted.values);
      return parts === undefined ? [] : [{ ...counted, parts }];
    });
    if (candidates.length === 0) return undefined;
    const found = whichCounted(shape, candidates, draft);
    if (!found) {
      const names = candidates.map(nameOf);
      return leaveOpen(
        `nothing says which rows it counts: domain.operations.${operation.id}.counts can say ${names.join(" or ")}`,
        operation.span,
      );
    }
    const { entity, field, parts } = found.counted;
    return {
      behaviour: {
        kind: "count-by-value",
        entity: entity.name,
        field: field.name,
        counts: { ...(answer.schema.name !== undefined && { schemaName: answer.schema.name }), parts },
        answer: { status: answer.status },
      },
      evidence: evidence(
        `how many ${entity.name} rows have each value of ${field.name}`,
        step("an object of whole numbers", answer.span),
        step(found.because, operation.span),
        ...field.evidence.because,
      ),
    };
  },
};

function nameOf({ entity, field }: CountedField): string {
  return `${entity.name}.${field.name}`;
}

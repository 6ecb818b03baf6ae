import type { ReportPart } from "../behaviour.ts";
import type { BehaviourRule } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { queryParameters } from "../lists/index.ts";
import { type ReportReading, readReport } from "../reports.ts";
import { settingsOf } from "../settings.ts";

/** What the rows of a range of time come to: how many, of which state, and how much. */
export const report: BehaviourRule = {
  kind: "report",
  rank: 42,
  recognise(shape, draft) {
    const { operation, answer, place } = shape;
    if (operation.method !== "get" || answer.kind !== "row" || place.kind !== "literal") return undefined;
    if (answer.envelope !== undefined) return undefined;
    const made = draft.entities.filter((_, index) =>
      draft.resources[index]?.inputs.some(({ creates }) => creates),
    );
    const found = made.flatMap(
      (entity) => readReport(answer.schema, queryParameters(shape), entity, draft) ?? [],
    );
    const [only, ...others] = found;
    if (!only || others.length > 0) return undefined;
    const { entity, parts, filters, state } = only;
    return {
      behaviour: {
        kind: "report",
        entity: entity.name,
        parts,
        filters,
        ...(state !== undefined && { state }),
        ...(answer.schema.name !== undefined && { schemaName: answer.schema.name }),
        answer: { status: answer.status },
      },
      assumption: {
        text: spell(only),
        span: operation.span,
        setting: `domain.operations.${operation.id}.behaviour`,
        choices: ["report", "custom"],
        chosen: settingsOf(draft.settings, operation.id).behaviour ?? "report",
      },
      evidence: evidence(
        `what ${entity.name} rows come to${filters.length > 0 ? `, by ${filters.map(({ parameter }) => parameter).join(", ")}` : ""}`,
        step("an object of numbers", answer.span),
        ...filters.flatMap((filter) => filter.evidence.because),
      ),
    };
  },
};

/** `revenue is the sum of Order.totalPrice of completed rows, …` */
function spell({ entity, parts, filters, state }: ReportReading): string {
  const [edge] = filters;
  const time = edge?.by.kind === "range" ? `, by ${edge.by.field}, both ends included` : "";
  const sums = parts.flatMap(({ name, is }: ReportPart): readonly string[] => {
    if (is.kind !== "sum" && is.kind !== "average") return [];
    const rows = is.of === undefined ? "of all rows" : `where ${state ?? "it"} is ${is.of}`;
    return [`${name} is the ${is.kind} of ${entity.name}.${is.field} ${rows}`];
  });
  return `${sums.join("; ")}${time}`;
}

import { splitWords } from "#base";
import type { Parameter } from "#contract";
import type { FilterTarget } from "../behaviour.ts";
import type { Entity, ScalarType } from "../domain.ts";
import type { Draft } from "../draft.ts";
import type { ParameterValue } from "./parameter-values.ts";

const dayWords: ReadonlySet<string> = new Set(["date", "day", "on"]);
/** What texts are held to that are days, as contracts write it. */
const dayPatterns: ReadonlySet<string> = new Set(
  ["\\d{4}-\\d{2}-\\d{2}", "[0-9]{4}-[0-9]{2}-[0-9]{2}", "\\d{4}-\\d\\d-\\d\\d"].flatMap((each) => [
    `^${each}$`,
    `^(${each})$`,
  ]),
);

/** A day, where rows have one moment that clients give: those on that day are asked for. */
export function bindDay(
  { parameter }: { readonly parameter: Parameter; readonly line: string },
  { type, schema, several }: ParameterValue,
  entity: Entity,
  { resources, entities }: Draft,
): { readonly by: FilterTarget; readonly says: string; readonly type?: ScalarType } | undefined {
  const isDay = type === "date" || (type === "string" && dayPatterns.has(schema.pattern ?? ""));
  if (several || !isDay || !splitWords(parameter.name).every((word) => dayWords.has(word))) return undefined;
  const inputs = resources[entities.indexOf(entity)]?.inputs ?? [];
  const given = entity.fields.filter(
    ({ name, meaning }) =>
      meaning.kind === "scalar" &&
      (meaning.type === "date-time" || meaning.type === "date") &&
      inputs.some(
        ({ creates, schema: body }) => creates && body.properties.some((each) => each.name === name),
      ),
  );
  const [field, ...others] = given;
  const isMoment = field?.meaning.kind === "scalar" && field.meaning.type === "date-time";
  return field && isMoment && others.length === 0
    ? { by: { kind: "day", field: field.name }, says: `is the day of ${field.name}` }
    : undefined;
}

import { type JsonValue, jsonMedia, successResponses } from "#contract";
import type { Sighting } from "./missing.ts";
import type { Resource } from "./resources.ts";
import type { OperationShape } from "./shapes.ts";

/** An example of a row, as an operation answers it. */
export type RowExample = { readonly [name: string]: JsonValue };

/** Whether an operation makes a row. */
export function makesRow({ operation, place, body, answer }: OperationShape): boolean {
  return operation.method === "post" && place.kind !== "item" && body !== undefined && answer.kind === "row";
}

/** Examples of rows that were just made, in the order of the document. */
export function rowExamples({ shapes }: Resource): readonly RowExample[] {
  return shapes.filter(makesRow).flatMap(({ operation, answer }) => {
    const [response] = successResponses(operation);
    const examples = (response && jsonMedia(response.content)?.examples) ?? [];
    const envelope = "envelope" in answer ? answer.envelope : undefined;
    return examples.flatMap((example) => {
      const row = envelope === undefined || !isRow(example) ? example : exampleValue(example, envelope);
      return isRow(row) ? [row] : [];
    });
  });
}

function isRow(value: JsonValue | undefined): value is RowExample {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What an example holds under a name; names of a contract are never looked up on a prototype. */
export function exampleValue(row: RowExample, name: string): JsonValue | undefined {
  return Object.hasOwn(row, name) ? row[name] : undefined;
}

/** Fields that bodies give and that have one of a few texts, in every row. */
export function choiceFields(all: readonly Sighting[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    all.flatMap(({ property, schema, given, requiredOnCreate }) => {
      const values = (schema.enum ?? []).filter((value) => typeof value === "string");
      const isTexts = values.length > 0 && values.length === schema.enum?.length && !schema.nullable;
      return given && requiredOnCreate && isTexts ? [[property.name, values] as const] : [];
    }),
  );
}

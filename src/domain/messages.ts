import { splitWords } from "#base";
import type { Contract, JsonValue } from "#contract";
import { choiceFields, exampleValue, makesRow, rowExamples } from "./answer-examples.ts";
import type { FieldMeaning } from "./domain.ts";
import type { Sighting } from "./missing.ts";
import type { Resource } from "./resources.ts";
import { shownProperties } from "./shapes.ts";

const messageWords = new Set(["message", "msg", "notice"]);

/**
 * A sentence that tells the client what was done. It is one where only operations that make a row show it, and nothing
 * gives it: then it says of every row what the examples say, as far as they tell by which field of the row they differ.
 */
export function readMessage(
  contract: Contract,
  resource: Resource,
  { property: { name }, schema, given, made }: Sighting,
  all: readonly Sighting[],
): (FieldMeaning & { readonly kind: "message" }) | undefined {
  const isText = schema.types.includes("string") && schema.enum === undefined && schema.pattern === undefined;
  if (given || !made || !isText || schema.format !== undefined) return undefined;
  if (!messageWords.has(splitWords(name).at(-1) ?? "")) return undefined;
  const isTold = resource.shapes.every(
    (shape) =>
      makesRow(shape) ||
      !("schema" in shape.answer) ||
      shownProperties(contract, shape.answer.schema).every((property) => property.name !== name),
  );
  if (!isTold) return undefined;
  const rows = rowExamples(resource);
  const texts = [...rows.map((row) => exampleValue(row, name)), ...schema.examples];
  const [first] = [schema.default, ...texts].filter(isSentence);
  const text = first ?? `${splitWords(resource.name).join(" ")} made`;
  const sentence = { text: text.charAt(0).toUpperCase() + text.slice(1) };
  for (const [field, values] of choiceFields(all)) {
    const told = values.map((value) => {
      const own = rows.filter((row) => exampleValue(row, field) === value);
      return { value, texts: new Set(own.map((row) => exampleValue(row, name)).filter(isSentence)) };
    });
    const isDecided = told.every((each) => each.texts.size === 1);
    if (isDecided && new Set(told.flatMap((each) => [...each.texts])).size > 1)
      return {
        kind: "message",
        ...sentence,
        by: {
          field,
          texts: told.map((each) => ({ value: each.value, text: [...each.texts][0] ?? sentence.text })),
        },
      };
  }
  return { kind: "message", ...sentence };
}

function isSentence(value: JsonValue | undefined): value is string {
  return typeof value === "string" && value.trim() !== "";
}

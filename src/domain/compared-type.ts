import type { Field, ScalarType, ScalarValue } from "./domain.ts";

/** The type by which a field, or one value of a list, is compared; undefined where it cannot be. */
export function comparedType({ meaning }: Field): ScalarType | undefined {
  switch (meaning.kind) {
    case "scalar":
    case "identity":
    case "parent-key":
      return meaning.type;
    case "values":
      return meaning.of;
    case "created-at":
    case "updated-at":
      return "date-time";
    case "enum":
      return choicesType(meaning.values);
    default:
      return undefined;
  }
}

function choicesType(values: readonly ScalarValue[]): ScalarType | undefined {
  if (values.every((value) => typeof value === "string")) return "string";
  if (values.every((value) => typeof value === "boolean")) return "boolean";
  if (!values.every((value) => typeof value === "number")) return undefined;
  return values.every((value) => Number.isInteger(value)) ? "integer" : "number";
}

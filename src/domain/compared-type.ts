import type { FilterTarget } from "./behaviour.ts";
import type { Domain, Entity, Field, ScalarType, ScalarValue } from "./domain.ts";
import { fieldOf } from "./fields.ts";

/** The type by which a field, or one value of a list, is compared; undefined where it cannot be. */
export function comparedType({ meaning }: Field): ScalarType | undefined {
  switch (meaning.kind) {
    case "scalar":
    case "identity":
    case "parent-key":
    case "owner-key":
      return meaning.type;
    case "values":
      return meaning.of;
    case "created-at":
    case "updated-at":
    case "signed-in-at":
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

/** What a value is compared with in each element of a list: the list itself, of values, or a member of its objects. */
export function elementField(
  { values }: Pick<Domain, "values">,
  entity: Entity,
  { field: list, member }: FilterTarget & { readonly kind: "contains" },
): Field | undefined {
  const field = fieldOf(entity, list);
  if (member === undefined || field?.meaning.kind !== "objects") return field;
  const { value } = field.meaning;
  const found = values.find(({ name }) => name === value);
  return found && fieldOf(found, member);
}

import { splitWords } from "#base";
import type { Parameter } from "#contract";
import type { FilterTarget } from "../behaviour.ts";
import type { Entity, Field } from "../domain.ts";
import type { Draft } from "../draft.ts";
import { primaryField } from "../identity.ts";
import { sameName } from "../names.ts";
import type { ParameterValue } from "./parameter-values.ts";

type NamedTarget = FilterTarget & { readonly kind: "named" };

/**
 * A parameter that its text makes a field of another row, which the rows name by its key: "by property street name",
 * where rows have a `property_id`.
 */
export function bindNamed(
  { name, description }: Parameter,
  { type: given, several }: ParameterValue,
  entity: Entity,
  { entities }: Draft,
): { readonly by: NamedTarget; readonly type: "string"; readonly says: string } | undefined {
  if (given !== "string" || several) return undefined;
  const told = splitWords(description);
  const found = entities.flatMap((other): NamedTarget[] => {
    const key = primaryField(other);
    const field = other.fields.find((each) => sameName(each.name, name));
    const isSaid = splitWords(other.name).every((word) => told.includes(word));
    if (other === entity || !key || !("type" in key.meaning) || !field || !isText(field) || !isSaid)
      return [];
    const { type } = key.meaning;
    const [naming, ...more] = entity.fields.filter(
      ({ name: each, meaning }) =>
        meaning.kind === "scalar" && meaning.type === type && sameName(each, `${other.name}_${key.name}`),
    );
    return naming && more.length === 0
      ? [{ kind: "named", field: naming.name, entity: other.name, of: field.name }]
      : [];
  });
  const [only, ...others] = found;
  if (!only || others.length > 0) return undefined;
  return {
    by: only,
    type: "string",
    says: `is ${only.of} of the ${only.entity} that ${only.field} names, as its text says`,
  };
}

function isText({ meaning }: Field): boolean {
  return meaning.kind === "scalar" && meaning.type === "string";
}

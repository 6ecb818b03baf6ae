import type { Parameter } from "#contract";
import type { FilterTarget } from "../behaviour.ts";
import type { Entity, Field, ScalarType, ValueObject } from "../domain.ts";
import type { Draft } from "../draft.ts";
import { elementName, sameElement, sameName } from "../names.ts";

/** A list of objects that a parameter is called after, and the member that its value is compared with. */
export interface ObjectsTarget {
  readonly by: FilterTarget;
  readonly type: ScalarType;
  readonly says: string;
}

/** `labels`: what the objects of a list are called; `labelColour`: what else is said of them. */
export function readObjects(parameter: Parameter, entity: Entity, draft: Draft): ObjectsTarget | undefined {
  for (const field of entity.fields) {
    const { meaning } = field;
    const value =
      meaning.kind === "objects" ? draft.values.find(({ name }) => name === meaning.value) : undefined;
    const member = value && memberCalled(parameter.name, field, value);
    if (member?.meaning.kind !== "scalar") continue;
    return {
      by: { kind: "contains", field: field.name, member: member.name },
      type: member.meaning.type,
      says: `is the ${member.name} of one of ${field.name}`,
    };
  }
  return undefined;
}

const callingNames = ["name", "title", "label", "text", "slug", "code", "value", "key"];

/** The member whose name follows the list's in the parameter's, or the one by which such objects are called. */
function memberCalled(parameter: string, field: Field, { fields }: ValueObject): Field | undefined {
  const element = elementName(field.name);
  const named = fields.find(({ name }) => sameElement(`${element}_${name}`, parameter));
  if (named || !sameElement(field.name, parameter)) return named;
  const texts = fields.filter(({ meaning }) => meaning.kind === "scalar" && meaning.type === "string");
  const called = callingNames.flatMap((name) => texts.filter((member) => sameName(member.name, name)));
  return called[0] ?? (texts.length === 1 ? texts[0] : undefined);
}

import type { Entity, Field } from "#domain";
import { imported, name, type Py, py } from "#python";
import { type Blueprint, modelAttribute, valueRows } from "../../blueprint.ts";
import { attributeName } from "../../tables.ts";
import { keptValue } from "./kept-value.ts";

/** `title=details.title`: an argument of a new row, from what a variable holds. */
export function givenArgument(blueprint: Blueprint, entity: Entity, field: Field, holder: Py): Py {
  const given = py`${holder}.${name(attributeName(field.name))}`;
  const attribute = field.meaning.kind === "values" ? valueRows(field) : modelAttribute(field);
  const kept =
    field.meaning.kind === "password"
      ? py`await ${imported("app.security", "hash_password")}(settings, ${given})`
      : keptValue(blueprint, entity, field, given);
  return py`${name(attribute)}=${kept}`;
}

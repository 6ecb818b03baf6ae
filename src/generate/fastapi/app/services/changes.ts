import type { Entity, Field } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { modelAttribute } from "../../blueprint.ts";
import { attributeName } from "../../tables.ts";

/** `if changes.x is not None: row.x = changes.x` */
export function changeLine(variable: Py, field: Field): Py {
  const attribute = name(attributeName(field.name));
  const value =
    field.meaning.kind === "password"
      ? py`await ${imported("app.security", "hash_password")}(settings, changes.${attribute})`
      : py`changes.${attribute}`;
  const given = field.nullable
    ? py`${str(attributeName(field.name))} in changes.model_fields_set`
    : py`changes.${attribute} is not None`;
  return py`
    if ${given}:
        ${variable}.${name(modelAttribute(field))} = ${value}`;
}

/** Sets the time of the last change, where rows keep one and something did change. */
export function touch(entity: Entity, variable: Py): Py | undefined {
  const field = entity.fields.find(({ meaning }) => meaning.kind === "updated-at");
  if (!field) return undefined;
  return py`
    if session.is_modified(${variable}):
        ${variable}.${name(attributeName(field.name))} = ${imported("app", "clock")}.now()`;
}

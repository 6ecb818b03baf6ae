import type { BodyShape, Entity, Field } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { type Blueprint, modelAttribute, valueRows } from "../../blueprint.ts";
import { attributeName } from "../../tables.ts";
import { keptValue } from "./kept-value.ts";

/** `if changes.x is not None: row.x = changes.x` */
export function changeLine(blueprint: Blueprint, entity: Entity, variable: Py, field: Field): Py {
  const attribute = name(attributeName(field.name));
  const given = field.nullable
    ? py`${str(attributeName(field.name))} in changes.model_fields_set`
    : py`changes.${attribute} is not None`;
  return py`
    if ${given}:
        ${assignField(blueprint, entity, variable, field)}`;
}

/** `row.x = changes.x` */
export function assignField(blueprint: Blueprint, entity: Entity, variable: Py, field: Field): Py {
  const given = py`changes.${name(attributeName(field.name))}`;
  const value =
    field.meaning.kind === "password"
      ? py`await ${imported("app.security", "hash_password")}(settings, ${given})`
      : keptValue(blueprint, entity, field, given);
  const target = field.meaning.kind === "values" ? valueRows(field) : modelAttribute(field);
  const assigned = py`${variable}.${name(target)} = ${value}`;
  if (field.meaning.kind !== "password" || field.meaning.shownAs === undefined) return assigned;
  return py`
    # Who sends back what was answered means no other one.
    if ${given} != ${variable}.${name(attributeName(field.name))}:
        ${assigned}`;
}

/** Whether no body is without it. */
export function isGiven({ fields }: BodyShape, { name: title }: Field): boolean {
  return fields.some(({ field, required }) => field === title && required);
}

/** Sets the time of the last change, where rows keep one and something did change. */
export function touch(entity: Entity, variable: Py): Py | undefined {
  const field = entity.fields.find(({ meaning }) => meaning.kind === "updated-at");
  if (!field) return undefined;
  return py`
    if session.is_modified(${variable}):
        ${variable}.${name(attributeName(field.name))} = ${imported("app", "clock")}.now()`;
}

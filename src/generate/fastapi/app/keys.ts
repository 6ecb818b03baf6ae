import { type Entity, fieldOf, primaryField, primaryKeyName } from "#domain";
import { imported, name, type Py, py } from "#python";
import { variableName } from "../blueprint.ts";
import { keyType } from "../plan-tables/index.ts";
import { attributeName } from "../tables.ts";
import { pythonType } from "./python-type.ts";

/** The attribute of a row that is its primary key. */
export function primaryKey(entity: Entity): Py {
  return name(attributeName(primaryKeyName(entity)));
}

/** The Python type of primary keys. */
export function primaryKeyType(entity: Entity): Py {
  return pythonType({ type: keyType(entity) });
}

/** The attribute of a row by which a path selects it. */
export function pathKey(entity: Entity): Py {
  return isPrimary(entity) ? primaryKey(entity) : name(attributeName(entity.identity.field));
}

/** What the key of a path is called in Python: `slug`, `event_id`, or `comment_id` where rows say no more than `id`. */
export function pathKeyName(entity: Entity): Py {
  const attribute = pathKey(entity);
  return attribute.text === "id" ? name(`${variableName(entity)}_id`) : attribute;
}

/** The Python type of what a path selects by. */
export function pathKeyType(entity: Entity): Py {
  switch (pathKeyKind(entity)) {
    case "integer":
      return py`int`;
    case "uuid":
      return imported("uuid", "UUID");
    case "text":
      return py`str`;
  }
}

/** Of which kind the key of a path is. */
export function pathKeyKind(entity: Entity): "integer" | "text" | "uuid" {
  const field = fieldOf(entity, entity.identity.field);
  if (!field) return "integer";
  const type =
    field.meaning.kind === "identity" || field.meaning.kind === "scalar" ? field.meaning.type : "string";
  return type === "integer" || type === "uuid" ? type : "text";
}

/** Whether paths select rows by their primary key: then nothing has to be looked up to refer to one. */
export function isPrimary(entity: Entity): boolean {
  const key = primaryField(entity);
  return key === undefined ? !fieldOf(entity, entity.identity.field) : key.name === entity.identity.field;
}

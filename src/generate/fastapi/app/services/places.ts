import type { Entity, Field } from "#domain";
import { imported, name, type Py, py } from "#python";
import { type Blueprint, variableName } from "../../blueprint.ts";
import { attributeName, parentColumnName } from "../../tables.ts";
import { primaryKey, primaryKeyType } from "../keys.ts";
import { model } from "../names.ts";
import { asyncFunction, session } from "./parts.ts";

/** The rows among which a row has its place: those below the same row, of the same account, or all. */
export interface Among {
  /** The column that they have in common, and the type of its values. */
  readonly column?: { readonly name: Py; readonly type: Py };
}

export function among(blueprint: Blueprint, entity: Entity): Among {
  const above = blueprint.domain.entities.find(({ name: each }) => each === entity.parent?.entity);
  if (above) return { column: { name: name(parentColumnName(entity)), type: primaryKeyType(above) } };
  if (!entity.owner || !blueprint.account) return {};
  const column = name(`${attributeName(entity.owner.field)}_id`);
  return { column: { name: column, type: primaryKeyType(blueprint.account) } };
}

/** The field of a new row that nobody gives and that says its place. */
export function madePlace(entity: Entity): Field | undefined {
  return entity.fields.find(({ place }) => place !== undefined);
}

/** `position=await _next_position(session, play_id)` */
export function placeArgument(entity: Entity, shared: Py | undefined): Py | undefined {
  const field = madePlace(entity);
  return (
    field &&
    py`${name(attributeName(field.name))}=await ${name(nextName(entity, field))}(${[py`session`, ...(shared ? [shared] : [])]}),`
  );
}

/** What a new row says of its place: behind the last one. */
export function nextPlace(blueprint: Blueprint, entity: Entity): ReadonlyMap<string, Py> {
  const field = madePlace(entity);
  if (!field?.place) return new Map();
  const title = model(blueprint, entity.name);
  const { column } = among(blueprint, entity);
  const where = column && py`.where(${title}.${column.name} == ${column.name})`;
  const wanted = nextName(entity, field);
  const text = asyncFunction(
    wanted,
    [session(), column && py`${column.name}: ${column.type}`],
    py`int`,
    py`
      last = await session.scalar(${imported("sqlalchemy", "select")}(${imported("sqlalchemy", "func")}.max(${title}.${name(attributeName(field.name))}))${where})
      return ${field.place.first} if last is None else last + 1`,
  );
  return new Map([[wanted, text]]);
}

function nextName(entity: Entity, { name: field }: Field): string {
  return `_next_${attributeName(field)}_of_${variableName(entity)}`;
}

/** How many rows there are among which rows are ordered. */
export function countAmong(blueprint: Blueprint, entity: Entity, shared: Py | undefined): Py {
  const title = model(blueprint, entity.name);
  const { column } = among(blueprint, entity);
  const where = column && shared && py`.where(${title}.${column.name} == ${shared})`;
  return py`await session.scalar(${imported("sqlalchemy", "select")}(${imported("sqlalchemy", "func")}.count(${title}.${primaryKey(entity)}))${where})`;
}

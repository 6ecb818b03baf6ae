import { plural } from "#base";
import type { Entity, NamedRowsBehaviour, ParentRow } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { type Blueprint, entityNamed } from "../../blueprint.ts";
import { notYours } from "../../refusal-texts.ts";
import { ownerColumnName, parentColumnName } from "../../tables.ts";
import { pathKey, pathKeyName, pathKeyType, primaryKey, primaryKeyType } from "../keys.ts";
import { model } from "../names.ts";
import { editorParameter } from "./hold-row.ts";
import {
  asyncFunction,
  hidesStrangers,
  lookUp,
  notFound,
  ownedBy,
  parentKey,
  type ServiceContext,
  type ServiceParts,
  session,
} from "./parts.ts";

/** What several rows are called, and their keys. */
export function rowsName({ table }: Entity): Py {
  return name(["editor", "session"].includes(table) ? "rows" : table);
}

export function keysName(entity: Entity): Py {
  return name(plural(pathKeyName(entity).text));
}

function keysParameter(entity: Entity): Py {
  return py`${keysName(entity)}: ${imported("collections.abc", "Sequence")}[${pathKeyType(entity)}]`;
}

export function isNamed(blueprint: Blueprint, entity: Entity): Py {
  return py`${model(blueprint, entity.name)}.${pathKey(entity)}.in_(${keysName(entity)})`;
}

/** The row above: what refuses one that is not there, and its key. */
export function lookUpParent(blueprint: Blueprint, { parent }: { readonly parent?: ParentRow }) {
  const above = parent && parentKey(blueprint, parent);
  return above && { ...above, lookup: lookUp(blueprint, above.entity, false) };
}

/** Whether the answer tells how many rows it was done to. */
export function tellsCount({ operation: { meaning } }: ServiceContext): boolean {
  const { behaviour } = meaning;
  if (behaviour.kind === "custom" || !("telling" in behaviour.answer)) return false;
  return behaviour.answer.telling?.parts.some(({ is }) => is.kind === "rows") ?? false;
}

/** The function that does something to the rows which a request names, held against others; `act`: what, given how they are held. */
export function heldRowsService(
  context: ServiceContext,
  entity: Entity,
  behaviour: NamedRowsBehaviour,
  act: (held: Py) => Py,
): ServiceParts {
  const { blueprint, operation } = context;
  const counts = tellsCount(context);
  const above = lookUpParent(blueprint, behaviour);
  const body = py`
    ${above?.lookup.check}
    ${act(holdRowsCall(context, entity, behaviour))}
    ${counts && py`return len(${rowsName(entity)})`}`;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [session(), above?.parameter, editorParameter(context), keysParameter(entity)],
        counts ? py`int` : py`None`,
        body,
      ),
    ],
    shared: holdRows(context, entity, behaviour),
  };
}

function holdRowsCall(context: ServiceContext, entity: Entity, behaviour: NamedRowsBehaviour): Py {
  const { blueprint, operation } = context;
  const above = lookUpParent(blueprint, behaviour);
  const given = [
    py`session`,
    ...(above ? [above.lookup.id] : []),
    ...(operation.meaning.access === "owner" ? [py`editor`] : []),
    keysName(entity),
  ];
  return py`await ${name(holdName(context, entity))}(${given})`;
}

function holdName({ operation }: ServiceContext, { table }: Entity): string {
  return operation.meaning.access === "owner" ? `_hold_own_${table}` : `_hold_${table}`;
}

/** The private function that finds rows by their keys, held against others: all of them, or it refuses. */
function holdRows(
  context: ServiceContext,
  entity: Entity,
  behaviour: NamedRowsBehaviour,
): ReadonlyMap<string, Py> {
  const { blueprint, operation } = context;
  const { access } = operation.meaning;
  const title = model(blueprint, entity.name);
  const rows = rowsName(entity);
  const keys = keysName(entity);
  const above = behaviour.parent && entityNamed(blueprint, behaviour.parent.entity);
  const below = name(parentColumnName(entity));
  const conditions = [
    ...(above ? [py`${title}.${below} == ${below}`] : []),
    isNamed(blueprint, entity),
    ...(hidesStrangers(context) ? [ownedBy(blueprint, entity, py`editor`)] : []),
  ];
  const key = py`${title}.${primaryKey(entity)}`;
  const lock = blueprint.database !== "sqlite" && py`.order_by(${key}).with_for_update()`;
  const owner = entity.owner && name(ownerColumnName(entity));
  const editorKey = blueprint.account && primaryKey(blueprint.account);
  const body = py`
    ${rows} = (
        await session.scalars(${imported("sqlalchemy", "select")}(${title}).where(${conditions})${lock})
    ).all()
    if len(${rows}) < len(set(${keys})):
        raise ${notFound(entity)}
    ${
      access === "owner" &&
      owner &&
      !hidesStrangers(context) &&
      py`
      if any(row.${owner} != editor.${editorKey} for row in ${rows}):
          raise ${imported("app.errors", "ForbiddenError")}(${str(notYours(entity, behaviour.kind))})`
    }
    return ${rows}`;
  const holding = holdName(context, entity);
  return new Map([
    [
      holding,
      asyncFunction(
        holding,
        [
          session(),
          above && py`${below}: ${primaryKeyType(above)}`,
          editorParameter(context),
          keysParameter(entity),
        ],
        py`${imported("collections.abc", "Sequence")}[${title}]`,
        body,
      ),
    ],
  ]);
}

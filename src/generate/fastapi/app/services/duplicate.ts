import { assert } from "#base";
import { type CopiedRows, type Entity, fieldOf } from "#domain";
import { imported, name, type Py, py } from "#python";
import { type Blueprint, entityNamed, modelAttribute, variableName } from "../../blueprint.ts";
import { attributeName, ownerColumnName, parentColumnName } from "../../tables.ts";
import { primaryKey } from "../keys.ts";
import { model } from "../names.ts";
import { editorParameter, holdArguments, holdName, holdRow } from "./hold-row.ts";
import {
  asyncFunction,
  keyParameter,
  loadRow,
  parentKey,
  type ServiceContext,
  type ServiceParts,
  session,
  stampFields,
  viewerParameter,
} from "./parts.ts";
import { madePlace, nextPlace, placeArgument } from "./places.ts";

/** A new row like one that is there, with copies of what lies below it. */
export function duplicateService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "duplicate", "a copy copies");
  const entity = entityNamed(blueprint, behaviour.entity);
  const title = model(blueprint, entity.name);
  const variable = name(variableName(entity));
  const parent = behaviour.parent && parentKey(blueprint, behaviour.parent);
  const caller = editorParameter(context) ?? viewerParameter(context, entity);
  const viewer = editorParameter(context) ? py`editor` : caller ? py`viewer` : py`None`;
  const stamps = stamped([entity, ...behaviour.below.map((rows) => entityNamed(blueprint, rows.entity))]);
  const above = entity.parent && py`original.${name(parentColumnName(entity))}`;
  const owner = entity.owner && py`original.${name(ownerColumnName(entity))}`;
  const body = py`
    original = await ${holdName(context, entity)}(${holdArguments(context, entity)})
    ${stamps && py`now = ${imported("app", "clock")}.now()`}
    ${variable} = ${title}(
        ${above && py`${name(parentColumnName(entity))}=${above},`}
        ${owner && py`${name(ownerColumnName(entity))}=${owner},`}
        ${copies(entity, behaviour.fields, py`original`)}
        ${stampFields(entity).map((field) => py`${name(attributeName(field.name))}=now,`)}
        ${placeArgument(entity, above ?? owner)}
    )
    session.add(${variable})
    await session.flush()
    ${behaviour.below.map((rows) => copyBelow(blueprint, rows, entity))}
    return ${loadRow(blueprint, entity, py`${variable}.${primaryKey(entity)}`, viewer)}`;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [session(), parent?.parameter, keyParameter(entity), caller],
        title,
        body,
      ),
    ],
    shared: new Map([...holdRow(context, entity), ...nextPlace(blueprint, entity)]),
  };
}

function stamped(entities: readonly Entity[]): boolean {
  return entities.some((entity) => stampFields(entity).length > 0);
}

function copies(entity: Entity, fields: readonly string[], from: Py): readonly Py[] {
  return fields.flatMap((each) => {
    const field = fieldOf(entity, each);
    if (!field) return [];
    const attribute = name(modelAttribute(field));
    return [py`${attribute}=${from}.${attribute},`];
  });
}

/** Rows below the new one, in the order of those of which they are copies. */
function copyBelow(blueprint: Blueprint, { entity: wanted, fields }: CopiedRows, above: Entity): Py {
  const entity = entityNamed(blueprint, wanted);
  const title = model(blueprint, entity.name);
  const below = name(parentColumnName(entity));
  const rows = name(entity.table === "session" ? "rows" : entity.table);
  const place = madePlace(entity);
  const owner = entity.owner && name(ownerColumnName(entity));
  const key = primaryKey(above);
  const order = place ? name(attributeName(place.name)) : primaryKey(entity);
  return py`
    ${rows} = await session.scalars(
        ${imported("sqlalchemy", "select")}(${title}).where(${title}.${below} == original.${key}).order_by(${title}.${order})
    )
    session.add_all(
        ${title}(
            ${below}=${name(variableName(above))}.${key},
            ${owner && py`${owner}=row.${owner},`}
            ${copies(entity, fields, py`row`)}
            ${stampFields(entity).map((field) => py`${name(attributeName(field.name))}=now,`)}
            ${place && py`${name(attributeName(place.name))}=row.${name(attributeName(place.name))},`}
        )
        for row in ${rows}
    )
    await session.flush()`;
}

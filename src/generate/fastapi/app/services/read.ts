import { assert } from "#base";
import type { Entity } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { type Blueprint, entityNamed, variableName } from "../../blueprint.ts";
import { notYours } from "../../refusal-texts.ts";
import { ownerColumnName } from "../../tables.ts";
import { primaryKey } from "../keys.ts";
import { dependsOnViewer, model } from "../names.ts";
import { selectRows } from "../queries.ts";
import { refuseOtherUsers } from "./hold-row.ts";
import {
  accountClass,
  asyncFunction,
  hidesStrangers,
  joinParent,
  keyConditions,
  keyParameter,
  notFound,
  ownedBy,
  parentKey,
  type ServiceContext,
  type ServiceParts,
  session,
  viewerParameter,
} from "./parts.ts";

/** One row by its key; below a row, only if it belongs to that one. */
export function readService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "read", "a read reads");
  const entity = entityNamed(blueprint, behaviour.entity);
  const isOwn = operation.meaning.access === "owner";
  const viewer = viewerParameter(context, entity) ?? (isOwn ? ownerParameter(blueprint) : undefined);
  const sees = dependsOnViewer(blueprint, entity);
  const parent = behaviour.parent && parentKey(blueprint, behaviour.parent);
  const variable = name(variableName(entity));
  const conditions = [
    ...keyConditions(blueprint, entity, behaviour.parent),
    ...(hidesStrangers(context) ? [ownedBy(blueprint, entity, py`viewer`)] : []),
  ];
  const body = py`
    ${variable} = await session.scalar(${selectRows(blueprint, entity, sees ? py`viewer` : undefined)}${joinParent(blueprint, entity, behaviour.parent)}.where(${conditions}))
    if ${variable} is None:
        raise ${notFound(entity)}
    ${refuseOtherUsers(context, entity, variable)}
    ${isOwn && !hidesStrangers(context) && refuseStrangers(blueprint, entity, variable)}
    return ${variable}`;
  const parameters = [session(), parent?.parameter, keyParameter(entity), viewer];
  return {
    functions: [asyncFunction(operation.functionName, parameters, model(blueprint, entity.name), body)],
  };
}

function ownerParameter(blueprint: Blueprint): Py {
  return py`viewer: ${accountClass(blueprint)}`;
}

function refuseStrangers(blueprint: Blueprint, entity: Entity, variable: Py): Py {
  assert(
    blueprint.account && (entity.owner || entity === blueprint.account),
    "the row belongs to an account",
  );
  const key = primaryKey(blueprint.account);
  // An account is its own.
  const owner = entity === blueprint.account ? key : name(ownerColumnName(entity));
  return py`
    if ${variable}.${owner} != viewer.${key}:
        raise ${imported("app.errors", "ForbiddenError")}(${str(notYours(entity, "read"))})`;
}

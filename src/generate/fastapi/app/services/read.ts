import { assert } from "#base";
import { name, py } from "#python";
import { entityNamed, variableName } from "../../blueprint.ts";
import { model } from "../names.ts";
import { selectRows } from "../queries.ts";
import {
  asyncFunction,
  joinParent,
  keyConditions,
  keyParameter,
  notFound,
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
  const viewer = viewerParameter(context, entity);
  const parent = behaviour.parent && parentKey(blueprint, behaviour.parent);
  const variable = name(variableName(entity));
  const body = py`
    ${variable} = await session.scalar(${selectRows(blueprint, entity, viewer ? py`viewer` : undefined)}${joinParent(blueprint, entity, behaviour.parent)}.where(${keyConditions(blueprint, entity, behaviour.parent)}))
    if ${variable} is None:
        raise ${notFound(entity)}
    return ${variable}`;
  const parameters = [session(), parent?.parameter, keyParameter(entity), viewer];
  return {
    functions: [asyncFunction(operation.functionName, parameters, model(blueprint, entity.name), body)],
  };
}

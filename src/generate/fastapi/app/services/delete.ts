import { assert } from "#base";
import { imported, name, py, str } from "#python";
import { entityNamed, variableName } from "../../blueprint.ts";
import { stillNamed } from "../../refusal-texts.ts";
import { conflictError } from "../errors.ts";
import { editorParameter, holdArguments, holdName, holdRow } from "./hold-row.ts";
import {
  asyncFunction,
  keyParameter,
  parentKey,
  type ServiceContext,
  type ServiceParts,
  session,
} from "./parts.ts";

/** Takes one row away; what belongs to it goes with it by its foreign keys. */
export function deleteService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "delete", "a delete deletes");
  const entity = entityNamed(blueprint, behaviour.entity);
  const variable = name(variableName(entity));
  const parent = behaviour.parent && parentKey(blueprint, behaviour.parent);
  const body = py`
    ${variable} = await ${holdName(context, entity)}(${holdArguments(context, entity)})
    await session.delete(${variable})
    ${
      behaviour.heldBy &&
      py`
      try:
          await session.flush()
      except ${imported("sqlalchemy.exc", "IntegrityError")} as error:
          raise ${conflictError(blueprint)}(${str(stillNamed(entity))}) from error`
    }`;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [session(), parent?.parameter, keyParameter(entity), editorParameter(context)],
        py`None`,
        body,
      ),
    ],
    shared: holdRow(context, entity),
  };
}

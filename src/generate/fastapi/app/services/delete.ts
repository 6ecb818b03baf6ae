import { assert } from "#base";
import type { DeleteBehaviour, Entity } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { entityNamed, variableName } from "../../blueprint.ts";
import { notConfirmed, stillNamed } from "../../refusal-texts.ts";
import { attributeName, deletedAt } from "../../tables.ts";
import { conflictError } from "../errors.ts";
import { primaryKey } from "../keys.ts";
import { model } from "../names.ts";
import { editorParameter, holdArguments, holdName, holdRow } from "./hold-row.ts";
import {
  asyncFunction,
  keyParameter,
  parentKey,
  type ServiceContext,
  type ServiceParts,
  session,
} from "./parts.ts";
import { versionGuard } from "./version-guard.ts";

type Holding = DeleteBehaviour["heldBy"];

function takesAway({ blueprint }: ServiceContext, entity: Entity, heldBy: Holding): Py {
  return py`
    await session.delete(${name(variableName(entity))})
    ${
      heldBy &&
      py`
      try:
          await session.flush()
      except ${imported("sqlalchemy.exc", "IntegrityError")} as error:
          raise ${conflictError(blueprint)}(${str(stillNamed(entity))}) from error`
    }`;
}

/** The row stays where it is, so that no foreign key speaks for the rows that name it. */
function marks({ blueprint }: ServiceContext, entity: Entity, heldBy: Holding): Py {
  const variable = name(variableName(entity));
  const checks = (heldBy ?? []).map((holding) => {
    const holder = entityNamed(blueprint, holding.entity);
    const column = py`${model(blueprint, holder.name)}.${name(attributeName(holding.field))}`;
    return py`
      if await session.scalar(${imported("sqlalchemy", "select")}(${imported("sqlalchemy", "exists")}().where(${column} == ${variable}.${primaryKey(entity)}))):
          raise ${conflictError(blueprint)}(${str(stillNamed(entity))})`;
  });
  return py`
    ${checks}
    ${variable}.${name(deletedAt)} = ${imported("app", "clock")}.now()`;
}

/** Takes one row away; what belongs to it goes with it by its foreign keys. */
export function deleteService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "delete", "a delete deletes");
  const entity = entityNamed(blueprint, behaviour.entity);
  const variable = name(variableName(entity));
  const parent = behaviour.parent && parentKey(blueprint, behaviour.parent);
  const shows = behaviour.answer.representation !== undefined;
  const confirm = behaviour.confirm === undefined ? undefined : name(attributeName(behaviour.confirm));
  const version = versionGuard(context, entity);
  const body = py`
    ${version?.before}
    ${variable} = await ${holdName(context, entity)}(${holdArguments(context, entity)})
    ${version?.after}
    ${
      confirm &&
      py`
      if not ${confirm}:
          raise ${conflictError(blueprint)}(${str(notConfirmed(behaviour.confirm ?? ""))})`
    }
    ${behaviour.softly ? marks(context, entity, behaviour.heldBy) : takesAway(context, entity, behaviour.heldBy)}
    ${shows && py`return ${variable}`}`;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [
          session(),
          parent?.parameter,
          keyParameter(entity),
          editorParameter(context),
          (version ?? confirm) && py`*`,
          version?.parameter,
          confirm && py`${confirm}: bool`,
        ],
        shows ? model(blueprint, entity.name) : py`None`,
        body,
      ),
    ],
    shared: holdRow(context, entity),
  };
}

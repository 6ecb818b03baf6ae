import { assert } from "#base";
import type { Entity } from "#domain";
import { imported, name, type Py, py } from "#python";
import { type Blueprint, entityNamed, listAttribute, variableName } from "../../blueprint.ts";
import { isOwnDocument } from "../caller.ts";
import { primaryKey } from "../keys.ts";
import { model } from "../names.ts";
import { selectRows } from "../queries.ts";
import { changeDocument } from "./document-changes.ts";
import { ownDocumentService } from "./own-documents.ts";
import { asyncFunction, asyncSession, type ServiceContext, type ServiceParts, session } from "./parts.ts";
import { unsetArgument } from "./unset-arguments.ts";

/** The key of the only row. */
const only = 1;

/** The one row that there is: read or changed. */
export function singletonService(context: ServiceContext): ServiceParts {
  const { behaviour } = context.operation.meaning;
  if (isOwnDocument(behaviour)) return ownDocumentService(context);
  return behaviour.kind === "read-singleton"
    ? readSingletonService(context)
    : updateSingletonService(context);
}

/** The one row that there is, or what it shows before anybody has changed it. */
function readSingletonService({ blueprint, operation }: ServiceContext): ServiceParts {
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "read-singleton", "a document is read");
  const entity = entityNamed(blueprint, behaviour.entity);
  const title = model(blueprint, entity.name);
  const variable = name(variableName(entity));
  const unset = entity.fields.flatMap((field) => unsetArgument(field));
  const body = py`
    ${variable} = await session.scalar(${selectRows(blueprint, entity, undefined)})
    return ${variable} or ${title}(${unset})`;
  return { functions: [asyncFunction(operation.functionName, [session()], title, body)] };
}

/** Changes the one row that there is, and makes it where there is none yet. */
function updateSingletonService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "update-singleton", "a document is changed");
  const entity = entityNamed(blueprint, behaviour.entity);
  return changeDocument(context, {
    title: `_hold_${variableName(entity)}`,
    text: holdOnly(blueprint, entity),
    given: py`session`,
  });
}

function holdOnly(blueprint: Blueprint, entity: Entity): Py {
  const title = model(blueprint, entity.name);
  const key = primaryKey(entity);
  const lists = entity.fields.filter(
    ({ meaning }) => meaning.kind === "values" || meaning.kind === "objects",
  );
  const load =
    lists.length > 0 &&
    py`.options(${lists.map((field) => py`${imported("sqlalchemy.orm", "selectinload")}(${title}.${name(listAttribute(field))})`)})`;
  const lock = blueprint.database !== "sqlite" && py`.with_for_update()`;
  return py`
    async def _hold_${name(variableName(entity))}(session: ${asyncSession()}) -> ${title}:
        """Hold the only row; whoever comes first makes it."""
        await session.execute(${imported("app.database", "insert")}(${title}).values(${key}=${only}).on_conflict_do_nothing())
        rows = await session.scalars(${imported("sqlalchemy", "select")}(${title}).where(${title}.${key} == ${only})${load}${lock})
        return rows.one()`;
}

import { assert } from "#base";
import { imported, name, type Py, py, str } from "#python";
import { type Blueprint, entityNamed } from "../../blueprint.ts";
import { stillNamed } from "../../refusal-texts.ts";
import { parentColumnName } from "../../tables.ts";
import { conflictError } from "../errors.ts";
import { primaryKey } from "../keys.ts";
import { model } from "../names.ts";
import { heldRowsService, isNamed, lookUpParent, rowsName, tellsCount } from "./hold-rows.ts";
import {
  accountClass,
  asyncFunction,
  ownedBy,
  type ServiceContext,
  type ServiceParts,
  session,
} from "./parts.ts";

/** Takes several rows away, all of them or none; what belongs to them goes with them by its foreign keys. */
export function deleteManyService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "delete-many", "several rows go");
  const entity = entityNamed(blueprint, behaviour.entity);
  const title = model(blueprint, entity.name);
  const statement = py`${imported("sqlalchemy", "delete")}(${title}).where(${isNamed(blueprint, entity)})`;
  return heldRowsService(
    context,
    entity,
    behaviour,
    (held) => py`
      ${tellsCount(context) ? py`${rowsName(entity)} = ${held}` : held}
      ${refusing(blueprint, behaviour.heldBy !== undefined && str(stillNamed(entity)), py`await session.execute(${statement})`)}`,
  );
}

/** Takes away all rows that there are, below one, or of the caller. */
export function deleteAllService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "delete-all", "all rows go");
  const entity = entityNamed(blueprint, behaviour.entity);
  const title = model(blueprint, entity.name);
  const above = lookUpParent(blueprint, behaviour);
  const counts = tellsCount(context);
  const conditions = [
    ...(above ? [py`${title}.${name(parentColumnName(entity))} == ${above.lookup.id}`] : []),
    ...(behaviour.own ? [ownedBy(blueprint, entity, py`viewer`)] : []),
  ];
  const where = conditions.length > 0 && py`.where(${conditions})`;
  const returned = counts && py`.returning(${title}.${primaryKey(entity)})`;
  const statement = py`${imported("sqlalchemy", "delete")}(${title})${where}${returned}`;
  const executes = counts
    ? py`gone = (await session.scalars(${statement})).all()`
    : py`await session.execute(${statement})`;
  const body = py`
    ${above?.lookup.check}
    ${refusing(blueprint, behaviour.heldBy !== undefined && str(stillNamed(entity)), executes)}
    ${counts && py`return len(gone)`}`;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [session(), above?.parameter, behaviour.own ? py`viewer: ${accountClass(blueprint)}` : undefined],
        counts ? py`int` : py`None`,
        body,
      ),
    ],
  };
}

/** Where rows that others name keep it from happening, that is a conflict. */
function refusing(blueprint: Blueprint, message: Py | false, statement: Py): Py {
  if (message === false) return statement;
  return py`
    try:
        ${statement}
    except ${imported("sqlalchemy.exc", "IntegrityError")} as error:
        raise ${conflictError(blueprint)}(${message}) from error`;
}

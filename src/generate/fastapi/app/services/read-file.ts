import { assert } from "#base";
import { fieldOf } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { entityNamed, modelAttribute } from "../../blueprint.ts";
import { fileNotFound } from "../../refusal-texts.ts";
import { isPrimary, pathKeyName } from "../keys.ts";
import { fileTableOf } from "../line-tables.ts";
import { model, tableClass } from "../names.ts";
import {
  asyncFunction,
  keyConditions,
  keyParameter,
  type ServiceContext,
  type ServiceParts,
  session,
} from "./parts.ts";

/** The file of a row, and the words of the row about it where those may be wanted instead. */
export function readFileService({ blueprint, operation }: ServiceContext): ServiceParts {
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "read-file", "a file is answered");
  const entity = entityNamed(blueprint, behaviour.entity);
  const table = fileTableOf(blueprint, entity.name, behaviour.file);
  const files = tableClass(table);
  const [owner] = table.columns;
  assert(owner, "a file belongs to a row");
  const file = name(behaviour.file);
  const field = behaviour.text && fieldOf(entity, behaviour.text.field);
  const title = model(blueprint, entity.name);
  const select = imported("sqlalchemy", "select");
  const where = isPrimary(entity)
    ? py`${files}.${name(owner.name)} == ${pathKeyName(entity)}`
    : py`${keyConditions(blueprint, entity, undefined)}`;
  const joins = (!isPrimary(entity) || field) && py`.join(${title})`;
  const refuse = py`raise ${imported("app.errors", "NotFoundError")}(${str(fileNotFound(behaviour.file))})`;
  const body: Py = field
    ? py`
      found = await session.execute(${select}(${files}, ${title}.${name(modelAttribute(field))})${joins}.where(${where}))
      row = found.one_or_none()
      if row is None:
          ${refuse}
      ${file}, text = row
      return ${file}, text`
    : py`
      ${file} = await session.scalar(${select}(${files})${joins}.where(${where}))
      if ${file} is None:
          ${refuse}
      return ${file}`;
  const result = field ? py`tuple[${files}, str | None]` : files;
  return {
    functions: [asyncFunction(operation.functionName, [session(), keyParameter(entity)], result, body)],
  };
}

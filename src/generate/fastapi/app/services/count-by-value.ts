import { assert } from "#base";
import { fieldOf } from "#domain";
import { commaList, imported, name, py, str } from "#python";
import { entityNamed } from "../../blueprint.ts";
import { attributeName } from "../../tables.ts";
import { model } from "../names.ts";
import { asyncFunction, type ServiceContext, type ServiceParts, session } from "./parts.ts";

/** How many rows have each value of a field, those without any at nought. */
export function countByValueService({ blueprint, operation }: ServiceContext): ServiceParts {
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "count-by-value", "rows are counted");
  const entity = entityNamed(blueprint, behaviour.entity);
  const field = fieldOf(entity, behaviour.field);
  assert(field?.meaning.kind === "enum", "rows are counted by one of a few values");
  const column = py`${model(blueprint, entity.name)}.${name(attributeName(field.name))}`;
  const nothing = commaList(field.meaning.values.map((value) => py`${str(String(value))}: 0`));
  const mayBeMissing = field.nullable || field.missing !== "never";
  const body = py`
    counted = await session.execute(
        ${imported("sqlalchemy", "select")}(${column}, ${imported("sqlalchemy", "func")}.count()).group_by(${column})
    )
    return {${nothing}} | ${mayBeMissing ? py`{value: count for value, count in counted.tuples() if value is not None}` : py`dict(counted.tuples().all())`}`;
  return {
    functions: [asyncFunction(operation.functionName, [session()], py`dict[str, int]`, body)],
  };
}

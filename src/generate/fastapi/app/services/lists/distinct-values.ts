import { assert } from "#base";
import { imported, name, py } from "#python";
import { valuesTableOf } from "../../../blueprint.ts";
import { valueColumns } from "../../../tables.ts";
import { tableClass } from "../../names.ts";
import { asyncFunction, type ServiceContext, type ServiceParts, session } from "../parts.ts";

/** The values of a field, each once, in order. */
export function distinctValuesService({ blueprint, operation }: ServiceContext): ServiceParts {
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "distinct-values", "values are listed");
  const table = valuesTableOf(blueprint, behaviour.entity, behaviour.field);
  const column = py`${tableClass(table)}.${name(valueColumns(table).value)}`;
  const body = py`
    values = await session.scalars(${imported("sqlalchemy", "select")}(${column}).distinct().order_by(${column}))
    return values.all()`;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [session()],
        py`${imported("collections.abc", "Sequence")}[str]`,
        body,
      ),
    ],
  };
}

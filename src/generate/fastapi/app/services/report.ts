import { assert } from "#base";
import { fieldOf, type ListBehaviour, type ReportBehaviour, type ReportPart } from "#domain";
import { imported, literal, name, type Py, py, str } from "#python";
import { type Blueprint, entityNamed, modelAttribute } from "../../blueprint.ts";
import { attributeName } from "../../tables.ts";
import { model, schemaClass } from "../names.ts";
import { conditions } from "./lists/conditions.ts";
import { asyncFunction, queryClass, type ServiceContext, type ServiceParts, session } from "./parts.ts";

/** What rows come to: all numbers in one question, and no row is read. */
export function reportService({ blueprint, operation }: ServiceContext): ServiceParts {
  const { behaviour, module } = operation.meaning;
  assert(behaviour.kind === "report", "a report tells numbers");
  const entity = entityNamed(blueprint, behaviour.entity);
  const { filters, parts, answer } = behaviour;
  const asList: ListBehaviour = {
    kind: "list",
    entity: entity.name,
    filters,
    order: [],
    answer: { status: answer.status, representation: "", parts: [], headers: [] },
  };
  const result = schemaClass(module, operation.responseClass ?? "");
  const numbers = parts.filter(({ is }) => is.kind !== "edge");
  const edges = parts.flatMap(({ name: part, is }) =>
    is.kind === "edge" ? [py`${str(attributeName(part))}: ${name(attributeName(is.parameter))}`] : [],
  );
  const where = filters.length > 0 && py`.where(*conditions)`;
  const body = py`
    ${conditions(blueprint, operation, asList, entity)}
    told = await session.execute(
        ${imported("sqlalchemy", "select")}(${numbers.map((part) => numberOf(blueprint, behaviour, part))})${filters.length === 0 && py`.select_from(${model(blueprint, entity.name)})`}${where}
    )
    return ${result}.model_validate({${[py`**told.mappings().one()`, ...edges]}})`;
  const query =
    operation.queryClass === undefined ? [] : [py`filters: ${queryClass(module, operation.queryClass)}`];
  return { functions: [asyncFunction(operation.functionName, [session(), ...query], result, body)] };
}

function numberOf(
  blueprint: Blueprint,
  { entity: entityName, state }: ReportBehaviour,
  { name: part, is }: ReportPart,
): Py {
  assert(is.kind !== "edge", "an end of the range is no number of rows");
  const entity = entityNamed(blueprint, entityName);
  const title = model(blueprint, entityName);
  const func = imported("sqlalchemy", "func");
  const field = state === undefined ? undefined : fieldOf(entity, state);
  const only =
    is.of !== undefined && field && py`.filter(${title}.${name(modelAttribute(field))} == ${literal(is.of)})`;
  const label = py`.label(${str(attributeName(part))})`;
  if (is.kind === "count") return py`${func}.count()${only}${label}`;
  const summed = fieldOf(entity, is.field);
  assert(summed, "a number of the row is summed up");
  const column = py`${imported("sqlalchemy", "cast")}(${title}.${name(modelAttribute(summed))}, ${imported("sqlalchemy", "Float")})`;
  const whole = py`${func}.${name(is.kind === "sum" ? "sum" : "avg")}(${column})${only}`;
  return py`${func}.coalesce(${whole}, 0)${label}`;
}

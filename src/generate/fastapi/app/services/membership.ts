import { assert } from "#base";
import { imported, name, py } from "#python";
import { entityNamed, membershipTableOf, variableName } from "../../blueprint.ts";
import { membershipColumns } from "../../tables.ts";
import { isPrimary, pathKeyName, primaryKey } from "../keys.ts";
import { model, tableClass } from "../names.ts";
import {
  accountClass,
  asyncFunction,
  keyParameter,
  loadRow,
  lookUp,
  type ServiceContext,
  type ServiceParts,
  session,
} from "./parts.ts";

/** The caller enters or leaves a relation to a row; doing it again changes nothing. */
export function membershipService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "membership", "a membership operation");
  const entity = entityNamed(blueprint, behaviour.entity);
  const members = tableClass(membershipTableOf(blueprint, behaviour.relation));
  const columns = membershipColumns(blueprint.domain, behaviour.relation);
  const member = name(columns.member);
  const target = name(columns.target);
  assert(blueprint.account, "members have accounts");
  const viewer = primaryKey(blueprint.account);
  const id = isPrimary(entity) ? pathKeyName(entity) : name(`${variableName(entity)}_id`);
  const { check, id: found } = lookUp(blueprint, entity, behaviour.action === "add");
  const change =
    behaviour.action === "add"
      ? py`
          await session.execute(
              ${imported("app.database", "insert")}(${members}).values(${member}=viewer.${viewer}, ${target}=${id}).on_conflict_do_nothing()
          )`
      : py`
          await session.execute(
              ${imported("sqlalchemy", "delete")}(${members}).where(${members}.${member} == viewer.${viewer}, ${members}.${target} == ${id})
          )`;
  const answers = behaviour.answer.representation !== undefined;
  const body = py`
    ${check ?? py`${id} = ${found}`}
    ${change}
    ${answers && py`return ${loadRow(blueprint, entity, id, py`viewer`)}`}`;
  const parameters = [session(), keyParameter(entity), py`viewer: ${accountClass(blueprint)}`];
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        parameters,
        answers ? model(blueprint, entity.name) : py`None`,
        body,
      ),
    ],
  };
}

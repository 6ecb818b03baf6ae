import { assert } from "#base";
import { fieldOf, type StateChange } from "#domain";
import { commaList, imported, literal, name, type Py, py, str } from "#python";
import { entityNamed, variableName } from "../../blueprint.ts";
import { mustBe } from "../../refusal-texts.ts";
import { attributeName } from "../../tables.ts";
import { conflictError } from "../errors.ts";
import { primaryKey } from "../keys.ts";
import { model } from "../names.ts";
import { touch } from "./changes.ts";
import { editorParameter, holdArguments, holdName, holdRow } from "./hold-row.ts";
import {
  asyncFunction,
  keyParameter,
  loadRow,
  type ServiceContext,
  type ServiceParts,
  session,
  viewerParameter,
} from "./parts.ts";

/** Sets one field of a row, if the row is in a state from which that may happen. */
export function changeStateService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour, access } = operation.meaning;
  assert(behaviour.kind === "change-state", "a change of state changes one");
  const entity = entityNamed(blueprint, behaviour.entity);
  const variable = name(variableName(entity));
  const caller = editorParameter(context) ?? viewerParameter(context, entity);
  const isAnswered = behaviour.answer.representation !== undefined;
  const viewer = caller ? name(access === "owner" ? "editor" : "viewer") : py`None`;
  const body = py`
    ${variable} = await ${holdName(context, entity)}(${holdArguments(context, entity)})
    ${behaviour.from && checkState(context, variable, behaviour.sets[0].field, behaviour.from)}
    ${behaviour.sets.map((change) => assign(variable, change))}
    ${touch(entity, variable)}
    ${isAnswered && py`return ${loadRow(blueprint, entity, py`${variable}.${primaryKey(entity)}`, viewer)}`}`;
  assert(fieldOf(entity, behaviour.sets[0].field), "what changes is a field");
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [session(), keyParameter(entity), caller],
        isAnswered ? model(blueprint, entity.name) : py`None`,
        body,
      ),
    ],
    shared: holdRow(context, entity),
  };
}

function checkState(
  { blueprint }: ServiceContext,
  variable: Py,
  field: string,
  from: readonly (string | number | boolean)[],
): Py {
  const held = py`${variable}.${name(attributeName(field))}`;
  const [first, ...others] = from;
  const isWrong =
    others.length === 0
      ? py`${held} != ${literal(first ?? "")}`
      : py`${held} not in {${commaList(from.map((value) => literal(value)))}}`;
  return py`
    if ${isWrong}:
        raise ${conflictError(blueprint)}(${str(mustBe(field, from))})`;
}

/** A time that is noted already stays. */
function assign(variable: Py, { field, to }: StateChange): Py {
  const held = py`${variable}.${name(attributeName(field))}`;
  if (to.kind === "value") return py`${held} = ${literal(to.value)}`;
  return py`
    if ${held} is None:
        ${held} = ${imported("app", "clock")}.now()`;
}

import { assert } from "#base";
import { type AloneWithin, type Entity, fieldOf, type StateChange } from "#domain";
import { commaList, imported, literal, name, type Py, py, str } from "#python";
import { type Blueprint, entityNamed, variableName } from "../../blueprint.ts";
import { mustBe } from "../../refusal-texts.ts";
import { attributeName, ownerColumnName, parentColumnName, versionColumn } from "../../tables.ts";
import { notesCaller } from "../caller.ts";
import { conflictError } from "../errors.ts";
import { primaryKey } from "../keys.ts";
import { dependsOnViewer, model } from "../names.ts";
import { touch } from "./changes.ts";
import { editorParameter, holdArguments, holdName, holdRow } from "./hold-row.ts";
import {
  accountClass,
  asyncFunction,
  detailsParameter,
  keyParameter,
  loadRow,
  parentKey,
  type ServiceContext,
  type ServiceParts,
  session,
  viewerParameter,
} from "./parts.ts";
import { versionGuard } from "./version-guard.ts";

/** Sets one field of a row, if the row is in a state from which that may happen. */
export function changeStateService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "change-state", "a change of state changes one");
  const entity = entityNamed(blueprint, behaviour.entity);
  const variable = name(variableName(entity));
  const caller =
    editorParameter(context) ??
    viewerParameter(context, entity) ??
    (notesCaller(behaviour) ? py`caller: ${accountClass(blueprint)}` : undefined);
  const who = callerName(context, entity);
  const given = "body" in behaviour ? behaviour.body : undefined;
  const isAnswered = behaviour.answer.representation !== undefined;
  const viewer = caller ? who : py`None`;
  const parent = behaviour.parent && parentKey(blueprint, behaviour.parent);
  const version = versionGuard(context, entity);
  const body = py`
    ${version?.before}
    ${variable} = await ${holdName(context, entity)}(${holdArguments(context, entity)})
    ${version?.after}
    ${behaviour.from && checkState(context, variable, behaviour.sets[0].field, behaviour.from)}
    ${behaviour.aloneWithin && takeFromOthers(context, entity, behaviour.aloneWithin)}
    ${behaviour.sets.map((change) => assignState(blueprint, variable, change, { who, isSure: given?.required !== false }))}
    ${touch(entity, variable)}
    ${isAnswered && py`return ${loadRow(blueprint, entity, py`${variable}.${primaryKey(entity)}`, viewer)}`}`;
  assert(fieldOf(entity, behaviour.sets[0].field), "what changes is a field");
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [
          session(),
          parent?.parameter,
          keyParameter(entity),
          caller,
          given && detailsParameter(context, given.required),
          version && py`*`,
          version?.parameter,
        ],
        isAnswered ? model(blueprint, entity.name) : py`None`,
        body,
      ),
    ],
    shared: holdRow(context, entity),
  };
}

/** All others are written, whatever they are: of two callers at once, one waits for the other. */
function takeFromOthers({ blueprint, operation }: ServiceContext, entity: Entity, within: AloneWithin): Py {
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "change-state", "a change of state changes one");
  const title = model(blueprint, entity.name);
  const variable = name(variableName(entity));
  const field = name(attributeName(behaviour.sets[0].field));
  const scope = name(within === "owner" ? ownerColumnName(entity) : parentColumnName(entity));
  const counted = name(versionColumn(entity));
  const among = within === "all" ? [] : [py`${title}.${scope} == ${variable}.${scope}`];
  const others = py`${title}.${primaryKey(entity)} != ${variable}.${primaryKey(entity)}`;
  return py`
    await session.execute(
        ${imported("sqlalchemy", "update")}(${title}).where(${[...among, others]}).values(${[py`${field}=False`, ...(entity.versioned ? [py`${counted}=${title}.${counted} + 1`] : [])]})
    )`;
}

export function checkState(
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

/** What the service calls who calls. */
function callerName({ blueprint, operation }: ServiceContext, entity: Entity): Py {
  if (operation.meaning.access === "owner") return name("editor");
  return name(dependsOnViewer(blueprint, entity) ? "viewer" : "caller");
}

/** A time that is noted already stays. */
export function assignState(
  { account }: Blueprint,
  variable: Py,
  { field, to }: StateChange,
  { who, isSure }: { readonly who: Py; readonly isSure: boolean },
): Py {
  const held = py`${variable}.${name(attributeName(field))}`;
  if (to.kind === "inverse") return py`${held} = not ${held}`;
  if (to.kind === "value") return py`${held} = ${literal(to.value)}`;
  if (to.kind === "given") {
    const given = py`details.${name(attributeName(to.name))}`;
    return py`${held} = ${given}${!isSure && py` if details is not None else None`}`;
  }
  if (to.kind === "after") {
    const given = py`details.${name(attributeName(to.name))}`;
    const long = isSure ? given : py`${given} if details is not None else ${to.usual}`;
    return py`${held} = ${imported("app", "clock")}.now() + ${imported("datetime", "timedelta")}(${name(to.unit)}=${long})`;
  }
  if (to.kind === "caller") {
    assert(account, "callers have accounts");
    return py`${held} = ${who}.${primaryKey(account)}`;
  }
  return py`
    if ${held} is None:
        ${held} = ${imported("app", "clock")}.now()`;
}

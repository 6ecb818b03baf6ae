import { assert } from "#base";
import { type BodyShape, changesRow, type Entity, type Field, type UpdateByBodyBehaviour } from "#domain";
import { imported, lines, name, type Py, py } from "#python";
import { type Blueprint, entityNamed, variableName } from "../../blueprint.ts";
import { attributeName, ownerColumnName, parentColumnName } from "../../tables.ts";
import { pathKey, primaryKey } from "../keys.ts";
import { keptFields, model } from "../names.ts";
import { usesPasswords } from "../uses.ts";
import { assignField, changeLine, isGiven, touch } from "./changes.ts";
import { checkReferences } from "./check-references.ts";
import { flushUnique, isUniqueInput } from "./flush-unique.ts";
import { editorParameter, holdArguments, holdName, holdRow } from "./hold-row.ts";
import { keptValue, objectMakers } from "./kept-value.ts";
import { sumAgain, totalFunctions } from "./lines.ts";
import { checkMove, movesTable } from "./moves.ts";
import {
  asyncFunction,
  bodyParameter,
  keyParameter,
  loadRow,
  lookUp,
  parentKey,
  type ServiceContext,
  type ServiceParts,
  session,
  stampFields,
  viewerParameter,
} from "./parts.ts";
import { versionGuard } from "./version-guard.ts";

/** Changes one row: its owner's alone where rows have owners and access says so. */
export function updateService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(changesRow(behaviour), "an update updates");
  const entity = entityNamed(blueprint, behaviour.entity);
  const title = model(blueprint, entity.name);
  const variable = name(variableName(entity));
  const parent = behaviour.parent && parentKey(blueprint, behaviour.parent);
  const key = behaviour.kind === "update-by-body" ? behaviour.key : undefined;
  const fields = keptFields(entity, behaviour.body).filter(({ name: field }) => field !== key);
  const caller = callerParameter(context, entity);
  const unique = isUniqueInput(entity, behaviour.body, key);
  const upserts = behaviour.kind === "update-by-body" && behaviour.absent === "create";
  const moves = behaviour.kind === "update" ? behaviour.moves : undefined;
  const version = versionGuard(context, entity);
  const body = py`
    ${version?.before}
    ${upserts && checkReferences(context, "changes")}
    ${upserts && addAbsent(context, entity, behaviour)}
    ${variable} = await ${holdName(context, entity)}(${holdArguments(context, entity)})
    ${version?.after}
    ${!upserts && checkReferences(context, "changes")}
    ${moves && checkMove(context, entity, moves)}
    ${changeFields(context, entity, variable, behaviour, fields)}
    ${sumAgain(context, entity, variable)}
    ${touch(entity, variable)}
    ${unique && py`await _flush_unique(session)`}
    ${behaviour.answer.representation !== undefined && py`return ${loadRow(blueprint, entity, py`${variable}.${primaryKey(entity)}`, py`${caller ? callerName(context) : py`None`}`)}`}`;
  const result = behaviour.answer.representation === undefined ? py`None` : title;
  return {
    functions: [
      ...(moves ? [movesTable(moves)] : []),
      asyncFunction(
        operation.functionName,
        [
          session(),
          usesPasswords(blueprint, operation)
            ? py`settings: ${imported("app.settings", "Settings")}`
            : undefined,
          parent?.parameter,
          key === undefined ? keyParameter(entity) : undefined,
          caller,
          bodyParameter(context, "changes"),
          version && py`*`,
          version?.parameter,
        ],
        result,
        body,
      ),
    ],
    shared: new Map([
      ...holdRow(context, entity),
      ...(unique ? flushUnique(blueprint, entity, behaviour.body.envelope) : []),
      ...objectMakers(blueprint, entity, fields),
      ...(sumAgain(context, entity, variable) ? totalFunctions(context, entity) : []),
    ]),
  };
}

/** Makes the row that is not there yet: whoever comes second finds it, and changes it. */
function addAbsent(
  { blueprint, operation }: ServiceContext,
  entity: Entity,
  behaviour: UpdateByBodyBehaviour,
): Py {
  const title = model(blueprint, entity.name);
  const above = behaviour.parent && entityNamed(blueprint, behaviour.parent.entity);
  const lookup = above && lookUp(blueprint, above, true);
  const stamps = stampFields(entity);
  const kept = keptFields(entity, behaviour.body).filter((field) => !isList(field));
  const owner = operation.meaning.access === "owner" && entity.owner && blueprint.account;
  const values = [
    ...(lookup ? [py`${name(parentColumnName(entity))}=${lookup.id}`] : []),
    ...(owner && entity.owner ? [py`${name(ownerColumnName(entity))}=editor.${primaryKey(owner)}`] : []),
    ...kept.map((field) => {
      const attribute = name(attributeName(field.name));
      return py`${attribute}=${keptValue(blueprint, entity, field, py`changes.${attribute}`)}`;
    }),
    ...stamps.map((field) => py`${name(attributeName(field.name))}=now`),
  ];
  return py`
    ${lookup?.check}
    ${stamps.length > 0 && py`now = ${imported("app", "clock")}.now()`}
    await session.execute(
        ${imported("app.database", "insert")}(${title})
        .values(${values})
        .on_conflict_do_nothing(index_elements=[${title}.${pathKey(entity)}])
    )`;
}

/** Each field that is given; what its change ends stands beside it, never first and last of all, so that tests see each. */
function changeFields(
  context: ServiceContext,
  entity: Entity,
  variable: Py,
  { body, mode }: Pick<Parameters<typeof changeField>[0], "body" | "mode">,
  fields: readonly Field[],
): readonly Py[] {
  const { blueprint } = context;
  return fields.map((field, index) => {
    const change = changeField({ blueprint, entity, variable, body, mode }, field);
    const ended = endOldTime(context, entity, variable, { fields, field });
    return index === 0 ? lines([change, ended]) : lines([ended, change]);
  });
}

/** A state that accounts are refused in until some time: who is put there without one is not let in by an older time. */
function endOldTime(
  { blueprint }: ServiceContext,
  entity: Entity,
  variable: Py,
  { fields, field }: { readonly fields: readonly Field[]; readonly field: Field },
): Py | undefined {
  const barred = blueprint.domain.accounts?.barred;
  const until = entity === blueprint.account ? barred?.timed?.until : undefined;
  const isSet = fields.some(({ name: given }) => given === until);
  if (!barred || until === undefined || field.name !== barred.field || isSet) return undefined;
  return py`
    if changes.${name(attributeName(barred.field))} is not None:
        ${variable}.${name(attributeName(until))} = None`;
}

interface Change {
  readonly blueprint: Blueprint;
  readonly entity: Entity;
  readonly variable: Py;
  readonly body: BodyShape;
  readonly mode: "patch" | "replace";
}

function changeField({ blueprint, entity, variable, body, mode }: Change, field: Field): Py {
  return isGiven(body, field) || (mode === "replace" && (isList(field) || isReplaced(field)))
    ? assignField(blueprint, entity, variable, field)
    : changeLine(blueprint, entity, variable, field);
}

/** Whether rows of another table hold it. */
function isList({ meaning }: Field): boolean {
  return meaning.kind === "values" || meaning.kind === "objects";
}

/** What is left out of a new version goes, where rows can be without it. */
function isReplaced(field: Field): boolean {
  return field.default !== undefined || field.nullable || field.missing !== "never";
}

/** Whether the operation tells callers apart. */
function callerParameter(context: ServiceContext, entity: Entity): Py | undefined {
  return editorParameter(context) ?? viewerParameter(context, entity);
}

function callerName({ operation }: ServiceContext): Py {
  return name(operation.meaning.access === "owner" ? "editor" : "viewer");
}

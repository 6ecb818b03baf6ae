import { changesRow, type Entity, type FieldMeaning } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { type Blueprint, listAttribute, variableName } from "../../blueprint.ts";
import { subjectEntity, subjectParameter } from "../../outside/subjects.ts";
import { notYours } from "../../refusal-texts.ts";
import { attributeName, ownerColumnName, subjectColumn } from "../../tables.ts";
import { pathKeyName, primaryKey } from "../keys.ts";
import { bodyFields, model } from "../names.ts";
import {
  accountClass,
  asyncFunction,
  hidesStrangers,
  joinParent,
  keyConditions,
  keyParameter,
  notFound,
  ownedBy,
  parentKey,
  type ServiceContext,
  session,
} from "./parts.ts";

/** The private function that finds the row to change, held against others, and checks whose it is. */
export function holdName({ operation }: ServiceContext, entity: Entity): Py {
  return name(
    operation.meaning.access === "owner" || entity.subject
      ? `_hold_own_${variableName(entity)}`
      : `_hold_${variableName(entity)}`,
  );
}

export function holdArguments({ blueprint, operation }: ServiceContext, entity: Entity): readonly Py[] {
  const { behaviour, access } = operation.meaning;
  const parent = "parent" in behaviour ? behaviour.parent : undefined;
  const above = parent && parentKey(blueprint, parent);
  return [
    py`session`,
    ...(above ? [above.value] : []),
    behaviour.kind === "update-by-body"
      ? py`changes.${name(attributeName(behaviour.key))}`
      : pathKeyName(entity),
    ...(access === "owner" ? [py`editor`] : entity.subject ? [name(subjectColumn(entity))] : []),
  ];
}

export function holdRow(context: ServiceContext, entity: Entity): ReadonlyMap<string, Py> {
  const { blueprint, operation } = context;
  const { behaviour, access } = operation.meaning;
  const parent = "parent" in behaviour ? behaviour.parent : undefined;
  const above = parent && parentKey(blueprint, parent);
  const title = model(blueprint, entity.name);
  const variable = name(variableName(entity));
  const lock =
    blueprint.database !== "sqlite" && (above ? py`.with_for_update(of=${title})` : py`.with_for_update()`);
  const lists = changesLists(blueprint, entity)
    ? entity.fields.filter(({ meaning }) => isList(meaning.kind))
    : [];
  const load =
    lists.length > 0 &&
    py`.options(${lists.map((field) => py`${imported("sqlalchemy.orm", "selectinload")}(${title}.${name(listAttribute(field))})`)})`;
  const editorKey = blueprint.account && primaryKey(blueprint.account);
  // An account is its own.
  const owner = entity === blueprint.account ? editorKey : entity.owner && name(ownerColumnName(entity));
  const parameters = [session(), above?.parameter, keyParameter(entity), editorParameter(context)];
  const conditions = [
    ...keyConditions(blueprint, entity, parent),
    ...(hidesStrangers(context) ? [ownedBy(blueprint, entity, py`editor`)] : []),
  ];
  const body = py`
    ${variable} = await session.scalar(
        ${imported("sqlalchemy", "select")}(${title})${joinParent(blueprint, entity, parent)}.where(${conditions})${load}${lock}
    )
    if ${variable} is None:
        raise ${notFound(entity)}
    ${
      access === "owner" &&
      owner &&
      !hidesStrangers(context) &&
      py`
      if ${variable}.${owner} != editor.${editorKey}:
          raise ${imported("app.errors", "ForbiddenError")}(${str(notYours(entity, behaviour.kind))})`
    }
    ${refuseOtherUsers(context, entity, variable)}
    return ${variable}`;
  const holding = holdName(context, entity);
  return new Map([[holding.text, asyncFunction(holding.text, parameters, title, body)]]);
}

/** Where rows belong to users that another server knows, and others are told that they may not. */
export function refuseOtherUsers(context: ServiceContext, entity: Entity, variable: Py): Py | undefined {
  if (!entity.subject || hidesStrangers(context)) return undefined;
  const subject = name(subjectColumn(entity));
  const { kind } = context.operation.meaning.behaviour;
  return py`
    if ${variable}.${subject} != ${subject}:
        raise ${imported("app.errors", "ForbiddenError")}(${str(notYours(entity, kind))})`;
}

/** The caller, where only the owner may change the row. */
export function editorParameter({ blueprint, operation }: ServiceContext): Py | undefined {
  const owned = subjectEntity(blueprint, operation);
  if (owned) return subjectParameter(owned);
  return operation.meaning.access === "owner" ? py`editor: ${accountClass(blueprint)}` : undefined;
}

function isList(kind: FieldMeaning["kind"]): boolean {
  return kind === "values" || kind === "objects";
}

function changesLists(blueprint: Blueprint, entity: Entity): boolean {
  return blueprint.domain.operations.some(
    ({ behaviour }) =>
      changesRow(behaviour) &&
      behaviour.entity === entity.name &&
      bodyFields(entity, behaviour.body).some(({ meaning }) => isList(meaning.kind)),
  );
}

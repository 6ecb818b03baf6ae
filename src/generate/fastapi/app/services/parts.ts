import { assert } from "#base";
import type { Entity, Field, ParentRow } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { type Blueprint, entityNamed, type OperationBlueprint, variableName } from "../../blueprint.ts";
import { subjectEntity, subjectParameter } from "../../outside/subjects.ts";
import { notFound as notFoundText } from "../../refusal-texts.ts";
import { ownerColumnName, parentColumnName, subjectColumn } from "../../tables.ts";
import { isPrimary, pathKey, pathKeyName, pathKeyType, primaryKey } from "../keys.ts";
import { parentAttribute } from "../models.ts";
import { dependsOnViewer, model, schemaClass } from "../names.ts";
import { alternatives } from "../shape-types.ts";

/** One operation, with what its service function is printed from. */
export interface ServiceContext {
  readonly blueprint: Blueprint;
  readonly operation: OperationBlueprint;
}

/** Functions of one operation, and private ones that several operations of the module may share, by name. */
export interface ServiceParts {
  readonly functions: readonly Py[];
  readonly shared?: ReadonlyMap<string, Py>;
}

export const asyncSession = (): Py => imported("sqlalchemy.ext.asyncio", "AsyncSession");
export const session = (): Py => py`session: ${asyncSession()}`;

/** `async def name(arguments) -> type:` with a body; arguments that do not apply are left out. */
export function asyncFunction(
  title: string,
  parameters: readonly (Py | undefined)[],
  result: Py,
  body: Py,
): Py {
  const given = parameters.filter((parameter) => parameter !== undefined);
  return py`
    async def ${name(title)}(${given}) -> ${result}:
        ${body}`;
}

export function accountClass(blueprint: Blueprint): Py {
  assert(blueprint.account, "the operation needs accounts");
  return model(blueprint, blueprint.account.name);
}

/** The caller as one who looks: needed where rows show something of the caller. */
export function viewerParameter({ blueprint, operation }: ServiceContext, entity: Entity): Py | undefined {
  if (entity.subject) return subjectParameter(entity);
  if (!dependsOnViewer(blueprint, entity)) return undefined;
  const account = accountClass(blueprint);
  return operation.meaning.access === "optional" ? py`viewer: ${account} | None` : py`viewer: ${account}`;
}

/** The key by which a path selects a row of the entity, as a parameter. */
export function keyParameter(entity: Entity): Py {
  return py`${pathKeyName(entity)}: ${pathKeyType(entity)}`;
}

/** Name of the parent's key where the row's own key may have the same name. */
export function parentKey(
  blueprint: Blueprint,
  parent: ParentRow,
): { readonly entity: Entity; readonly parameter: Py; readonly value: Py } {
  const entity = entityNamed(blueprint, parent.entity);
  return { entity, parameter: keyParameter(entity), value: pathKeyName(entity) };
}

/** How a service comes by the id of a row that the path selects. */
export interface Lookup {
  /** Refuses what is not there, where the path holds the id itself. */
  readonly check?: Py;
  readonly id: Py;
}

/** Looks a row up that the path selects. `hold`: others must not delete it meanwhile. */
export function lookUp(blueprint: Blueprint, entity: Entity, hold: boolean): Lookup {
  const queries = `app.${entity.table}.queries`;
  const variable = variableName(entity);
  const holding = hold && blueprint.database !== "sqlite" && py`, hold=True`;
  const given = py`(session, ${pathKeyName(entity)}${holding})`;
  if (isPrimary(entity))
    return { check: py`await ${imported(queries, `require_${variable}`)}${given}`, id: pathKeyName(entity) };
  return { id: py`await ${imported(queries, `find_${variable}_id`)}${given}` };
}

export function notFound(entity: Entity): Py {
  return py`${imported("app.errors", "NotFoundError")}(${str(notFoundText(entity))})`;
}

function whereKey(blueprint: Blueprint, entity: Entity): Py {
  return py`${model(blueprint, entity.name)}.${pathKey(entity)} == ${pathKeyName(entity)}`;
}

/** The class of the object that a request brings. */
export function bodyParameter({ operation }: ServiceContext, title: string): Py {
  assert(operation.bodyClass, `${operation.functionName} has a body`);
  const { module } = operation.meaning;
  if (operation.kindClasses) {
    const classes = operation.kindClasses.map((each) => schemaClass(module, each));
    return py`${name(title)}: ${alternatives(classes)}`;
  }
  return py`${name(title)}: ${schemaClass(operation.meaning.module, operation.bodyClass)}`;
}

/** The object that a request brings, where it may be left out. */
export function detailsParameter(context: ServiceContext, required: boolean): Py {
  const parameter = bodyParameter(context, "details");
  return required ? parameter : py`${parameter} | None`;
}

/** What the query of a list is called: a page alone, or filters, which may hold a page. */
export function queryName(className: string): Py {
  return name(className.endsWith("Page") ? "page" : "filters");
}

export function queryClass(module: string, className: string): Py {
  return className === "Page" ? imported("app.schemas", "Page") : schemaClass(module, className);
}

/** Loads the row as it is answered. */
export function loadRow(blueprint: Blueprint, entity: Entity, id: Py, viewer: Py): Py {
  const load = imported(`app.${entity.table}.queries`, `load_${variableName(entity)}`);
  return py`await ${load}(session, ${id}${dependsOnViewer(blueprint, entity) && py`, ${viewer}`})`;
}

/** To a statement on a row below another: the row above it, where only that has the key of the path. */
export function joinParent(
  blueprint: Blueprint,
  entity: Entity,
  parent: ParentRow | undefined,
): Py | undefined {
  if (!parent || isPrimary(entityNamed(blueprint, parent.entity))) return undefined;
  return py`.join(${model(blueprint, entity.name)}.${name(parentAttribute(entity))})`;
}

/** What the path says of a row: its key, and whose it is. */
export function keyConditions(
  blueprint: Blueprint,
  entity: Entity,
  parent: ParentRow | undefined,
): readonly Py[] {
  const above = parent && entityNamed(blueprint, parent.entity);
  if (!above) return [whereKey(blueprint, entity)];
  const isAbove = isPrimary(above)
    ? py`${model(blueprint, entity.name)}.${name(parentColumnName(entity))} == ${pathKeyName(above)}`
    : whereKey(blueprint, above);
  return [isAbove, whereKey(blueprint, entity)];
}

/** That a row belongs to an account, or to the user that another server knows. */
export function ownedBy(blueprint: Blueprint, entity: Entity, holder: Py): Py {
  if (entity.subject) {
    const subject = name(subjectColumn(entity));
    return py`${model(blueprint, entity.name)}.${subject} == ${subject}`;
  }
  assert(entity.owner && blueprint.account, "rows belong to accounts");
  const owner = name(ownerColumnName(entity));
  return py`${model(blueprint, entity.name)}.${owner} == ${holder}.${primaryKey(blueprint.account)}`;
}

/** Whether a row that belongs to another is as one that is not there. */
export function hidesStrangers({ blueprint, operation }: ServiceContext): boolean {
  const { access, refusals } = operation.meaning;
  const isOwners = access === "owner" || subjectEntity(blueprint, operation) !== undefined;
  return isOwners && refusals.strangers === 404;
}

/** The fields that a new row fills with the time. */
export function stampFields(entity: Entity): readonly Field[] {
  return entity.fields.filter(
    ({ meaning }) => meaning.kind === "created-at" || meaning.kind === "updated-at",
  );
}

import { assert } from "#base";
import type { BodyShape, Entity, Field, ParentRow } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import {
  type Blueprint,
  entityNamed,
  membershipTableOf,
  modelAttribute,
  valueRows,
  valuesTableOf,
  variableName,
} from "../../blueprint.ts";
import { attributeName, membershipColumns, valueColumns } from "../../tables.ts";
import { parentAttribute } from "../models.ts";
import { model, tableClass } from "../names.ts";
import { selectRows } from "../queries.ts";
import { bodyFields, changeLine, flushUnique, stampFields, touch } from "./accounts.ts";
import {
  accountClass,
  asyncFunction,
  bodyParameter,
  findId,
  keyName,
  keyParameter,
  loadRow,
  notFound,
  parentKey,
  type ServiceContext,
  type ServiceParts,
  session,
  viewerParameter,
  whereKey,
} from "./parts.ts";

/** One row by its key; below a row, only if it belongs to that one. */
export function readService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "read", "a read reads");
  const entity = entityNamed(blueprint, behaviour.entity);
  const viewer = viewerParameter(context, entity);
  const parent = behaviour.parent && parentKey(blueprint, behaviour.parent);
  const variable = name(variableName(entity));
  const body = py`
    ${variable} = await session.scalar(${selectRows(blueprint, entity, viewer ? py`viewer` : undefined)}${joinParent(blueprint, entity, behaviour.parent)}.where(${keyConditions(blueprint, entity, behaviour.parent)}))
    if ${variable} is None:
        raise ${notFound(entity)}
    return ${variable}`;
  const parameters = [session(), parent?.parameter, keyParameter(entity), viewer];
  return {
    functions: [asyncFunction(operation.functionName, parameters, model(blueprint, entity.name), body)],
  };
}

function joinParent(blueprint: Blueprint, entity: Entity, parent: ParentRow | undefined): Py | undefined {
  return parent && py`.join(${model(blueprint, entity.name)}.${name(parentAttribute(entity))})`;
}

function keyConditions(blueprint: Blueprint, entity: Entity, parent: ParentRow | undefined): readonly Py[] {
  const above = parent && entityNamed(blueprint, parent.entity);
  return [...(above ? [whereKey(blueprint, above)] : []), whereKey(blueprint, entity)];
}

/** A new row, the caller's where rows have owners. */
export function createService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "create", "a create creates");
  const entity = entityNamed(blueprint, behaviour.entity);
  const title = model(blueprint, entity.name);
  const variable = name(variableName(entity));
  const parent = behaviour.parent && parentKey(blueprint, behaviour.parent);
  const owner = ownerParameter(context, entity) ?? viewerParameter(context, entity);
  const slug = entity.fields.find(({ meaning }) => meaning.kind === "slug");
  const stamps = stampFields(entity);
  const unique = isUniqueInput(entity, behaviour.body);
  const body = py`
    ${stamps.length > 0 && py`now = ${imported("app", "clock")}.now()`}
    ${variable} = ${title}(
        ${parent && py`${name(`${attributeName(parent.entity.name)}_id`)}=${findId(blueprint, parent.entity, true)},`}
        ${entity.owner && py`${name(`${attributeName(entity.owner.field)}_id`)}=${name(attributeName(entity.owner.field))}.id,`}
        ${slug?.meaning.kind === "slug" && py`${name(attributeName(slug.name))}=${imported(`app.${entity.table}.slugs`, "slugify")}(details.${name(attributeName(slug.meaning.of))}),`}
        ${bodyFields(entity, behaviour.body).map((field) => py`${givenArgument(blueprint, entity, field)},`)}
        ${stamps.map((field) => py`${name(attributeName(field.name))}=now,`)}
    )
    ${slug ? py`await _add_with_free_slug(session, ${variable})` : addRow(variable, unique)}
    ${behaviour.answer.representation !== undefined && py`return ${loadRow(blueprint, entity, py`${variable}.id`, viewerName(context, entity))}`}`;
  const result = behaviour.answer.representation === undefined ? py`None` : title;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [session(), parent?.parameter, owner, bodyParameter(context, "details")],
        result,
        body,
      ),
    ],
    shared: new Map([
      ...(slug ? addWithFreeSlug(blueprint, entity, slug) : []),
      ...(unique ? flushUnique(blueprint, entity, behaviour.body.envelope) : []),
    ]),
  };
}

function isUniqueInput(entity: Entity, body: BodyShape): boolean {
  return bodyFields(entity, body).some(({ unique, meaning }) => unique && meaning.kind === "scalar");
}

function addRow(variable: Py, unique: boolean): Py {
  return py`
    session.add(${variable})
    ${unique ? py`await _flush_unique(session)` : py`await session.flush()`}`;
}

/** The caller, called what rows call their owner. */
function ownerParameter({ blueprint }: ServiceContext, entity: Entity): Py | undefined {
  return entity.owner && py`${name(attributeName(entity.owner.field))}: ${accountClass(blueprint)}`;
}

function viewerName(_: ServiceContext, entity: Entity): Py {
  return name(entity.owner ? attributeName(entity.owner.field) : "viewer");
}

function givenArgument(blueprint: Blueprint, entity: Entity, field: Field): Py {
  const attribute = name(attributeName(field.name));
  if (field.meaning.kind !== "values") return py`${name(modelAttribute(field))}=details.${attribute}`;
  return py`${name(valueRows(field))}=${valueRowList(blueprint, entity, field, py`details.${attribute}`)}`;
}

function valueRowList(blueprint: Blueprint, entity: Entity, field: Field, values: Py): Py {
  const table = valuesTableOf(blueprint, entity.name, field.name);
  const columns = valueColumns(table);
  const value = name(columns.value);
  if (columns.position === undefined)
    return py`[${tableClass(table)}(${value}=${value}) for ${value} in ${values}]`;
  return py`[${tableClass(table)}(position=position, ${value}=${value}) for position, ${value} in enumerate(${values})]`;
}

function addWithFreeSlug(blueprint: Blueprint, entity: Entity, field: Field): ReadonlyMap<string, Py> {
  const title = model(blueprint, entity.name);
  const variable = name(variableName(entity));
  const slug = name(attributeName(field.name));
  const slugs = `app.${entity.table}.slugs`;
  return new Map([
    [
      "_add_with_free_slug",
      py`
        async def _add_with_free_slug(session: ${imported("sqlalchemy.ext.asyncio", "AsyncSession")}, ${variable}: ${title}) -> None:
            first_choice = ${variable}.${slug}
            for attempt in range(1, ${imported(slugs, "ATTEMPTS")} + 1):
                try:
                    async with session.begin_nested():
                        session.add(${variable})
                except ${imported("sqlalchemy.exc", "IntegrityError")} as error:
                    if attempt == ${imported(slugs, "ATTEMPTS")} or not ${imported("app.database", "is_duplicate")}(error, ${title}.${slug}):
                        raise
                    ${variable}.${slug} = ${imported(slugs, "with_suffix")}(first_choice)
                else:
                    return`,
    ],
  ]);
}

/** Changes one row: its owner's alone where rows have owners and access says so. */
export function updateService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "update", "an update updates");
  const entity = entityNamed(blueprint, behaviour.entity);
  const title = model(blueprint, entity.name);
  const variable = name(variableName(entity));
  const parent = behaviour.parent && parentKey(blueprint, behaviour.parent);
  const fields = bodyFields(entity, behaviour.body);
  const caller = callerParameter(context, entity);
  const unique = isUniqueInput(entity, behaviour.body);
  const body = py`
    ${variable} = await ${holdName(context, entity)}(${holdArguments(context, entity)})
    ${fields.map((field) => changeField(blueprint, entity, variable, field, behaviour.mode))}
    ${touch(entity, variable)}
    ${unique && py`await _flush_unique(session)`}
    ${behaviour.answer.representation !== undefined && py`return ${loadRow(blueprint, entity, py`${variable}.id`, py`${caller ? callerName(context) : py`None`}`)}`}`;
  const result = behaviour.answer.representation === undefined ? py`None` : title;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [session(), parent?.parameter, keyParameter(entity), caller, bodyParameter(context, "changes")],
        result,
        body,
      ),
    ],
    shared: new Map([
      ...holdRow(context, entity),
      ...(unique ? flushUnique(blueprint, entity, behaviour.body.envelope) : []),
    ]),
  };
}

function changeField(
  blueprint: Blueprint,
  entity: Entity,
  variable: Py,
  field: Field,
  mode: "patch" | "replace",
): Py {
  const attribute = name(attributeName(field.name));
  if (field.meaning.kind === "values") {
    const list = valueRowList(blueprint, entity, field, py`changes.${attribute}`);
    const assign = py`${variable}.${name(valueRows(field))} = ${list}`;
    return mode === "replace"
      ? assign
      : py`
      if changes.${attribute} is not None:
          ${assign}`;
  }
  return mode === "replace"
    ? py`${variable}.${attribute} = changes.${attribute}`
    : changeLine(variable, field);
}

/** Whether the operation tells callers apart. */
function callerParameter(context: ServiceContext, entity: Entity): Py | undefined {
  const { blueprint, operation } = context;
  const { access } = operation.meaning;
  if (access === "owner") return py`editor: ${accountClass(blueprint)}`;
  return viewerParameter(context, entity);
}

function callerName({ operation }: ServiceContext): Py {
  return name(operation.meaning.access === "owner" ? "editor" : "viewer");
}

/** The private function that finds the row to change, held against others, and checks whose it is. */
function holdName({ operation }: ServiceContext, entity: Entity): Py {
  return name(
    operation.meaning.access === "owner"
      ? `_hold_own_${variableName(entity)}`
      : `_hold_${variableName(entity)}`,
  );
}

function holdArguments({ blueprint, operation }: ServiceContext, entity: Entity): readonly Py[] {
  const { behaviour, access } = operation.meaning;
  const parent = "parent" in behaviour ? behaviour.parent : undefined;
  const above = parent && parentKey(blueprint, parent);
  return [
    py`session`,
    ...(above ? [above.value] : []),
    keyName(entity),
    ...(access === "owner" ? [py`editor`] : []),
  ];
}

function holdRow(context: ServiceContext, entity: Entity): ReadonlyMap<string, Py> {
  const { blueprint, operation } = context;
  const { behaviour, access } = operation.meaning;
  const parent = "parent" in behaviour ? behaviour.parent : undefined;
  const above = parent && parentKey(blueprint, parent);
  const title = model(blueprint, entity.name);
  const variable = name(variableName(entity));
  const lock =
    blueprint.database !== "sqlite" && (above ? py`.with_for_update(of=${title})` : py`.with_for_update()`);
  const values = entity.fields.filter(
    ({ meaning }) => meaning.kind === "values" && changesValues(blueprint, entity),
  );
  const load =
    values.length > 0 &&
    py`.options(${values.map((field) => py`${imported("sqlalchemy.orm", "selectinload")}(${title}.${name(valueRows(field))})`)})`;
  const owner = entity.owner && name(`${attributeName(entity.owner.field)}_id`);
  const parameters = [
    session(),
    above?.parameter,
    keyParameter(entity),
    access === "owner" ? py`editor: ${accountClass(blueprint)}` : undefined,
  ];
  const body = py`
    ${variable} = await session.scalar(
        ${imported("sqlalchemy", "select")}(${title})${joinParent(blueprint, entity, parent)}.where(${keyConditions(blueprint, entity, parent)})${load}${lock}
    )
    if ${variable} is None:
        raise ${notFound(entity)}
    ${
      access === "owner" &&
      owner &&
      py`
      if ${variable}.${owner} != editor.id:
          raise ${imported("app.errors", "ForbiddenError")}(${str(`only the ${entity.owner?.field ?? "owner"} may change it`)})`
    }
    return ${variable}`;
  const holding = holdName(context, entity);
  return new Map([[holding.text, asyncFunction(holding.text, parameters, title, body)]]);
}

function changesValues(blueprint: Blueprint, entity: Entity): boolean {
  return blueprint.domain.operations.some(
    ({ behaviour }) =>
      behaviour.kind === "update" &&
      behaviour.entity === entity.name &&
      bodyFields(entity, behaviour.body).some(({ meaning }) => meaning.kind === "values"),
  );
}

/** Takes one row away; what belongs to it goes with it by its foreign keys. */
export function deleteService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "delete", "a delete deletes");
  const entity = entityNamed(blueprint, behaviour.entity);
  const variable = name(variableName(entity));
  const parent = behaviour.parent && parentKey(blueprint, behaviour.parent);
  const body = py`
    ${variable} = await ${holdName(context, entity)}(${holdArguments(context, entity)})
    await session.delete(${variable})`;
  const caller = operation.meaning.access === "owner" ? py`editor: ${accountClass(blueprint)}` : undefined;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [session(), parent?.parameter, keyParameter(entity), caller],
        py`None`,
        body,
      ),
    ],
    shared: holdRow(context, entity),
  };
}

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
  const id = name(`${variableName(entity)}_id`);
  const change =
    behaviour.action === "add"
      ? py`
          await session.execute(
              ${imported("app.database", "insert")}(${members}).values(${member}=viewer.id, ${target}=${id}).on_conflict_do_nothing()
          )`
      : py`
          await session.execute(
              ${imported("sqlalchemy", "delete")}(${members}).where(${members}.${member} == viewer.id, ${members}.${target} == ${id})
          )`;
  const answers = behaviour.answer.representation !== undefined;
  const body = py`
    ${id} = ${findId(blueprint, entity, behaviour.action === "add")}
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

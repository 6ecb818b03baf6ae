import { assert } from "#base";
import type { Entity, Field, MembershipRelation } from "#domain";
import { docstring, identifierText, imported, name, type Py, py, str } from "#python";
import {
  type Blueprint,
  entityNamed,
  type ModuleBlueprint,
  membershipTableOf,
  valueRows,
  variableName,
} from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { isNamed, isNamedByLines, isNamedByLists } from "../references.ts";
import { notFound } from "../refusal-texts.ts";
import { attributeName, isSearched, membershipColumns } from "../tables.ts";
import { asksForFile, hasFile } from "./addresses.ts";
import { isPrimary, pathKey, pathKeyName, pathKeyType, primaryKey, primaryKeyType } from "./keys.ts";
import { fileTableOf } from "./line-tables.ts";
import { dependsOnViewer, model, pythonFile, representationFields, tableClass } from "./names.ts";
import { usesFind, usesLoad } from "./uses.ts";

/** `app/<module>/queries.py`: how rows of the module's entities are read, in one place for every operation. */
export function emitQueries(blueprint: Blueprint, module: ModuleBlueprint): readonly GeneratedFile[] {
  const entities = module.tables.flatMap(({ origin }) =>
    origin.kind === "entity" ? [entityNamed(blueprint, origin.entity)] : [],
  );
  const body = entities.flatMap((entity) => entityQueries(blueprint, entity));
  return body.length === 0 ? [] : [pythonFile(`app/${module.name}/queries.py`, body)];
}

function entityQueries(blueprint: Blueprint, entity: Entity): readonly Py[] {
  const relations = blueprint.domain.relations.filter(
    ({ target, flag }) => target === entity.name && flag !== undefined,
  );
  return [
    ...(needsSelect(entity) ? [selectFunction(blueprint, entity)] : []),
    ...(usesLoad(blueprint, entity) ? [loadFunction(blueprint, entity)] : []),
    ...(usesFind(blueprint, entity) ? [findFunction(blueprint, entity)] : []),
    ...(isNamed(blueprint.domain, entity) ? [existsFunction(blueprint, entity)] : []),
    ...(isNamedByLists(blueprint.domain, entity) ? [existFunction(blueprint, entity)] : []),
    ...(isNamedByLines(blueprint.domain, entity) ? [findManyFunction(blueprint, entity)] : []),
    ...relations.map((relation) => flagFunction(blueprint, relation)),
  ];
}

/** Whether rows of the entity show more than their own columns. */
export function needsSelect(entity: Entity): boolean {
  return entity.fields.some(
    (field) =>
      asksForFile(field) ||
      ["reference", "values", "objects", "caller-flag", "count", "of-named"].includes(field.meaning.kind),
  );
}

/** `select_…` of an entity with its arguments, or a plain select. `viewer` is what stands for the caller. */
export function selectRows(blueprint: Blueprint, entity: Entity, viewer: Py | undefined): Py {
  if (!needsSelect(entity)) return py`${imported("sqlalchemy", "select")}(${model(blueprint, entity.name)})`;
  const select = imported(`app.${entity.table}.queries`, selectName(entity));
  if (!dependsOnViewer(blueprint, entity)) return py`${select}()`;
  return py`${select}(${viewer ?? py`None`})`;
}

export function selectName(entity: Entity): string {
  return `select_${entity.table}`;
}

export function viewerType(blueprint: Blueprint): Py {
  assert(blueprint.account, "a viewer has an account");
  return py`${model(blueprint, blueprint.account.name)} | None`;
}

function selectFunction(blueprint: Blueprint, entity: Entity): Py {
  const title = model(blueprint, entity.name);
  const sees = dependsOnViewer(blueprint, entity);
  const references = entity.fields.filter(
    ({ meaning }) => meaning.kind === "reference" && meaning.by === undefined,
  );
  // Labels come in their own order, whatever the order in which they were given.
  const filled = entity.fields.some(
    (field) =>
      asksForFile(field) ||
      ["caller-flag", "count", "of-named", "reference"].includes(field.meaning.kind) ||
      (field.meaning.kind === "values" && isSearched(blueprint.domain, entity, field)),
  );
  const select = imported("sqlalchemy", "select");
  return py`
    def ${name(selectName(entity))}(${sees && py`viewer: ${viewerType(blueprint)}`}) -> ${imported("sqlalchemy", "Select")}[tuple[${title}]]:
        ${selectDocstring(words(entity.table), sees)}
        return (
            ${select}(${title})
            ${references.map((field) => py`.join(${title}.${name(attributeName(field.name))})`)}
            .options(
                ${entity.fields.flatMap((field) => loadOption(blueprint, entity, field)).map((option) => py`${option},`)}
            )
            ${
              filled &&
              py`
              # What the session already knows was loaded without these, or has changed since.
              .execution_options(populate_existing=True)`
            }
        )`;
}

function selectDocstring(rows: string, sees: boolean): Py {
  return sees
    ? docstring(`Select ${rows} as they are answered, with what depends on who looks at them.`)
    : docstring(`Select ${rows} as they are answered.`);
}

/** `inside`: of a row that is shown inside another, whose query joins nothing more. */
export function loadOption(
  blueprint: Blueprint,
  entity: Entity,
  field: Field,
  inside = false,
): readonly Py[] {
  const title = model(blueprint, entity.name);
  const attribute = name(attributeName(field.name));
  const withExpression = imported("sqlalchemy.orm", "with_expression");
  const { meaning } = field;
  if (asksForFile(field))
    return [
      py`${withExpression}(${title}.${name(hasFile(field.meaning))}, ${fileExists(blueprint, entity, field.meaning.file)})`,
    ];
  switch (meaning.kind) {
    case "reference": {
      const apart = inside || meaning.by !== undefined;
      const parts = representationFields(blueprint, meaning.representation).flatMap((shown) =>
        loadOption(blueprint, entityNamed(blueprint, meaning.entity), shown, apart),
      );
      const load = imported("sqlalchemy.orm", apart ? "selectinload" : "contains_eager");
      const eager = py`${load}(${title}.${attribute})`;
      return [parts.length === 0 ? eager : py`${eager}.options(${parts})`];
    }
    case "values":
      return [py`${imported("sqlalchemy.orm", "selectinload")}(${title}.${name(valueRows(field))})`];
    case "objects":
      return [py`${imported("sqlalchemy.orm", "selectinload")}(${title}.${attribute})`];
    case "caller-flag":
      return [py`${withExpression}(${title}.${attribute}, ${flagName(blueprint, meaning.relation)}(viewer))`];
    case "of-named": {
      const target = entityNamed(blueprint, meaning.entity);
      const other = model(blueprint, target.name);
      const held = py`${imported("sqlalchemy", "select")}(${other}.${name(attributeName(meaning.field))}).where(${other}.${primaryKey(target)} == ${title}.${name(attributeName(meaning.by))}).scalar_subquery()`;
      return [py`${withExpression}(${title}.${attribute}, ${held})`];
    }
    case "count":
      return [
        py`${withExpression}(${title}.${attribute}, ${countExpression(blueprint, entity, meaning.relation)})`,
      ];
    default:
      return [];
  }
}

function fileExists(blueprint: Blueprint, entity: Entity, file: string): Py {
  const table = fileTableOf(blueprint, entity.name, file);
  const files = tableClass(table);
  const [owner] = table.columns;
  assert(owner, "a file belongs to a row");
  return py`${imported("sqlalchemy", "exists")}().where(${files}.${name(owner.name)} == ${model(blueprint, entity.name)}.${primaryKey(entity)})`;
}

function countExpression(blueprint: Blueprint, entity: Entity, relation: string): Py {
  const table = membershipTableOf(blueprint, relation);
  const { target } = membershipColumns(blueprint.domain, relation);
  const members = tableClass(table);
  const title = model(blueprint, entity.name);
  return py`
    ${imported("sqlalchemy", "select")}(${imported("sqlalchemy", "func")}.count())
    .select_from(${members})
    .where(${members}.${name(target)} == ${title}.${primaryKey(entity)})
    .scalar_subquery()`;
}

/** The function that tells whether the viewer is in a relation to the row of the enclosing query. */
export function flagName(blueprint: Blueprint, relationName: string): Py {
  const relation = blueprint.domain.relations.find((candidate) => candidate.name === relationName);
  assert(relation, `no relation ${relationName}`);
  const target = entityNamed(blueprint, relation.target);
  return imported(`app.${target.table}.queries`, `has_${identifierText(relationName)}`);
}

function flagFunction(blueprint: Blueprint, relation: MembershipRelation): Py {
  const members = tableClass(membershipTableOf(blueprint, relation.name));
  const columns = membershipColumns(blueprint.domain, relation.name);
  const title = model(blueprint, relation.target);
  const key = primaryKey(entityNamed(blueprint, relation.target));
  assert(blueprint.account, "a viewer has an account");
  const viewer = primaryKey(blueprint.account);
  return py`
    def has_${name(identifierText(relation.name))}(viewer: ${viewerType(blueprint)}) -> ${imported("sqlalchemy", "ColumnElement")}[bool]:
        ${docstring("Tell whether the viewer is in it, for each row of the enclosing query.")}
        if viewer is None:
            return ${imported("sqlalchemy", "false")}()
        return ${imported("sqlalchemy", "exists")}().where(${members}.${name(columns.member)} == viewer.${viewer}, ${members}.${name(columns.target)} == ${title}.${key})`;
}

/** A row by its id, as it is answered after a change. */
function loadFunction(blueprint: Blueprint, entity: Entity): Py {
  const title = model(blueprint, entity.name);
  const variable = variableName(entity);
  const sees = dependsOnViewer(blueprint, entity);
  const session = imported("sqlalchemy.ext.asyncio", "AsyncSession");
  return py`
    async def load_${name(variable)}(session: ${session}, ${name(`${variable}_id`)}: ${primaryKeyType(entity)}${sees && py`, viewer: ${viewerType(blueprint)}`}) -> ${title}:
        ${docstring(`Load one ${words(variable)} as it is answered, after it was made or changed.`)}
        rows = await session.scalars(${selectRows(blueprint, entity, py`viewer`)}.where(${title}.${primaryKey(entity)} == ${name(`${variable}_id`)}))
        return rows.one()`;
}

/** The id of the row that a path selects; where the path says it already, no more than whether there is one. */
function findFunction(blueprint: Blueprint, entity: Entity): Py {
  const title = model(blueprint, entity.name);
  const variable = name(variableName(entity));
  const holds = blueprint.database !== "sqlite";
  const primary = primaryKey(entity);
  const type = primaryKeyType(entity);
  const parameters = [
    py`session: ${imported("sqlalchemy.ext.asyncio", "AsyncSession")}`,
    py`${pathKeyName(entity)}: ${pathKeyType(entity)}`,
    ...(holds ? [py`*`, py`hold: bool = False`] : []),
  ];
  const selected = py`${imported("sqlalchemy", "select")}(${title}.${primary}).where(${title}.${pathKey(entity)} == ${pathKeyName(entity)})`;
  const hold = py`
    statement = ${selected}
    if hold:
        statement = statement.with_for_update(read=True, key_share=True)`;
  const found = py`await session.scalar(${holds ? py`statement` : selected})`;
  const refuse = py`raise ${imported("app.errors", "NotFoundError")}(${str(notFound(entity))})`;
  const spoken = words(variable.text);
  if (isPrimary(entity)) {
    return py`
      async def require_${variable}(${parameters}) -> None:
          ${holds ? docstring(`Refuse an id that no ${spoken} has, and with hold keep others from deleting it meanwhile.`) : docstring(`Refuse an id that no ${spoken} has.`)}
          ${holds && hold}
          found = ${found}
          if found is None:
              ${refuse}`;
  }
  return py`
    async def find_${variable}_id(${parameters}) -> ${type}:
        ${holds && docstring(`Find the id of one ${spoken}, and with hold keep others from deleting it meanwhile.`)}
        ${holds && hold}
        ${variable}_id = ${found}
        if ${variable}_id is None:
            ${refuse}
        return ${variable}_id`;
}

/** Whether there is a row of a primary key: for bodies that name one. */
function existsFunction(blueprint: Blueprint, entity: Entity): Py {
  const title = model(blueprint, entity.name);
  const variable = name(variableName(entity));
  const key = primaryKey(entity);
  const given = name(key.text === "id" ? `${variable.text}_id` : key.text);
  const holds = blueprint.database !== "sqlite";
  const session = imported("sqlalchemy.ext.asyncio", "AsyncSession");
  const spoken = words(variable.text);
  return py`
    async def ${variable}_exists(session: ${session}, ${given}: ${primaryKeyType(entity)}) -> bool:
        ${holds ? docstring(`Tell whether there is such a ${spoken}, and keep others from deleting it meanwhile.`) : docstring(`Tell whether there is such a ${spoken}.`)}
        statement = ${imported("sqlalchemy", "select")}(${title}.${key}).where(${title}.${key} == ${given})${holds && py`.with_for_update(read=True, key_share=True)`}
        return await session.scalar(statement) is not None`;
}

/** Whether there is a row of each of several primary keys: for bodies that name them in a list. */
function existFunction(blueprint: Blueprint, entity: Entity): Py {
  const title = model(blueprint, entity.name);
  const key = primaryKey(entity);
  const session = imported("sqlalchemy.ext.asyncio", "AsyncSession");
  const spoken = words(variableName(entity));
  return py`
    async def ${name(entity.table)}_exist(session: ${session}, keys: ${imported("collections.abc", "Collection")}[${primaryKeyType(entity)}]) -> bool:
        ${docstring(`Tell whether each of the keys is that of some ${spoken}.`)}
        statement = ${imported("sqlalchemy", "select")}(${imported("sqlalchemy", "func")}.count()).select_from(${title}).where(${title}.${key}.in_(keys))
        return await session.scalar(statement) == len(set(keys))`;
}

/** Rows by their primary keys: for bodies that name several. */
function findManyFunction(blueprint: Blueprint, entity: Entity): Py {
  const title = model(blueprint, entity.name);
  const variable = name(variableName(entity));
  const key = primaryKey(entity);
  const holds = blueprint.database !== "sqlite";
  const session = imported("sqlalchemy.ext.asyncio", "AsyncSession");
  const type = primaryKeyType(entity);
  const many = words(entity.table);
  return py`
    async def find_${name(entity.table)}(session: ${session}, keys: ${imported("collections.abc", "Collection")}[${type}]) -> dict[${type}, ${title}]:
        ${holds ? docstring(`Find ${many} by their keys, and keep others from deleting them meanwhile.`) : docstring(`Find ${many} by their keys.`)}
        statement = ${imported("sqlalchemy", "select")}(${title}).where(${title}.${key}.in_(keys))${holds && py`.order_by(${title}.${key}).with_for_update(read=True, key_share=True)`}
        return {${variable}.${key}: ${variable} for ${variable} in await session.scalars(statement)}`;
}

function words(snakeName: string): string {
  return snakeName.replaceAll("_", " ");
}

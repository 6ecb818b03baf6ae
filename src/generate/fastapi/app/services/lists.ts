import { assert } from "#base";
import type { Entity, Filter, ListBehaviour, OrderKey } from "#domain";
import { imported, name, type Py, py } from "#python";
import {
  type Blueprint,
  entityNamed,
  membershipTableOf,
  representationNamed,
  valuesTableOf,
} from "../../blueprint.ts";
import { attributeName, membershipColumns, valueColumns } from "../../tables.ts";
import { model, tableClass } from "../names.ts";
import { selectRows } from "../queries.ts";
import {
  asyncFunction,
  asyncSession,
  findId,
  parentKey,
  queryClass,
  queryName,
  type ServiceContext,
  type ServiceParts,
  session,
  viewerParameter,
} from "./parts.ts";

const select = (): Py => imported("sqlalchemy", "select");
const sequence = (): Py => imported("collections.abc", "Sequence");

/** Many rows: those that pass every filter, in one total order, a page of them where the list is paged. */
export function listService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "list", "a list lists");
  const entity = entityNamed(blueprint, behaviour.entity);
  const title = model(blueprint, entity.name);
  const parent = behaviour.parent && parentKey(blueprint, behaviour.parent);
  const viewer =
    viewerParameter(context, entity) ??
    (behaviour.following === undefined
      ? undefined
      : py`viewer: ${model(blueprint, blueprint.account?.name ?? "")}`);
  const query =
    operation.queryClass === undefined
      ? undefined
      : py`${queryName(operation.queryClass)}: ${queryClass(operation.meaning.module, operation.queryClass)}`;
  const rows = py`${sequence()}[${title}]`;
  const paged = behaviour.pagination !== undefined;
  const result = behaviour.answer.total === undefined ? rows : py`tuple[${rows}, int]`;
  const body = py`
    ${parent && findParent(blueprint, parent.entity)}
    ${conditions(blueprint, behaviour, entity)}
    ${paged ? pagedReturn(context, entity, viewer !== undefined) : plainReturn(context, entity, viewer !== undefined)}`;
  return {
    functions: [
      asyncFunction(operation.functionName, [session(), parent?.parameter, query, viewer], result, body),
    ],
    ...(paged && { shared: readPage(context, entity, viewer !== undefined) }),
  };
}

function findParent(blueprint: Blueprint, parent: Entity): Py {
  return py`${parentVariable(parent)} = ${findId(blueprint, parent, false)}`;
}

function parentVariable(parent: Entity): Py {
  return name(`${attributeName(parent.name)}_id`);
}

/** The list of conditions, where there are any. */
function conditions(blueprint: Blueprint, behaviour: ListBehaviour, entity: Entity): Py | undefined {
  if (behaviour.filters.length === 0) return undefined;
  return py`
    conditions: list[${imported("sqlalchemy", "ColumnElement")}[bool]] = [${fixedConditions(blueprint, behaviour, entity)}]
    ${behaviour.filters.map((filter) => filterCondition(blueprint, entity, filter))}`;
}

/** Conditions as an expression: the list's name, or those that always hold. */
function conditionsValue(
  blueprint: Blueprint,
  behaviour: ListBehaviour,
  entity: Entity,
): { readonly all: readonly Py[]; readonly named: boolean } {
  if (behaviour.filters.length > 0) return { all: [py`conditions`], named: true };
  return { all: fixedConditions(blueprint, behaviour, entity), named: false };
}

/** Conditions that hold whatever the caller filters by. */
function fixedConditions(blueprint: Blueprint, behaviour: ListBehaviour, entity: Entity): readonly Py[] {
  const title = model(blueprint, entity.name);
  const parent = behaviour.parent && entityNamed(blueprint, behaviour.parent.entity);
  const { following } = behaviour;
  return [
    ...(parent ? [py`${title}.${parentVariable(parent)} == ${parentVariable(parent)}`] : []),
    ...(following === undefined ? [] : [followingCondition(blueprint, entity, following)]),
  ];
}

function followingCondition(blueprint: Blueprint, entity: Entity, relation: string): Py {
  const members = tableClass(membershipTableOf(blueprint, relation));
  const columns = membershipColumns(blueprint.domain, relation);
  const owner = name(`${attributeName(entity.owner?.field ?? "owner")}_id`);
  const title = model(blueprint, entity.name);
  return py`${title}.${owner}.in_(${select()}(${members}.${name(columns.target)}).where(${members}.${name(columns.member)} == viewer.id))`;
}

function filterCondition(blueprint: Blueprint, entity: Entity, filter: Filter): Py {
  const parameter = name(attributeName(filter.parameter));
  return py`
    if filters.${parameter} is not None:
        ${appendCondition(blueprint, entity, filter, py`filters.${parameter}`)}`;
}

function appendCondition(blueprint: Blueprint, entity: Entity, filter: Filter, value: Py): Py {
  const title = model(blueprint, entity.name);
  const { by } = filter;
  switch (by.kind) {
    case "field":
      return py`conditions.append(${title}.${name(attributeName(by.field))} == ${value})`;
    case "contains": {
      const table = valuesTableOf(blueprint, entity.name, by.field);
      const values = tableClass(table);
      const columns = valueColumns(table);
      return py`
        matching = ${select()}(${values}.${name(columns.owner)}).where(${values}.${name(columns.value)} == ${value})
        conditions.append(${title}.id.in_(matching))`;
    }
    case "reference": {
      const target = model(blueprint, by.entity);
      const column = name(`${attributeName(by.field)}_id`);
      return py`
        ${column} = ${select()}(${target}.id).where(${target}.${name(attributeName(by.key))} == ${value})
        conditions.append(${title}.${column} == ${column}.scalar_subquery())`;
    }
    case "member": {
      const members = tableClass(membershipTableOf(blueprint, by.relation));
      const columns = membershipColumns(blueprint.domain, by.relation);
      const account = model(blueprint, blueprint.account?.name ?? "");
      return py`
        chosen = (
            ${select()}(${members}.${name(columns.target)})
            .join(${account}, ${account}.id == ${members}.${name(columns.member)})
            .where(${account}.${name(attributeName(by.key))} == ${value})
        )
        conditions.append(${title}.id.in_(chosen))`;
    }
  }
}

function orderBy(blueprint: Blueprint, entity: Entity, order: readonly OrderKey[]): readonly Py[] {
  const title = model(blueprint, entity.name);
  return order.map(
    ({ field, descending }) => py`${title}.${name(attributeName(field))}${descending && py`.desc()`}`,
  );
}

function plainReturn({ blueprint, operation }: ServiceContext, entity: Entity, sees: boolean): Py {
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "list", "a list lists");
  const { all, named } = conditionsValue(blueprint, behaviour, entity);
  const where = all.length > 0 && py`.where(${named ? py`*conditions` : all})`;
  return py`
    rows = await session.scalars(
        ${selectRows(blueprint, entity, sees ? py`viewer` : undefined)}
        ${where}
        ${deferred(blueprint, entity, behaviour)}
        .order_by(${orderBy(blueprint, entity, behaviour.order)})
    )
    return rows.all()`;
}

/** Texts that the list does not show are not read. */
function deferred(blueprint: Blueprint, entity: Entity, behaviour: ListBehaviour): Py | undefined {
  const { representation } = representationNamed(blueprint, behaviour.answer.representation);
  const shown = new Set(representation.fields.map(({ field }) => field));
  const hidden = entity.fields.filter(
    ({ name: field, meaning, unique }) =>
      meaning.kind === "scalar" && meaning.type === "string" && !unique && !shown.has(field),
  );
  const title = model(blueprint, entity.name);
  const options = hidden.map(
    ({ name: field }) =>
      py`${imported("sqlalchemy.orm", "defer")}(${title}.${name(attributeName(field))}, raiseload=True)`,
  );
  return options.length === 0 ? undefined : py`.options(${options})`;
}

function pagedReturn({ blueprint, operation }: ServiceContext, entity: Entity, sees: boolean): Py {
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "list", "a list lists");
  const { all, named } = conditionsValue(blueprint, behaviour, entity);
  const query = queryName(operation.queryClass ?? "Page");
  return py`return await ${pageName(entity)}(${[py`session`, query, ...(sees ? [py`viewer`] : []), named ? py`conditions` : py`[${all}]`]})`;
}

function pageName(entity: Entity): Py {
  return name(`_read_page_of_${entity.table}`);
}

/** One page of the rows that meet the conditions; with the number of all of them, where the list tells it. */
function readPage(
  { blueprint, operation }: ServiceContext,
  entity: Entity,
  sees: boolean,
): ReadonlyMap<string, Py> {
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "list" && behaviour.pagination, "a page belongs to a paged list");
  const title = model(blueprint, entity.name);
  const { offset, limit } = behaviour.pagination;
  const func = imported("sqlalchemy", "func");
  const counts = behaviour.answer.total !== undefined;
  const rows = py`${sequence()}[${title}]`;
  const account = blueprint.account && model(blueprint, blueprint.account.name);
  const text = py`
    async def ${pageName(entity)}(
        session: ${asyncSession()},
        page: ${imported("app.schemas", "Page")},
        ${sees && account && py`viewer: ${account} | None,`}
        conditions: ${sequence()}[${imported("sqlalchemy", "ColumnElement")}[bool]],
    ) -> ${counts ? py`tuple[${rows}, int]` : rows}:
        rows = await session.scalars(
            ${selectRows(blueprint, entity, sees ? py`viewer` : undefined)}
            .where(*conditions)
            ${deferred(blueprint, entity, behaviour)}
            .order_by(${orderBy(blueprint, entity, behaviour.order)})
            .limit(page.${name(attributeName(limit))})
            .offset(page.${name(attributeName(offset))})
        )
        ${counts && py`count = await session.scalars(${select()}(${func}.count()).select_from(${title}).where(*conditions))`}
        return ${counts ? py`rows.all(), count.one()` : py`rows.all()`}`;
  return new Map([[pageName(entity).text, text]]);
}

/** The values of a field, each once, in order. */
export function distinctValuesService({ blueprint, operation }: ServiceContext): ServiceParts {
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "distinct-values", "values are listed");
  const table = valuesTableOf(blueprint, behaviour.entity, behaviour.field);
  const column = py`${tableClass(table)}.${name(valueColumns(table).value)}`;
  const body = py`
    values = await session.scalars(${select()}(${column}).distinct().order_by(${column}))
    return values.all()`;
  return { functions: [asyncFunction(operation.functionName, [session()], py`${sequence()}[str]`, body)] };
}

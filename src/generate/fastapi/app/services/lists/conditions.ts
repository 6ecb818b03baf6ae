import type { Entity, Filter, ListBehaviour } from "#domain";
import { imported, name, type Py, py } from "#python";
import { type Blueprint, entityNamed, membershipTableOf, valuesTableOf } from "../../../blueprint.ts";
import { attributeName, membershipColumns, parentColumnName, valueColumns } from "../../../tables.ts";
import { isPrimary, pathKeyName, primaryKey } from "../../keys.ts";
import { model, tableClass } from "../../names.ts";
import { lookUp } from "../parts.ts";

const select = (): Py => imported("sqlalchemy", "select");

export function findParent(blueprint: Blueprint, entity: Entity, parent: Entity): Py {
  const { check, id } = lookUp(blueprint, parent, false);
  return check ?? py`${parentVariable(entity, parent)} = ${id}`;
}

function parentVariable(entity: Entity, parent: Entity): Py {
  return isPrimary(parent) ? pathKeyName(parent) : name(parentColumnName(entity));
}

/** The list of conditions, where there are any. */
export function conditions(blueprint: Blueprint, behaviour: ListBehaviour, entity: Entity): Py | undefined {
  if (behaviour.filters.length === 0) return undefined;
  return py`
    conditions: list[${imported("sqlalchemy", "ColumnElement")}[bool]] = [${fixedConditions(blueprint, behaviour, entity)}]
    ${behaviour.filters.map((filter) => filterCondition(blueprint, entity, filter))}`;
}

/** Conditions as an expression: the list's name, or those that always hold. */
export function conditionsValue(
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
    ...(parent ? [py`${title}.${name(parentColumnName(entity))} == ${parentVariable(entity, parent)}`] : []),
    ...(following === undefined ? [] : [followingCondition(blueprint, entity, following)]),
  ];
}

function followingCondition(blueprint: Blueprint, entity: Entity, relation: string): Py {
  const members = tableClass(membershipTableOf(blueprint, relation));
  const columns = membershipColumns(blueprint.domain, relation);
  const owner = name(`${attributeName(entity.owner?.field ?? "owner")}_id`);
  const title = model(blueprint, entity.name);
  return py`${title}.${owner}.in_(${select()}(${members}.${name(columns.target)}).where(${members}.${name(columns.member)} == viewer.${blueprint.account && primaryKey(blueprint.account)}))`;
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
        conditions.append(${title}.${primaryKey(entity)}.in_(matching))`;
    }
    case "reference": {
      const target = model(blueprint, by.entity);
      const column = name(`${attributeName(by.field)}_id`);
      return py`
        ${column} = ${select()}(${target}.${primaryKey(entityNamed(blueprint, by.entity))}).where(${target}.${name(attributeName(by.key))} == ${value})
        conditions.append(${title}.${column} == ${column}.scalar_subquery())`;
    }
    case "member": {
      const members = tableClass(membershipTableOf(blueprint, by.relation));
      const columns = membershipColumns(blueprint.domain, by.relation);
      const account = model(blueprint, blueprint.account?.name ?? "");
      return py`
        chosen = (
            ${select()}(${members}.${name(columns.target)})
            .join(${account}, ${account}.${blueprint.account && primaryKey(blueprint.account)} == ${members}.${name(columns.member)})
            .where(${account}.${name(attributeName(by.key))} == ${value})
        )
        conditions.append(${title}.${primaryKey(entity)}.in_(chosen))`;
    }
  }
}

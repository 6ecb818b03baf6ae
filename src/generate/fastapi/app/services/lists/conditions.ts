import type { Entity, Filter, FilterLanguage, ListBehaviour } from "#domain";
import { imported, importedForTyping, name, type Py, py } from "#python";

import {
  type Blueprint,
  entityNamed,
  membershipTableOf,
  type OperationBlueprint,
} from "../../../blueprint.ts";
import { attributeName, membershipColumns, ownerColumnName, parentColumnName } from "../../../tables.ts";
import { isPrimary, pathKeyName, primaryKey } from "../../keys.ts";
import { model, schemaClass, tableClass } from "../../names.ts";
import { narrowedCondition } from "../../narrowed.ts";
import { termConditions } from "../../schemas/terms.ts";
import { lookUp, ownedBy, queryClass } from "../parts.ts";
import { type Condition, conditionOf } from "./filter-conditions.ts";
import { filterGroups } from "./filter-groups.ts";
import { guarded, guardOf } from "./filter-guards.ts";
import { moments } from "./moments.ts";
import { elementRanges, isOnElements } from "./ranges.ts";

const select = (): Py => imported("sqlalchemy", "select");

export function findParent(blueprint: Blueprint, entity: Entity, parent: Entity): Py {
  const { check, id } = lookUp(blueprint, parent, false);
  return check ?? py`${parentVariable(entity, parent)} = ${id}`;
}

function parentVariable(entity: Entity, parent: Entity): Py {
  return isPrimary(parent) ? pathKeyName(parent) : name(parentColumnName(entity));
}

/** The list of conditions, where there are any. */
export function conditions(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  behaviour: ListBehaviour,
  entity: Entity,
): Py | undefined {
  const { filters, language } = behaviour;
  if (filters.length === 0 && !language) return undefined;
  const groups = filterGroups(operation, behaviour, entity);
  const grouped = groups.flatMap((group) => group.filters);
  const all = filters
    .filter((filter) => !isOnElements(entity, filter) && !grouped.includes(filter))
    .map((filter) => ({ filter, ...conditionOf(blueprint, entity, filter) }));
  const always = all.filter(({ filter, before }) => guardOf(filter) === undefined && !before);
  const others = all.filter((each) => !always.includes(each));
  const elements = elementRanges(blueprint, entity, filters);
  const fixed = [
    ...fixedConditions(blueprint, behaviour, entity),
    ...always.map(({ expression }) => expression),
    ...elements.always,
    ...groups.map(({ functionName }) => py`*${name(functionName)}(filters)`),
  ];
  return py`
    ${moments(entity, filters)}
    conditions: list[${importedForTyping("sqlalchemy", "ColumnElement")}[bool]] = [${fixed}]
    ${appended(others)}
    ${language && termsGuard(operation, language)}
    ${elements.statements}`;
}

function termsGuard({ functionName }: OperationBlueprint, { parameter }: FilterLanguage): Py {
  const given = py`filters.${name(attributeName(parameter))}`;
  return py`
    if ${given} is not None:
        conditions += ${name(termsName(functionName))}(${given})`;
}

function termsName(functionName: string): string {
  return `_terms_of_${functionName}`;
}

/** The function that reads what callers wrote in one text. */
export function termsFunction(
  blueprint: Blueprint,
  { functionName, termsClass = "", meaning }: OperationBlueprint,
  { language }: ListBehaviour,
  entity: Entity,
): ReadonlyMap<string, Py> {
  if (!language) return new Map();
  const title = model(blueprint, entity.name);
  const text = py`
    def ${name(termsName(functionName))}(terms: ${schemaClass(meaning.module, termsClass)}) -> list[${imported("sqlalchemy", "ColumnElement")}[bool]]:
        return [${termConditions(entity, title, language)}]`;
  return new Map([[termsName(functionName), text]]);
}

function appended(conditions: readonly (Condition & { readonly filter: Filter })[]): readonly Py[] {
  return conditions.map(({ filter, before, expression }) =>
    guarded(
      filter,
      py`
        ${before}
        conditions.append(${expression})`,
    ),
  );
}

/** Functions with a part of the conditions each, of a list that has many filters. */
export function groupFunctions(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  behaviour: ListBehaviour,
  entity: Entity,
): ReadonlyMap<string, Py> {
  const functions = filterGroups(operation, behaviour, entity).map(({ functionName, filters }) => {
    const group = filters.map((filter) => ({ filter, ...conditionOf(blueprint, entity, filter) }));
    const query = queryClass(operation.meaning.module, operation.queryClass ?? "");
    const text = py`
      def ${name(functionName)}(filters: ${query}) -> list[${imported("sqlalchemy", "ColumnElement")}[bool]]:
          conditions: list[${importedForTyping("sqlalchemy", "ColumnElement")}[bool]] = []
          ${appended(group)}
          return conditions`;
    return [functionName, text] as const;
  });
  return new Map(functions);
}

/** Conditions as an expression: the list's name, or those that always hold. */
export function conditionsValue(
  blueprint: Blueprint,
  behaviour: ListBehaviour,
  entity: Entity,
): { readonly all: readonly Py[]; readonly named: boolean } {
  if (behaviour.filters.length > 0 || behaviour.language) return { all: [py`conditions`], named: true };
  return { all: fixedConditions(blueprint, behaviour, entity), named: false };
}

/** Conditions that hold whatever the caller filters by. */
function fixedConditions(blueprint: Blueprint, behaviour: ListBehaviour, entity: Entity): readonly Py[] {
  const title = model(blueprint, entity.name);
  const parent = behaviour.parent && entityNamed(blueprint, behaviour.parent.entity);
  const { following, own } = behaviour;
  return [
    ...(parent ? [py`${title}.${name(parentColumnName(entity))} == ${parentVariable(entity, parent)}`] : []),
    ...narrowedCondition(blueprint, entity, behaviour),
    ...(following === undefined ? [] : [followingCondition(blueprint, entity, following)]),
    ...(own || entity.subject ? [ownedBy(blueprint, entity, py`viewer`)] : []),
  ];
}

function followingCondition(blueprint: Blueprint, entity: Entity, relation: string): Py {
  const members = tableClass(membershipTableOf(blueprint, relation));
  const columns = membershipColumns(blueprint.domain, relation);
  const owner = name(ownerColumnName(entity));
  const title = model(blueprint, entity.name);
  return py`${title}.${owner}.in_(${select()}(${members}.${name(columns.target)}).where(${members}.${name(columns.member)} == viewer.${blueprint.account && primaryKey(blueprint.account)}))`;
}

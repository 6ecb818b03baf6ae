import type { Parameter } from "#contract";
import type { Filter } from "../behaviour.ts";
import type { Entity } from "../domain.ts";
import { type Draft, entityNamed } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { namesMembership } from "../memberships.ts";
import { sameElement, sameName, sharesWord } from "../names.ts";
import { propertySchema } from "../shapes.ts";

/** Binds each parameter to a field or relation by its name. Those it cannot bind are given back. */
export function readFilters(
  parameters: readonly Parameter[],
  entity: Entity,
  draft: Draft,
): { readonly filters: readonly Filter[]; readonly unbound: readonly Parameter[] } {
  const bound = parameters.map((parameter) => ({ parameter, filter: bindFilter(parameter, entity, draft) }));
  return {
    filters: bound.flatMap(({ filter }) => (filter ? [filter] : [])),
    unbound: bound.flatMap(({ parameter, filter }) => (filter ? [] : [parameter])),
  };
}

function bindFilter(parameter: Parameter, entity: Entity, draft: Draft): Filter | undefined {
  const common = { parameter: parameter.name, description: parameter.description };
  const field = entity.fields.find(({ name }) => sameName(name, parameter.name));
  if (field?.meaning.kind === "scalar" || field?.meaning.kind === "enum") {
    return {
      ...common,
      by: { kind: "field", field: field.name },
      evidence: because(parameter, `is the field ${field.name}`),
    };
  }
  if (field?.meaning.kind === "reference") {
    const target = entityNamed(draft, field.meaning.entity);
    if (!target) return undefined;
    const key = target.identity.field;
    return {
      ...common,
      by: { kind: "reference", field: field.name, entity: target.name, key },
      evidence: because(parameter, `is ${field.name}, by its ${key}`),
    };
  }
  const lists = entity.fields.filter(({ meaning }) => meaning.kind === "values");
  const values =
    lists.find(({ name }) => sameElement(name, parameter.name)) ??
    onlyOne(lists.filter(({ name }) => sharesWord(name, parameter.name)));
  if (values) {
    return {
      ...common,
      by: { kind: "contains", field: values.name },
      evidence: because(parameter, `is one of ${values.name}`),
    };
  }
  return bindMember(parameter, entity, draft);
}

/** What is the only one of its kind; of several, none. */
function onlyOne<T>(candidates: readonly T[]): T | undefined {
  return candidates.length === 1 ? candidates[0] : undefined;
}

function bindMember(parameter: Parameter, entity: Entity, draft: Draft): Filter | undefined {
  const found = draft.memberships.find(
    ({ relation }) => relation.target === entity.name && namesMembership(relation, parameter.name),
  );
  const account =
    draft.accounts &&
    draft.entities[
      draft.resources.findIndex(({ shapes }) => draft.accounts && shapes.includes(draft.accounts.login))
    ];
  const isText = propertySchema(draft.contract, parameter.schema).types.includes("string");
  if (!found || !account || !isText) return undefined;
  const key = account.identity.field;
  return {
    parameter: parameter.name,
    description: parameter.description,
    by: { kind: "member", relation: found.relation.name, key },
    evidence: because(parameter, `names an account in "${found.relation.name}", by its ${key}`),
  };
}

function because(parameter: Parameter, statement: string) {
  return evidence(
    `${parameter.name} ${statement}`,
    step(`query parameter ${parameter.name}`, parameter.span),
  );
}

import type { Parameter } from "#contract";
import type { Filter, OffsetPagination, OrderKey } from "./behaviour.ts";
import type { Entity } from "./domain.ts";
import { type Draft, entityNamed } from "./draft.ts";
import { evidence, step } from "./evidence.ts";
import { namesMembership } from "./memberships.ts";
import { sameElement, sameName, sharesWord, speaksOf } from "./names.ts";
import { settingsOf } from "./settings.ts";
import { type OperationShape, propertySchema } from "./shapes.ts";

const pageMaximum = 100;
const pageDefault = 20;
const offsetNames = ["offset", "skip", "start"];
const limitNames = ["limit", "count", "take", "size", "max"];

/** Offset and limit parameters, by name and integer type. */
export function readPagination(shape: OperationShape, draft: Draft): OffsetPagination | undefined {
  const find = (names: readonly string[]): Parameter | undefined =>
    queryParameters(shape).find(
      ({ name, schema }) =>
        names.some((candidate) => sameName(candidate, name)) &&
        propertySchema(draft.contract, schema).types.includes("integer"),
    );
  const offset = find(offsetNames);
  const limit = find(limitNames);
  if (!offset || !limit) return undefined;
  const schema = propertySchema(draft.contract, limit.schema);
  const declared = schema.maximum;
  const chosen = settingsOf(draft.settings, shape.operation.id).maximum ?? declared ?? pageMaximum;
  return {
    style: "offset-limit",
    offset: offset.name,
    limit: limit.name,
    defaultLimit: Math.min(typeof schema.default === "number" ? schema.default : pageDefault, chosen),
    maximumLimit: chosen,
    maximumDeclared: declared !== undefined,
  };
}

function queryParameters(shape: OperationShape): readonly Parameter[] {
  return shape.operation.parameters.filter((parameter) => parameter.in === "query");
}

/** Binds each remaining query parameter to a field or relation by its name. Those it cannot bind are given back. */
export function readFilters(
  shape: OperationShape,
  entity: Entity,
  draft: Draft,
): { readonly filters: readonly Filter[]; readonly unbound: readonly Parameter[] } {
  const pages = readPagination(shape, draft);
  const rest = queryParameters(shape).filter(({ name }) => name !== pages?.offset && name !== pages?.limit);
  const bound = rest.map((parameter) => ({ parameter, filter: bindFilter(parameter, entity, draft) }));
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

const newestWords = ["recent", "latest", "newest", "new"];

/** A total order: what settings or words say, else newest first where rows are paged, oldest first where not. */
export function readOrder(shape: OperationShape, entity: Entity, draft: Draft): readonly OrderKey[] {
  const last = (descending: boolean): OrderKey => ({ field: "id", descending });
  const chosen = settingsOf(draft.settings, shape.operation.id).order;
  if (chosen !== undefined) {
    const descending = chosen.startsWith("-");
    return [{ field: chosen.replace(/^-/, ""), descending }, last(descending)];
  }
  const created = entity.fields.find(({ meaning }) => meaning.kind === "created-at");
  if (!created) return [last(false)];
  const newest = saysNewest(shape) !== undefined || readPagination(shape, draft) !== undefined;
  return [{ field: created.name, descending: newest }, last(newest)];
}

export function saysNewest({ operation }: OperationShape): string | undefined {
  return speaksOf(`${operation.summary} ${operation.description}`, newestWords);
}

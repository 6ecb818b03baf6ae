import type { Behaviour, BodyShape, Entity, Kinds, ListBehaviour, OperationMeaning } from "#domain";
import type { Blueprint, OperationBlueprint } from "../blueprint.ts";

/**
 * The same application as if rows were all of the first of their kinds: what most tests speak of. Those of the other
 * kinds are tested apart.
 */
export function ofFirstKinds(blueprint: Blueprint): Blueprint {
  const { domain } = blueprint;
  if (domain.entities.every(({ kinds }) => !kinds)) return blueprint;
  const kinds = new Map(
    domain.entities.flatMap((entity) => (entity.kinds ? [[entity.name, entity.kinds] as const] : [])),
  );
  const simplify = (operation: OperationBlueprint): OperationBlueprint => ({
    ...operation,
    meaning: simplifyMeaning(operation.meaning, kinds),
  });
  return {
    ...blueprint,
    domain: {
      ...domain,
      entities: domain.entities.map(simplifyEntity),
      operations: domain.operations.map((meaning) => simplifyMeaning(meaning, kinds)),
    },
    modules: blueprint.modules.map((module) => ({
      ...module,
      operations: module.operations.map(simplify),
    })),
  };
}

function simplifyEntity(entity: Entity): Entity {
  const { kinds, ...rest } = entity;
  const first = kinds?.of[0];
  if (!kinds || !first) return entity;
  return {
    ...rest,
    fields: entity.fields
      .filter(({ name }) => first.fields.includes(name))
      .map((field) =>
        field.name === kinds.field ? { ...field, meaning: { kind: "constant", value: first.value } } : field,
      ),
    representations: entity.representations.map((form) => {
      const { kinds: forms, ...whole } = form;
      const own = forms?.find(({ value }) => value === first.value);
      return { ...whole, ...(own && { fields: own.fields, schema: own.schema }) };
    }),
  };
}

function simplifyMeaning(meaning: OperationMeaning, all: ReadonlyMap<string, Kinds>): OperationMeaning {
  const { behaviour } = meaning;
  const kinds = "entity" in behaviour ? all.get(behaviour.entity) : undefined;
  return kinds ? { ...meaning, behaviour: simplifyBehaviour(behaviour, kinds) } : meaning;
}

function simplifyBehaviour(behaviour: Behaviour, kinds: Kinds): Behaviour {
  if (behaviour.kind === "list") return withoutKindFilters(behaviour, kinds);
  return "body" in behaviour
    ? { ...behaviour, body: simplifyBody(behaviour.body, kinds.of[0]?.value) }
    : behaviour;
}

function simplifyBody({ kinds, ...body }: BodyShape, first: string | undefined): BodyShape {
  const own = kinds?.find(({ value }) => value === first);
  if (!own) return body;
  const { ignored: _, closed: __, ...rest } = body;
  const { value: ___, schemaName: ____, ...fields } = own;
  return { ...rest, ...fields };
}

/** Filters by what all such rows have in common, or by the kind itself, are no filters of these rows alone. */
function withoutKindFilters(list: ListBehaviour, kinds: Kinds): ListBehaviour {
  const common = (field: string): boolean =>
    field !== kinds.field && kinds.of.every(({ fields }) => fields.includes(field));
  const filters = list.filters.filter(({ by }) => !("field" in by) || common(by.field));
  const { language, sorting, ...rest } = list;
  const isOwn = ({ field }: { readonly field: string }): boolean => field !== kinds.field;
  return {
    ...rest,
    filters,
    ...(language && { language: { ...language, terms: language.terms.filter(isOwn) } }),
    ...(sorting && { sorting: { ...sorting, choices: sorting.choices.filter(isOwn) } }),
  };
}

import type { Behaviour, Domain, Entity, OperationMeaning } from "#domain";

/** Modules so that what another rests on comes first; else in the contract's order. */
export function orderModules(domain: Domain): readonly string[] {
  const derived = domain.operations.filter(({ behaviour }) => behaviour.kind !== "custom");
  const modules = [...new Set(derived.map(({ module }) => module))];
  const needs = new Map(modules.map((module) => [module, neededModules(module, derived, domain)]));
  const ordered: string[] = [];
  const visit = (module: string, above: readonly string[]): void => {
    if (ordered.includes(module) || above.includes(module)) return;
    for (const needed of needs.get(module) ?? []) visit(needed, [...above, module]);
    ordered.push(module);
  };
  for (const module of modules) visit(module, []);
  return ordered;
}

/** The modules in which the entities are made that operations of this one speak of or refer to. */
function neededModules(
  module: string,
  operations: readonly OperationMeaning[],
  domain: Domain,
): readonly string[] {
  const own = operations.filter((operation) => operation.module === module);
  const touched = own.flatMap(({ behaviour }) => entityOf(behaviour, domain) ?? []);
  const referred = touched.flatMap((entity) => referredEntities(entity, domain));
  const homes = [...touched, ...referred].flatMap((entity) => homeModule(entity, operations) ?? []);
  return [...new Set(homes)].filter((home) => home !== module);
}

export function entityOf(behaviour: Behaviour, domain: Domain): Entity | undefined {
  return "entity" in behaviour ? domain.entities.find(({ name }) => name === behaviour.entity) : undefined;
}

function referredEntities(entity: Entity, domain: Domain): readonly Entity[] {
  const names = entity.fields.flatMap(({ meaning }) =>
    meaning.kind === "reference" ? [meaning.entity] : [],
  );
  const all = new Set([...names, ...(entity.parent ? [entity.parent.entity] : [])]);
  return domain.entities.filter(({ name }) => all.has(name));
}

/** Where an entity is at home: where its rows are made, else where it is spoken of first. */
export function homeModule(entity: Entity, operations: readonly OperationMeaning[]): string | undefined {
  const own = operations.filter(({ behaviour }) => "entity" in behaviour && behaviour.entity === entity.name);
  const makes = own.find(({ behaviour }) => behaviour.kind === "create" || behaviour.kind === "register");
  return (makes ?? own[0])?.module;
}

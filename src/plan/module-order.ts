import type { Domain, Entity, OperationMeaning } from "#domain";

/** Modules so that what another rests on comes first; else in the contract's order. */
export function orderModules(domain: Domain): readonly string[] {
  const derived = domain.operations.filter(({ behaviour }) => behaviour.kind !== "custom");
  const modules = Map.groupBy(derived, ({ module }) => module);
  const entities = new Map(domain.entities.map((entity) => [entity.name, entity]));
  const homes = homeModules(derived);
  const ordered = new Set<string>();
  const visit = (module: string, above: readonly string[]): void => {
    if (ordered.has(module) || above.includes(module)) return;
    const needed = neededModules(modules.get(module) ?? [], entities, homes);
    for (const other of needed) if (other !== module) visit(other, [...above, module]);
    ordered.add(module);
  };
  for (const module of modules.keys()) visit(module, []);
  return [...ordered];
}

/** The modules in which the entities are made that operations of one module speak of or refer to. */
function neededModules(
  operations: readonly OperationMeaning[],
  entities: ReadonlyMap<string, Entity>,
  homes: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const touched = operations.flatMap(({ behaviour }) =>
    "entity" in behaviour ? (entities.get(behaviour.entity) ?? []) : [],
  );
  const referred = touched.flatMap(referredEntities);
  const names = [...touched.map(({ name }) => name), ...referred];
  return new Set(names.flatMap((name) => homes.get(name) ?? []));
}

function referredEntities({ fields, parent }: Entity): readonly string[] {
  const names = fields.flatMap(({ meaning }) => (meaning.kind === "reference" ? [meaning.entity] : []));
  return parent ? [...names, parent.entity] : names;
}

/** Where each entity is at home: where its rows are made, else where it is spoken of first. */
export function homeModules(operations: readonly OperationMeaning[]): ReadonlyMap<string, string> {
  const homes = new Map<string, string>();
  const made = new Set<string>();
  for (const { behaviour, module } of operations) {
    if (!("entity" in behaviour)) continue;
    const makes = ["create", "create-many", "register"].includes(behaviour.kind);
    if (made.has(behaviour.entity) || (homes.has(behaviour.entity) && !makes)) continue;
    homes.set(behaviour.entity, module);
    if (makes) made.add(behaviour.entity);
  }
  return homes;
}

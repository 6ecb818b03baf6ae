import type { Domain, Entity } from "#domain";
import { attributeName, type Column, subjectColumn } from "../tables.ts";

/** Contract names of the fields that some list of the entity filters by, or bounds, or a list of rows that name its own. */
export function filteredFields(domain: Domain, entity: Entity): ReadonlySet<string> {
  const own = listsOf(domain, entity).flatMap(({ filters, narrowed }) => [
    ...filters.flatMap(({ by }) => (by.kind === "field" || by.kind === "range" ? [by.field] : [])),
    ...(narrowed ? [narrowed.field] : []),
  ]);
  const naming = domain.operations.flatMap(({ behaviour }) =>
    behaviour.kind === "list"
      ? behaviour.filters.flatMap(({ by }) =>
          by.kind === "named" && by.entity === entity.name ? [by.of] : [],
        )
      : [],
  );
  return new Set([...own, ...naming]);
}

/** Contract names of the fields that callers may sort some list of the entity by. */
function sortedFields(domain: Domain, entity: Entity): readonly string[] {
  const choices = listsOf(domain, entity).flatMap(({ sorting }) => sorting?.choices ?? []);
  return [...new Set(choices.map(({ field }) => field))];
}

function listsOf(domain: Domain, entity: Entity) {
  return domain.operations.flatMap(({ behaviour }) =>
    behaviour.kind === "list" && behaviour.entity === entity.name ? [behaviour] : [],
  );
}

/** Indexes from what lists sort and filter by: each foreign key and filter leads one that ends in the sort order. */
export function entityIndexes(
  domain: Domain,
  entity: Entity,
  columns: readonly Column[],
): readonly (readonly string[])[] {
  const lists = listsOf(domain, entity);
  const sorts = lists.map(({ order }) => order.map(({ field }) => attributeName(field)));
  const sort = sorts.find((keys) => keys.length > 1) ?? sorts[0] ?? [];
  const filtered = new Set([...filteredFields(domain, entity)].map(attributeName));
  const subject = entity.subject && subjectColumn(entity);
  const leading = columns.filter(
    ({ refersTo, name, primaryKey }) =>
      refersTo !== undefined || name === subject || (filtered.has(name) && !primaryKey),
  );
  const wholeList =
    // Of rows that belong to somebody elsewhere, no list is of all.
    !subject && lists.some(({ parent, narrowed }) => !parent && !narrowed) && sort.length > 1 ? [sort] : [];
  const chosen = sortedFields(domain, entity).flatMap((name) => {
    const column = columns.find((each) => each.name === attributeName(name));
    // A long text has no index: most of them are sorted by nobody.
    return column && !column.primaryKey && column.type.kind !== "text" ? [[column.name]] : [];
  });
  const led = new Set([...wholeList, ...leading.map(({ name }) => [name])].map(([first]) => first));
  const all = [
    ...wholeList,
    ...leading.map(({ name }) => (lists.length === 0 ? [name] : [...new Set([name, ...sort])])),
    ...chosen.filter(([name]) => !led.has(name)),
  ];
  // What rows are sorted by may be what they are filtered by.
  return [...new Map(all.map((index) => [index.join(" "), index])).values()];
}

export function withSingleIndexes(
  columns: readonly Column[],
  indexes: readonly (readonly string[])[],
): readonly Column[] {
  return columns.map((column) => ({
    ...column,
    index: indexes.some((index) => index.length === 1 && index[0] === column.name) && !column.unique,
  }));
}

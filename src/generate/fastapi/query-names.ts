import type { Domain } from "#domain";
import { variableNameOf } from "./python-names.ts";
import { isNamed, isNamedByLines, isNamedByLists } from "./references.ts";

/** What the queries of entities are called, which services import: no function of an operation may hide one. */
export function queryNames(domain: Domain): readonly string[] {
  return domain.entities.flatMap((entity) => {
    const { name, table } = entity;
    const variable = variableNameOf(name);
    return [
      ...[`load_${variable}`, `select_${table}`, `require_${variable}`, `find_${variable}_id`],
      ...(isNamed(domain, entity) ? [`${variable}_exists`] : []),
      ...(isNamedByLists(domain, entity) ? [`${table}_exist`] : []),
      ...(isNamedByLines(domain, entity) ? [`find_${table}`] : []),
    ];
  });
}

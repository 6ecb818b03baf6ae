import { plural } from "#base";
import type { Domain } from "#domain";
import { identifierText } from "#python";
import { classNameOf } from "../python-names.ts";
import { membershipColumns, type Table } from "../tables.ts";
import { plainColumn, referenceTo } from "./columns.ts";

export function membershipTable(domain: Domain, relationName: string): Table {
  const { member, target } = membershipColumns(domain, relationName);
  const relation = domain.relations.find(({ name }) => name === relationName);
  const tableOf = (name: string | undefined) =>
    domain.entities.find((entity) => entity.name === name)?.table ?? "";
  const name = identifierText(relationName);
  return {
    name: plural(name),
    className: classNameOf(relationName),
    module: tableOf(relation?.target),
    origin: { kind: "membership", relation: relationName },
    columns: [
      {
        ...plainColumn,
        name: member,
        primaryKey: true,
        ...referenceTo(domain, domain.accounts?.entity ?? ""),
      },
      {
        ...plainColumn,
        name: target,
        primaryKey: true,
        index: true,
        ...referenceTo(domain, relation?.target ?? ""),
      },
    ],
    uniques: [],
    indexes: [],
  };
}

import { assert, plural, snakeCase } from "#base";
import type { Domain } from "#domain";
import { identifierText } from "#python";
import { classNameOf } from "../python-names.ts";
import { attributeName, indexedLength, type Table } from "../tables.ts";
import { integer, plainColumn, referenceTo, text } from "./columns.ts";

/** One table for each kind of file that rows have: each row has one at most. */
export function fileTables(domain: Domain): readonly Table[] {
  const tables = domain.operations.flatMap(({ behaviour }): readonly Table[] => {
    if (behaviour.kind !== "store-file") return [];
    const entity = domain.entities.find(({ name }) => name === behaviour.entity);
    assert(entity, `the domain has no entity ${behaviour.entity}`);
    const owner = `${snakeCase(entity.name)}_id`;
    const note =
      behaviour.note === undefined
        ? []
        : [{ ...plainColumn, name: noteColumn(behaviour.note), type: text, nullable: true }];
    return [
      {
        name: `${snakeCase(entity.name)}_${plural(identifierText(behaviour.file))}`,
        className: classNameOf(`${entity.name} ${behaviour.file}`),
        module: entity.table,
        origin: { kind: "file", entity: entity.name, file: behaviour.file },
        columns: [
          { ...plainColumn, name: owner, primaryKey: true, ...referenceTo(domain, entity.name) },
          { ...plainColumn, name: "content", type: { kind: "bytes" } },
          { ...plainColumn, name: "media_type", type: { kind: "string", length: indexedLength } },
          { ...plainColumn, name: "size", type: integer },
          ...note,
        ],
        uniques: [],
        indexes: [],
      },
    ];
  });
  return [...new Map(tables.map((table) => [table.name, table])).values()];
}

/** The column of the text beside a file, kept off the others. */
export function noteColumn(parameter: string): string {
  const column = attributeName(parameter);
  return ["content", "media_type", "size"].includes(column) || column.endsWith("_id")
    ? `${column}_text`
    : column;
}

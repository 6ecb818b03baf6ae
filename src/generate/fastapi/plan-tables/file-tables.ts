import { assert, plural, snakeCase } from "#base";
import type { Domain } from "#domain";
import { identifierText } from "#python";
import { classNameOf } from "../python-names.ts";
import { attributeName, indexedLength, type Table } from "../tables.ts";
import { integer, plainColumn, referenceTo, text } from "./columns.ts";

/** One table for each kind of file that rows have: each row has one at most. */
export function fileTables(domain: Domain): readonly Table[] {
  const tables = keptFiles(domain).map(({ entity: entityName, file, note: noted }): Table => {
    const entity = domain.entities.find(({ name }) => name === entityName);
    assert(entity, `the domain has no entity ${entityName}`);
    const owner = `${snakeCase(entity.name)}_id`;
    const note =
      noted === undefined ? [] : [{ ...plainColumn, name: noteColumn(noted), type: text, nullable: true }];
    return {
      name: `${snakeCase(entity.name)}_${plural(identifierText(file))}`,
      className: classNameOf(`${entity.name} ${file}`),
      module: entity.table,
      origin: { kind: "file", entity: entity.name, file },
      columns: [
        { ...plainColumn, name: owner, primaryKey: true, ...referenceTo(domain, entity.name) },
        { ...plainColumn, name: "content", type: { kind: "bytes" } },
        { ...plainColumn, name: "media_type", type: { kind: "string", length: indexedLength } },
        { ...plainColumn, name: "size", type: integer },
        ...note,
      ],
      uniques: [],
      indexes: [],
    };
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

interface KeptFile {
  readonly entity: string;
  readonly file: string;
  /** What is kept beside it. */
  readonly note?: string;
}

/** Files that operations store, each by itself or with the row that it belongs to. */
function keptFiles({ operations }: Domain): readonly KeptFile[] {
  return operations.flatMap(({ behaviour }): readonly KeptFile[] => {
    if (behaviour.kind === "store-file") return [behaviour];
    if (behaviour.kind !== "create") return [];
    const { entity, body } = behaviour;
    return (body.form?.files ?? []).map(({ file }) => ({ entity, file }));
  });
}

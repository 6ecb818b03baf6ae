import { assert, snakeCase } from "#base";
import type { CodeTemplate, JsonValue } from "#contract";
import type { Domain, Entity, Field } from "#domain";
import { attributeName } from "./python-names.ts";

export { attributeName } from "./python-names.ts";

/** A table as models and migrations both print it. Python attribute and column have one name. */
export interface Table {
  readonly name: string;
  readonly className: string;
  readonly module: string;
  readonly origin: TableOrigin;
  readonly columns: readonly Column[];
  /** Unique constraints over several columns. */
  readonly uniques: readonly (readonly string[])[];
  /** Indexes over several columns; those of one column stand at the column. */
  readonly indexes: readonly (readonly string[])[];
}

export type TableOrigin =
  | { readonly kind: "entity"; readonly entity: string }
  | { readonly kind: "values"; readonly entity: string; readonly field: string }
  | { readonly kind: "objects"; readonly entity: string; readonly field: string; readonly value: string }
  | { readonly kind: "membership"; readonly relation: string }
  | { readonly kind: "sign-in-failures" }
  | { readonly kind: "file"; readonly entity: string; readonly file: string }
  | { readonly kind: "sessions" }
  | { readonly kind: "password-resets" }
  | { readonly kind: "confirmations" }
  | { readonly kind: "roles" }
  | { readonly kind: "repeat-keys" }
  | { readonly kind: "access-keys" }
  | { readonly kind: "oauth-clients" };

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly primaryKey: boolean;
  readonly unique: boolean;
  readonly index: boolean;
  /** Of a key: what makes its values. The database counts, the application takes one by chance, or clients choose. */
  readonly made?: "database" | "application" | "client";
  /** Of a text that the application makes: how. */
  readonly text?: CodeTemplate;
  /** The row that it refers to. */
  readonly refersTo?: ColumnReference;
  readonly default?: JsonValue;
}

/** A primary key of another table. */
export interface ColumnReference {
  readonly table: string;
  readonly column: string;
  /** Of a row that lives on without the other: the other cannot go before it, or it refers to nothing then. Else it goes along. */
  readonly onDelete?: "refuse" | "empty";
}

export type ColumnType =
  | { readonly kind: "text" }
  | { readonly kind: "string"; readonly length: number }
  /** What no column type of its own fits. */
  | { readonly kind: "json"; readonly holds: "scalar" | "object" | "list" | "any" }
  | { readonly kind: "integer" | "float" | "numeric" | "boolean" | "datetime" | "date" | "uuid" | "bytes" };

/** What a foreign key says of rows whose other row goes; nothing where the other cannot go. */
export function ondeleteOf({ onDelete }: ColumnReference): "CASCADE" | "SET NULL" | undefined {
  if (onDelete === undefined) return "CASCADE";
  return onDelete === "empty" ? "SET NULL" : undefined;
}

/** Texts in an index are bounded: PostgreSQL refuses index rows over about 2,700 bytes. */
export const indexedLength = 255;
export const slugLength = 80;

/** The column that keeps when a row was deleted, where it is only marked. */
export const deletedAt = "deleted_at";

export const firstVersion = 1;

/** The column that counts the versions of a row: a field may have the name. */
export function versionColumn({ fields }: Entity): string {
  const isTaken = fields.some(({ name }) => attributeName(name) === "version");
  return isTaken ? "row_version" : "version";
}

/** The column by which a row refers to the one above it: called as rows show it, where they do. */
export function parentColumnName(entity: Entity): string {
  const shown = entity.fields.find(({ meaning }) => meaning.kind === "parent-key");
  return shown ? attributeName(shown.name) : `${snakeCase(entity.parent?.entity ?? "parent")}_id`;
}

/** The column by which a row refers to the account that it belongs to: called as rows show it, where they do. */
export function ownerColumnName({ owner }: Entity): string {
  return owner?.key === undefined ? `${attributeName(owner?.field ?? "owner")}_id` : attributeName(owner.key);
}

/** The column that holds the user of a row whom another server knows, and what that is called wherever it travels. */
export function subjectColumn({ subject }: Entity): string {
  return attributeName(subject?.field ?? "owner");
}

/** The column that keeps a field, where one does. */
export function tableColumn(tables: readonly Table[], entity: Entity, field: Field): Column | undefined {
  const table = tables.find(({ origin }) => origin.kind === "entity" && origin.entity === entity.name);
  return table?.columns.find(({ name }) => name === attributeName(field.name));
}

/** The one column that refers to another table. */
export function referenceAttribute(table: Table): string {
  const column = table.columns.find(({ refersTo }) => refersTo !== undefined);
  assert(column, `${table.name} refers to another table`);
  return column.name;
}

/** The columns of a table of values: the row they belong to, their place in a list that has an order, the value. */
export function valueColumns(table: Table): {
  readonly owner: string;
  readonly position?: string;
  readonly value: string;
} {
  const owner = table.columns[0];
  const value = table.columns.at(-1);
  assert(owner && value && table.origin.kind === "values", "a table of values has an owner and a value");
  return {
    owner: owner.name,
    value: value.name,
    ...(table.columns.length === 3 && { position: "position" }),
  };
}

/** The columns of a table of objects that are not theirs: the row they belong to, and their place in its list. */
export function objectColumns(table: Table): { readonly owner: string; readonly position: string } {
  const index = table.columns.findIndex(({ refersTo }) => refersTo !== undefined);
  const [owner, position] = table.columns.slice(index, index + 2);
  assert(owner && position && table.origin.kind === "objects", "objects belong to a row and have a place");
  return { owner: owner.name, position: position.name };
}

/** Whether some operation looks values up: a list that filters by one, or one that lists them all. */
export function isSearched(domain: Domain, entity: Entity, field: Field): boolean {
  return domain.operations.some(({ behaviour }) => {
    if (behaviour.kind === "distinct-values")
      return behaviour.entity === entity.name && behaviour.field === field.name;
    if (behaviour.kind !== "list" || behaviour.entity !== entity.name) return false;
    return behaviour.filters.some(({ by }) => by.kind === "contains" && by.field === field.name);
  });
}

/** Whether some list looks objects up by this member of theirs: the very field, as the domain has it. */
export function isSearchedMember(domain: Domain, member: Field): boolean {
  const value = domain.values.find(({ fields }) => fields.includes(member));
  if (!value) return false;
  const holders = domain.entities.flatMap(({ name, fields }) =>
    fields.flatMap((field) =>
      field.meaning.kind === "objects" && field.meaning.value === value.name
        ? [{ entity: name, field: field.name }]
        : [],
    ),
  );
  return domain.operations.some(
    ({ behaviour }) =>
      behaviour.kind === "list" &&
      behaviour.filters.some(
        ({ by }) =>
          by.kind === "contains" &&
          by.member === member.name &&
          holders.some(({ entity, field }) => entity === behaviour.entity && field === by.field),
      ),
  );
}

/** Columns of a membership table: who, and to what. */
export function membershipColumns(
  domain: Domain,
  relationName: string,
): { readonly member: string; readonly target: string } {
  const relation = domain.relations.find(({ name }) => name === relationName);
  const account = domain.accounts?.entity;
  assert(relation && account !== undefined, `relation ${relationName} needs accounts`);
  const member = `${snakeCase(account)}_id`;
  const target = relation.target === account ? `target_${member}` : `${snakeCase(relation.target)}_id`;
  return { member, target };
}

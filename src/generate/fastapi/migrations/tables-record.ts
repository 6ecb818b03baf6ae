import { description } from "../description.ts";
import type { ColumnType } from "../tables.ts";
import type { KeptColumn, KeptTable } from "./kept-table.ts";

export const recordPath = description.migrations.record;

/** The tables that the accepted migrations lead to: what a next one starts from, without running any. */
export interface TablesRecord {
  readonly database: string;
  /** Accepted migrations by the name of their file, in order. */
  readonly migrations: ReadonlyMap<string, AcceptedMigration>;
  readonly tables: readonly KeptTable[];
}

export interface AcceptedMigration {
  readonly digest: string;
  /** `books.year`, or `books`: what it takes away, as was allowed. */
  readonly drops?: readonly string[];
  /** New places by old ones: `books.year` is `books.published` from then on. */
  readonly renames?: Readonly<Record<string, string>>;
}

/** One line for each column, so that versions of the file merge. */
export function printRecord({ database, migrations, tables }: TablesRecord): string {
  const entries = tables.map((table) => [table.name, printTable(table)]);
  const value = {
    format: 1,
    database,
    migrations: Object.fromEntries(migrations),
    tables: Object.fromEntries(entries),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function printTable({ columns, primaryKey, uniques, indexes, keepsIdentities }: KeptTable): object {
  const lists = (all: readonly (readonly string[])[]): readonly string[] =>
    all.map((names) => names.join(" "));
  return {
    columns: Object.fromEntries(columns.map((column) => [column.name, printColumn(column)])),
    primaryKey: primaryKey.join(" "),
    ...(uniques.length > 0 && { uniques: lists(uniques) }),
    ...(indexes.length > 0 && { indexes: lists(indexes) }),
    ...(keepsIdentities && { keepsIdentities: true }),
  };
}

/** `string(80) null -> users.id`, and what becomes of the row if it does not go with the other: `-> users.id empty` */
function printColumn({ type, nullable, refersTo }: KeptColumn): string {
  const kind = printType(type);
  const stays = refersTo?.onDelete === undefined ? "" : ` ${refersTo.onDelete}`;
  const target = refersTo ? ` -> ${refersTo.table}.${refersTo.column}${stays}` : "";
  return `${kind}${nullable ? " null" : ""}${target}`;
}

function printType(type: ColumnType): string {
  if (type.kind === "string") return `string(${type.length})`;
  return type.kind === "json" ? `json(${type.holds})` : type.kind;
}

/** Undefined where the text is none of ours: then nothing of it is believed. */
export function parseRecord(text: string): TablesRecord | undefined {
  const value = parse(text);
  if (!isFields(value) || value["format"] !== 1 || typeof value["database"] !== "string") return undefined;
  if (!isFields(value["migrations"]) || !isFields(value["tables"])) return undefined;
  const migrations = Object.entries(value["migrations"]).map(
    ([name, entry]) => [name, readMigration(entry)] as const,
  );
  const tables = Object.entries(value["tables"]).map(([name, entry]) => readTable(name, entry));
  const known = migrations.flatMap(([name, entry]) => (entry ? [[name, entry] as const] : []));
  const whole = tables.filter((table) => table !== undefined);
  if (known.length !== migrations.length || whole.length !== tables.length) return undefined;
  return { database: value["database"], migrations: new Map(known), tables: whole };
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readMigration(value: unknown): AcceptedMigration | undefined {
  if (!isFields(value) || typeof value["digest"] !== "string") return undefined;
  const { drops, renames } = value;
  return {
    digest: value["digest"],
    ...(Array.isArray(drops) && { drops: drops.map(String) }),
    ...(isFields(renames) && {
      renames: Object.fromEntries(Object.entries(renames).map(([from, to]) => [from, String(to)])),
    }),
  };
}

/** Names go into statements: what is no name is not believed. */
function isName(text: string): boolean {
  return /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(text);
}

function readTable(name: string, value: unknown): KeptTable | undefined {
  if (!isName(name)) return undefined;
  if (!isFields(value) || !isFields(value["columns"]) || typeof value["primaryKey"] !== "string")
    return undefined;
  const columns = Object.entries(value["columns"]).map(([column, form]) => readColumn(column, form));
  const known = columns.filter((column) => column !== undefined).filter((column) => isName(column.name));
  if (known.length !== columns.length) return undefined;
  const lists = (some: unknown): readonly (readonly string[])[] =>
    Array.isArray(some) ? some.map((names) => String(names).split(" ")) : [];
  return {
    name,
    columns: known,
    primaryKey: value["primaryKey"].split(" "),
    uniques: lists(value["uniques"]),
    indexes: lists(value["indexes"]),
    keepsIdentities: value["keepsIdentities"] === true,
  };
}

const columnForm = /^(\w+)(?:\((\w+)\))?( null)?(?: -> (\S+)\.(\S+?)(?: (refuse|empty))?)?$/;
const jsonForms = ["scalar", "object", "list", "any"] as const;
const plainKinds = [
  "text",
  "integer",
  "float",
  "numeric",
  "boolean",
  "datetime",
  "date",
  "uuid",
  "bytes",
] as const;

function readColumn(name: string, form: unknown): KeptColumn | undefined {
  const [, word, length, nullable, table, column, onDelete] = columnForm.exec(String(form)) ?? [];
  const type = readType(word, length);
  if (!type) return undefined;
  return {
    name,
    type,
    nullable: nullable !== undefined,
    ...(table !== undefined &&
      column !== undefined && {
        refersTo: { table, column, ...((onDelete === "refuse" || onDelete === "empty") && { onDelete }) },
      }),
  };
}

function readType(word: string | undefined, detail: string | undefined): ColumnType | undefined {
  if (word === "string")
    return /^\d{1,9}$/.test(detail ?? "") ? { kind: "string", length: Number(detail) } : undefined;
  if (word === "json") {
    const holds = jsonForms.find((form) => form === detail);
    return holds && { kind: "json", holds };
  }
  const kind = plainKinds.find((one) => one === word);
  return kind && { kind };
}

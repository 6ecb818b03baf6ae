import { foreignKeyName, indexName, type KeptColumn, type KeptTable, uniqueName } from "./kept-table.ts";

/** What stands between the tables that the accepted migrations lead to and those that are wanted. */
export interface TableChanges {
  readonly created: readonly KeptTable[];
  readonly dropped: readonly KeptTable[];
  readonly altered: readonly TableAlteration[];
  /** Tables of both sides, by their names on the wanted one: what foreign keys may refer to at once. */
  readonly kept: readonly string[];
}

export interface TableAlteration {
  /** As it is; under another name where it is renamed. */
  readonly from: KeptTable;
  readonly to: KeptTable;
  readonly renamed: readonly { readonly from: KeptColumn; readonly to: KeptColumn }[];
  readonly added: readonly KeptColumn[];
  readonly dropped: readonly KeptColumn[];
  /** Columns that are on both sides, with another type or nullability. */
  readonly changed: readonly { readonly from: KeptColumn; readonly to: KeptColumn }[];
  /** The primary key is of other columns, or of another type: that is no change of a column. */
  readonly rekeyed: boolean;
}

/** New names by old ones, of tables and, below a table's old name, of columns. */
export interface Renames {
  readonly tables: ReadonlyMap<string, string>;
  readonly columns: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export const noRenames: Renames = { tables: new Map(), columns: new Map() };

export function compareTables(
  from: readonly KeptTable[],
  to: readonly KeptTable[],
  renames: Renames,
): TableChanges {
  const pairs = pairUp(from, to, renames.tables);
  const there = new Set(pairs.flatMap((pair) => pair.to?.name ?? []));
  return {
    created: to.filter(({ name }) => !there.has(name)),
    dropped: pairs.flatMap((pair) => (pair.to ? [] : [pair.from])),
    altered: pairs.flatMap((pair) => {
      const alteration = pair.to && compareTable(pair.from, pair.to, renames);
      return alteration && isAltered(alteration) ? [alteration] : [];
    }),
    kept: [...there],
  };
}

/** Each of one side with the one of its name on the other; under its new name, where nothing had that before. */
function pairUp<Named extends { readonly name: string }>(
  from: readonly Named[],
  to: readonly Named[],
  names: ReadonlyMap<string, string>,
): readonly { readonly from: Named; readonly to: Named | undefined }[] {
  const wanted = new Map(to.map((entry) => [entry.name, entry]));
  const taken = new Set(from.map(({ name }) => name));
  return from.map((entry) => {
    const name = names.get(entry.name);
    const renamed = name === undefined || taken.has(name) ? undefined : wanted.get(name);
    return { from: entry, to: wanted.get(entry.name) ?? renamed };
  });
}

function compareTable(from: KeptTable, to: KeptTable, renames: Renames): TableAlteration {
  const pairs = pairUp(from.columns, to.columns, renames.columns.get(from.name) ?? new Map());
  const both = pairs.flatMap((pair) => (pair.to ? [{ from: pair.from, to: pair.to }] : []));
  const there = new Set(both.map((pair) => pair.to.name));
  const key = from.primaryKey.map((name) => both.find((pair) => pair.from.name === name));
  const isKey = (name: string): boolean => to.primaryKey.includes(name);
  return {
    from,
    to,
    renamed: both.filter((pair) => pair.from.name !== pair.to.name),
    added: to.columns.filter(({ name }) => !there.has(name)),
    dropped: pairs.flatMap((pair) => (pair.to ? [] : [pair.from])),
    changed: both.filter((pair) => hasOtherForm(pair.from, pair.to)),
    rekeyed:
      key.map((pair) => pair?.to.name).join() !== to.primaryKey.join() ||
      both.some((pair) => isKey(pair.to.name) && hasOtherForm(pair.from, pair.to)),
  };
}

function hasOtherForm(one: KeptColumn, other: KeptColumn): boolean {
  return one.nullable !== other.nullable || JSON.stringify(one.type) !== JSON.stringify(other.type);
}

function isAltered({ from, to, renamed, added, dropped, changed, rekeyed }: TableAlteration): boolean {
  return (
    rekeyed ||
    from.name !== to.name ||
    renamed.length + added.length + dropped.length + changed.length > 0 ||
    from.keepsIdentities !== to.keepsIdentities ||
    constraintsOf(from).join() !== constraintsOf(to).join()
  );
}

function constraintsOf(table: KeptTable): readonly string[] {
  return [
    ...table.uniques.map((columns) => uniqueName(table, columns)),
    ...table.indexes.map((columns) => indexName(table, columns)),
    ...table.columns.flatMap((column) =>
      column.refersTo
        ? [`${foreignKeyName(table, column)}.${column.refersTo.column} ${column.refersTo.onDelete ?? ""}`]
        : [],
    ),
  ].toSorted();
}

export function isEmpty({ created, dropped, altered }: TableChanges): boolean {
  return created.length + dropped.length + altered.length === 0;
}

/** The way back. */
export function reverseChanges({ created, dropped, altered, kept }: TableChanges): TableChanges {
  const oldNames = new Map(altered.map(({ from, to }) => [to.name, from.name]));
  return {
    created: dropped,
    dropped: created,
    altered: altered.map(reverseAlteration).toReversed(),
    kept: kept.map((name) => oldNames.get(name) ?? name),
  };
}

function reverseAlteration({
  from,
  to,
  renamed,
  added,
  dropped,
  changed,
  rekeyed,
}: TableAlteration): TableAlteration {
  const turn = (pair: { readonly from: KeptColumn; readonly to: KeptColumn }) => ({
    from: pair.to,
    to: pair.from,
  });
  return {
    from: to,
    to: from,
    renamed: renamed.map(turn),
    added: dropped,
    dropped: added,
    changed: changed.map(turn),
    rekeyed,
  };
}

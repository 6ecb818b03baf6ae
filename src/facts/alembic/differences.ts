import type { Reading } from "../front-end.ts";
import type { ModelDifferenceFact } from "../migration.ts";
import { type MappedColumn, type MappedTable, readMappedTables } from "../sqlalchemy/mapped-tables.ts";
import { replay, type TableState } from "./replay.ts";
import type { Revision } from "./revision.ts";

/**
 * Columns, indexes and tables that a mapped class needs and that no revision makes: what autogeneration would add. Where raw SQL or a
 * loop of some revision may have made one, nothing is said of it.
 */
export function findDifferences(
  reading: Reading,
  ordered: readonly Revision[],
): readonly ModelDifferenceFact[] {
  const hidden = ordered.map((revision) => wordsOf(revision.hidden.join(" ")));
  const mayHide = (...words: readonly string[]): boolean =>
    hidden.some((text) => words.every((word) => text.has(word)));
  const tables = replay(ordered);
  const makesAll =
    ordered.length > 0 && !isMadeOtherwise(reading) && ordered.every(({ isLinked }) => isLinked);
  return readMappedTables(reading.project, reading.classes)
    .filter(({ span }) => !isTest(span.file))
    .flatMap((mapped) => compareTable(mapped, tables.get(mapped.table), makesAll, mayHide));
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.match(/\w+/g) ?? []);
}

function isTest(path: string): boolean {
  return /(?:^|\/)(?:tests?|testing)\/|(?:^|\/)(?:test_[^/]*|conftest)\.py$/.test(path);
}

/** Whether tables are made from the classes themselves, or left out of the comparison by the project's own word. */
function isMadeOtherwise({ project }: Reading): boolean {
  return [...project.modules.values()].some(
    ({ path, syntax }) =>
      (!isTest(path) && /\bmetadata\.create_all\b/.test(syntax.text)) ||
      (path.endsWith("env.py") && /\binclude_(?:object|name)\b/.test(syntax.text)),
  );
}

function compareTable(
  mapped: MappedTable,
  state: TableState | undefined,
  makesAll: boolean,
  mayHide: (...words: readonly string[]) => boolean,
): readonly ModelDifferenceFact[] {
  const { model, table, span } = mapped;
  const base = {
    framework: "alembic",
    app: "",
    model,
    isOfTable: true,
    details: [table],
    change: "added",
  } as const;
  if (state === undefined) {
    const isSure = makesAll && !mayHide(table) && mapped.columns.length > 0;
    return isSure ? [{ ...base, subject: "model", name: table, span }] : [];
  }
  // Of a table that stood there before the first revision, only what came later is known.
  if (!state.isMade) return [];
  const indexes = mapped.indexes.filter(
    ({ columns }) => !columns.some((name) => mayHide(table, name)) && !hasIndex(state, columns),
  );
  const columns = mapped.columns.flatMap((column): readonly ModelDifferenceFact[] => {
    if (mayHide(table, column.name)) return [];
    if (!state.columns.has(column.name)) {
      const before = state.dropped.get(column.name);
      const found = { ...base, subject: "field", name: column.name, span: column.span } as const;
      return [before === undefined ? found : { ...found, before }];
    }
    return column.indexed && !isIndexed(state, column)
      ? [{ ...base, subject: "index", name: column.name, span: column.span }]
      : [];
  });
  return [
    ...columns,
    ...indexes.map(
      (index): ModelDifferenceFact => ({
        ...base,
        subject: "index",
        name: index.columns.join(", "),
        span: index.span,
      }),
    ),
  ];
}

/** Whether an index begins with these columns, or with an expression that may stand for them. */
function hasIndex({ indexes, columns: known }: TableState, wanted: readonly string[]): boolean {
  // One over a column that no revision makes is told with the column.
  if (wanted.some((name) => !known.has(name))) return true;
  return indexes.some(({ columns }) =>
    wanted.every((name, place) => columns[place] === name || columns[place] === ""),
  );
}

function isIndexed({ indexes }: TableState, { name }: MappedColumn): boolean {
  return indexes.some(({ columns }) => columns[0] === name || columns[0] === "");
}

import type { Difference } from "#plan";
import { isPending, type ProjectChanges, tellPlace, tellReason } from "#verbs";
import { counted, figure, listed } from "../text/figures.ts";
import type { Look } from "../text/look.ts";
import { type Cell, layTable, type Row } from "../text/table.ts";

const most = 12;

/** What a build would bring in, where, and what it could not: before anything is written. */
export function layChanges(changes: ProjectChanges, look: Look, all: boolean): readonly string[] {
  const { contract, migration, files } = changes;
  const limit = all ? Number.POSITIVE_INFINITY : most;
  const rows = [
    ...(contract
      ? [
          ...layDifference("operation", contract.operations, limit),
          ...layDifference("field", contract.fields, limit),
        ]
      : []),
    ...migration.changes.map((text) => row("migration", { text: "" }, text)),
    ...migration.assumptions.map(({ text, setting, chosen }) =>
      row("assumed", { text: "" }, setting === undefined ? text : `${text}; ${setting}: ${chosen}`),
    ),
    ...migration.problems.map(({ message, mend }) =>
      row("refused", { text: "", style: "error" }, `${message}: ${mend}`),
    ),
    ...migration.warnings.map((text) => row("migration", { text: "", style: "warning" }, text)),
    ...layFiles(files),
    ...files.kept
      .filter(isPending)
      .slice(0, limit)
      .map((part) => row("left alone", { text: "" }, `${tellPlace(part)}: ${tellReason(part)}`)),
  ];
  if (rows.length > 0) return layTable(rows, { look, indent: 2 });
  return layTable([row("nothing", { text: "" }, "a build would change nothing")], { look, indent: 2 });
}

function row(kind: string, mark: Cell, text: string): Row {
  return { cells: [{ text: kind, style: "heading" }, mark], body: { text } };
}

function layDifference(kind: string, { added, changed, removed }: Difference, limit: number): readonly Row[] {
  const rows = [
    ...added.map(({ name, text }) => row(kind, { text: "new", style: "good" }, `${name}: ${text}`)),
    ...changed.map(({ name, text, before }) =>
      row(
        kind,
        { text: "changed", style: "warning" },
        before === text ? `${name}: ${text}` : `${name}: ${before} → ${text}`,
      ),
    ),
    ...removed.map(({ name, text }) => row(kind, { text: "gone", style: "error" }, `${name}: ${text}`)),
  ];
  const rest = rows.length - limit;
  return rest > 0 ? [...rows.slice(0, limit), row(kind, { text: "" }, `${figure(rest)} more`)] : rows;
}

function layFiles({ added, changed, merged, removed }: ProjectChanges["files"]): readonly Row[] {
  const replaced = changed.filter((path) => !merged.includes(path));
  const kinds = [
    ["new", added],
    ["changed", replaced],
    ["changed beside hand edits", merged],
    ["taken away", removed],
  ] as const;
  return kinds.flatMap(([kind, paths]) =>
    paths.length === 0
      ? []
      : [row("files", { text: "" }, `${counted(paths.length, "file")} ${kind}: ${listed(paths, 6)}`)],
  );
}

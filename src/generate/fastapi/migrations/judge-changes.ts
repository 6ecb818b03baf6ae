import type { MigrationAssumption, MigrationProblem } from "../../stack.ts";
import type { ColumnType } from "../tables.ts";
import { type ExistingRows, valueForRows } from "./existing-rows.ts";
import type { Fill } from "./fill.ts";
import type { KeptColumn, KeptTable } from "./kept-table.ts";
import { needingValues } from "./print-changes.ts";
import type { TableAlteration, TableChanges } from "./table-changes.ts";

/** What a migration would have to know, or would destroy. */
export interface ChangeVerdict {
  readonly problems: readonly MigrationProblem[];
  readonly assumptions: readonly MigrationAssumption[];
  /** Values for rows that exist, by `table.column`. */
  readonly fills: ReadonlyMap<string, Fill>;
}

const byHand =
  "write that migration by hand (python -m alembic revision), and build with --migrated: the proof compares it with the models";

export function judgeChanges(
  changes: TableChanges,
  rows: ExistingRows,
  { allowDataLoss }: { readonly allowDataLoss: boolean },
): ChangeVerdict {
  const judged = changes.altered.map((alteration) => judgeAlteration(alteration, rows));
  const losses = allowDataLoss
    ? []
    : [
        ...changes.dropped.map(({ name }) => loss(`the table ${name} and all its rows`)),
        ...changes.altered.flatMap(({ from, dropped }) =>
          dropped.map((column) => loss(`${from.name}.${column.name} of all rows`)),
        ),
      ];
  return {
    problems: [...losses, ...judged.flatMap(({ problems }) => problems)],
    assumptions: judged.flatMap(({ assumptions }) => assumptions),
    fills: new Map(judged.flatMap(({ fills }) => [...fills])),
  };
}

function loss(what: string): MigrationProblem {
  return {
    message: `it would destroy ${what}`,
    mend: "if that is meant, build with --allow-data-loss; if it got another name, say so in keelback.yaml under domain.renamed",
  };
}

function judgeAlteration(alteration: TableAlteration, rows: ExistingRows): ChangeVerdict {
  const { to, changed, rekeyed } = alteration;
  const problems: MigrationProblem[] = [];
  const assumptions: MigrationAssumption[] = [];
  const fills = new Map<string, Fill>();
  if (rekeyed)
    problems.push({ message: `the rows of ${to.name} would be told apart by another key`, mend: byHand });
  for (const column of needingValues(alteration)) {
    const place = `${to.name}.${column.name}`;
    const found = valueForRows(rows, to, column);
    if (found.kind === "found") fills.set(place, found.fill);
    if (found.kind === "found" && found.assumed)
      assumptions.push(assumedValue(place, rows.meanings.get(place)?.key ?? place, found.fill));
    if (found.kind !== "found") problems.push(missingValue(place, rows, found));
  }
  for (const { from, to: column } of changed) {
    const kind = rekeyed ? "same" : compareTypes(from.type, column.type);
    if (kind === "other") problems.push(unconverted(to, from, column));
    if (kind === "narrower")
      assumptions.push({
        text: `no row has a longer ${to.name}.${column.name} than ${tellType(column.type)}: where a database checks, the migration stops at one that has`,
      });
  }
  return { problems, assumptions, fills };
}

function assumedValue(place: string, key: string, fill: Fill): MigrationAssumption {
  const chosen = fill.kind === "value" ? JSON.stringify(fill.value) : fill.kind;
  return {
    text: `rows that exist get ${chosen} in ${place}, which every row must have from now on`,
    setting: `domain.existing.${key}`,
    chosen,
  };
}

function missingValue(
  place: string,
  { meanings }: ExistingRows,
  found: Exclude<ReturnType<typeof valueForRows>, { readonly kind: "found" }>,
): MigrationProblem {
  const key = meanings.get(place)?.key;
  if (found.kind === "wrong")
    return {
      message: `rows that exist cannot get ${JSON.stringify(found.value)} in ${place}: the contract does not allow it`,
      mend: `choose another value for domain.existing.${key}`,
    };
  const message = `rows that exist have no ${place}, which every row must have from now on`;
  if (found.key === undefined) return { message, mend: byHand };
  return { message, mend: `say in keelback.yaml what they get: domain.existing.${key}` };
}

function unconverted({ name }: KeptTable, from: KeptColumn, to: KeptColumn): MigrationProblem {
  return {
    message: `what stands in ${name}.${to.name} cannot be turned from ${tellType(from.type)} into ${tellType(to.type)} without a doubt`,
    mend: byHand,
  };
}

/** Whether every value of one type is one of another, too. */
function compareTypes(from: ColumnType, to: ColumnType): "same" | "wider" | "narrower" | "other" {
  if (from.kind === to.kind && (from.kind !== "string" || to.kind !== "string")) return "same";
  const isText = (type: ColumnType): boolean => type.kind === "text" || type.kind === "string";
  if (isText(from) && isText(to)) {
    const most = (type: ColumnType): number =>
      type.kind === "string" ? type.length : Number.POSITIVE_INFINITY;
    return most(to) < most(from) ? "narrower" : "wider";
  }
  if (from.kind === "integer" && (to.kind === "float" || to.kind === "numeric")) return "wider";
  return from.kind === "float" && to.kind === "numeric" ? "wider" : "other";
}

export function tellType(type: ColumnType): string {
  if (type.kind === "string") return `${type.length} characters`;
  const names = { numeric: "decimal", float: "number", datetime: "moment" } as const;
  return type.kind in names ? names[type.kind as keyof typeof names] : type.kind;
}

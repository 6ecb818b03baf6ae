import type { Py } from "#python";
import type { MigrationPlan, MigrationProblem, StackMigrations } from "../../stack.ts";
import type { Blueprint } from "../blueprint.ts";
import { attributeName, firstVersion, versionColumn } from "../tables.ts";
import { fileName, recordFile, refused, standingFiles, textDigest } from "./accepted.ts";
import { sharedFunctions } from "./alter-steps.ts";
import { describeChanges, nameChanges } from "./describe-changes.ts";
import { type ColumnMeaning, type ExistingRows, fillForDowngrade, type Scalar } from "./existing-rows.ts";
import type { Fill } from "./fill.ts";
import { judgeChanges } from "./judge-changes.ts";
import { printChanges } from "./print-changes.ts";
import { nextRevision, type RevisionChain, readChain } from "./revision-chain.ts";
import { printRevision } from "./revision-file.ts";
import { reverseChanges, type TableChanges } from "./table-changes.ts";
import type { AcceptedMigration, TablesRecord } from "./tables-record.ts";

/** A new migration behind those that were accepted, up and down; or why there is none. */
export function nextMigration(
  blueprint: Blueprint,
  input: StackMigrations,
  known: TablesRecord,
  versions: ReadonlyMap<string, string>,
  changes: TableChanges,
): MigrationPlan {
  const verdict = judgeChanges(changes, existingRows(blueprint, input), input);
  const chain = readChain(versions);
  const problems = [...verdict.problems, ...chainProblems(chain), ...overlaps(changes, known, versions)];
  const told = { changes: describeChanges(changes), assumptions: verdict.assumptions, warnings: [] };
  if (problems.length > 0) return { ...refused(input, problems), ...told };
  const file = printRevision({
    ...nameChanges(changes),
    revision: nextRevision(chain),
    after: chain.heads[0] ?? "",
    ...printedChanges(blueprint, changes, verdict.fills),
  });
  const entry = { digest: textDigest(file.text), ...effectsOf(changes) };
  const record = recordFile(blueprint, new Map([...known.migrations, [fileName(file.path), entry]]));
  return { ...told, problems: [], files: [...standingFiles(input), file], added: file.path, record };
}

/** What is known of columns: the fields that they keep. */
function existingRows({ domain, tables }: Blueprint, { existing }: StackMigrations): ExistingRows {
  const meanings = new Map<string, ColumnMeaning>();
  const begun = new Map<string, Scalar>();
  for (const table of tables) {
    const { origin } = table;
    const entity =
      origin.kind === "entity" ? domain.entities.find(({ name }) => name === origin.entity) : undefined;
    for (const field of entity ? entity.fields : []) {
      const column = table.columns.find(({ name }) => name === attributeName(field.name));
      if (!entity || !column) continue;
      const key = `${entity.name}.${field.name}`;
      const fallback = isScalar(column.default) ? { default: column.default } : {};
      meanings.set(`${table.name}.${column.name}`, { key, field, ...fallback });
    }
    if (entity?.versioned) begun.set(`${table.name}.${versionColumn(entity)}`, firstVersion);
  }
  return { meanings, begun, settled: existing };
}

/** Lists and objects are no defaults of a column: rows that are there are asked about. */
function isScalar(value: unknown): value is Scalar {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function printedChanges(
  { database }: Blueprint,
  changes: TableChanges,
  fills: ReadonlyMap<string, Fill>,
): { readonly upgrade: readonly Py[]; readonly downgrade: readonly Py[]; readonly shared: readonly Py[] } {
  const upgrade = printChanges(database, changes, ({ name }, column) => fills.get(`${name}.${column.name}`));
  const downgrade = printChanges(database, reverseChanges(changes), fillForDowngrade);
  return { upgrade, downgrade, shared: sharedFunctions([...upgrade, ...downgrade]) };
}

/** What a trial of the migration must not expect to find again, and what it must look for elsewhere. */
function effectsOf({ dropped, altered }: TableChanges): Omit<AcceptedMigration, "digest"> {
  const drops = [
    ...dropped.map(({ name }) => name),
    ...altered.flatMap((one) => one.dropped.map(({ name }) => `${one.from.name}.${name}`)),
  ];
  const renames = altered.flatMap((one) => [
    ...(one.from.name === one.to.name ? [] : [[one.from.name, one.to.name] as const]),
    ...one.renamed.map(
      (pair) => [`${one.from.name}.${pair.from.name}`, `${one.to.name}.${pair.to.name}`] as const,
    ),
  ]);
  return {
    ...(drops.length > 0 && { drops }),
    ...(renames.length > 0 && { renames: Object.fromEntries(renames) }),
  };
}

function chainProblems({ heads }: RevisionChain): readonly MigrationProblem[] {
  if (heads.length === 1) return [];
  return [
    {
      message: `the migrations end in ${heads.length === 0 ? "a circle" : `${heads.length} heads: ${heads.join(", ")}`}`,
      mend: "join them first: python -m alembic merge heads",
    },
  ];
}

/** Migrations of the user's own that seem to do already what a new one would. */
function overlaps(
  { created, altered }: TableChanges,
  known: TablesRecord,
  versions: ReadonlyMap<string, string>,
): readonly MigrationProblem[] {
  const own = [...versions].filter(([path]) => !known.migrations.has(fileName(path)));
  const places = [
    ...created.map(({ name }) => [name]),
    ...altered.flatMap((one) => one.added.map(({ name }) => [one.to.name, name])),
    ...altered.flatMap((one) => one.dropped.map(({ name }) => [one.from.name, name])),
    ...altered.flatMap((one) => one.changed.map((pair) => [one.to.name, pair.to.name])),
  ];
  return own.flatMap(([path, text]) => {
    const done = places.filter((names) =>
      names.every((name) => text.includes(`"${name}"`) || text.includes(`'${name}'`)),
    );
    if (done.length === 0) return [];
    const what = done.map((names) => names.join(".")).join(", ");
    return [
      {
        message: `${path} is not from here and names ${what}, which a new migration would change`,
        mend: "if your migrations lead to the tables of this contract, build with --migrated; the proof compares them with the models",
      },
    ];
  });
}

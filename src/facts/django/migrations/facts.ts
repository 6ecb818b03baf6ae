import type { ClassReader } from "../../classes.ts";
import type { MigrationFact, MigrationOperationFact, ModelDifferenceFact } from "../../migration.ts";
import { spanOf } from "../../places.ts";
import type { Project } from "../../project.ts";
import { addedColumn } from "./added-columns.ts";
import { findDifferences } from "./differences.ts";
import { directModels } from "./direct-models.ts";
import { keyOf, type MigrationGraph } from "./graph.ts";
import { readHistory } from "./history.ts";
import type { Migration, Operation } from "./operations.ts";
import type { PlainReader } from "./plain-reader.ts";

export interface MigrationFacts {
  readonly migrations: readonly MigrationFact[];
  readonly modelDifferences: readonly ModelDifferenceFact[];
}

/** The migrations of a project, and where its models are not what they lead to. */
export function readMigrationFacts(project: Project, classes: ClassReader): MigrationFacts {
  const history = readHistory(project, classes);
  if (history === undefined) return { migrations: [], modelDifferences: [] };
  return {
    migrations: history.migrations.map((migration) => asFact(history.reader, history.graph, migration)),
    modelDifferences: findDifferences(history),
  };
}

function asFact(
  reader: PlainReader,
  { leaves, replaced, parents }: MigrationGraph,
  migration: Migration,
): MigrationFact {
  const { app, name, module, isPartial } = migration;
  // What is added while an application is set up, or where its history is squashed, is added to empty tables.
  // Once the old ones are gone, a squashed one says so by its name alone.
  const isSquashed = migration.replaces.length > 0 || /_squashed_/.test(name);
  const isSetUp = migration.isInitial || isSquashed || isSplitOff(migration, parents);
  return {
    id: keyOf(migration),
    framework: "django",
    app,
    name,
    span: spanOf(module, migration),
    after: [...(parents.get(migration) ?? [])].map(keyOf),
    isLeaf: leaves.get(app)?.includes(migration) ?? false,
    isReplaced: replaced.has(migration),
    operations: migration.operations
      .flatMap((operation) => operationFacts(reader, operation))
      .map(({ added, ...rest }) => (added === undefined || isSetUp ? rest : { ...rest, added })),
    isAtomic: migration.atomic,
    isPartial,
  };
}

const afterwards = new Set([
  "AddField",
  "AlterUniqueTogether",
  "AlterIndexTogether",
  "AddIndex",
  "AddConstraint",
]);

/**
 * Whether a migration is the second half of an application's first: what refers to other applications is put off where these refer
 * back, and added to tables that are just made.
 */
function isSplitOff({ app, after, operations }: Migration, parents: MigrationGraph["parents"]): boolean {
  const own = after.filter((key) => key.startsWith(`${app}.`));
  if (own.length === 0 || own.length === after.length) return false;
  if (!operations.every(({ kind }) => afterwards.has(kind ?? ""))) return false;
  const firsts = [...parents].flatMap(([each, before]) =>
    each.app === app && ![...before].some((earlier) => earlier.app === app) ? [keyOf(each)] : [],
  );
  return own.every((key) => firsts.includes(key));
}

/** An operation with those that it does to the database, where it tells the two apart. */
function operationFacts(reader: PlainReader, operation: Operation): readonly MigrationOperationFact[] {
  const inner = operation.database ?? [];
  return [operationFact(reader, operation), ...inner.flatMap((each) => operationFacts(reader, each))];
}

function operationFact(reader: PlainReader, operation: Operation): MigrationOperationFact {
  const { kind = "?", args, call, module } = operation;
  const added = addedColumn(operation);
  const direct = kind === "RunPython" ? directModels(reader, operation) : [];
  const text = (name: string): string | undefined => {
    const value = args.get(name);
    return value?.kind === "text" ? value.text : undefined;
  };
  const model = text("model_name");
  const name = text("name") ?? text("old_name");
  const table = model ?? name;
  return {
    kind,
    ...(table === undefined ? {} : { table }),
    ...(model === undefined || name === undefined ? {} : { column: name }),
    ...(added === undefined ? {} : { added }),
    ...(direct.length === 0 ? {} : { directModels: direct }),
    ...(kind === "RunPython" && !args.has("reverse_code") ? { isOneWay: true } : {}),
    span: spanOf(module, call),
  };
}

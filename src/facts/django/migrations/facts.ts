import type { ClassReader } from "../../classes.ts";
import type { MigrationFact, MigrationOperationFact, ModelDifferenceFact } from "../../migration.ts";
import { spanOf } from "../../places.ts";
import type { Project } from "../../project.ts";
import { findDifferences } from "./differences.ts";
import { keyOf, type MigrationGraph } from "./graph.ts";
import { readHistory } from "./history.ts";
import type { Migration, Operation } from "./operations.ts";

export interface MigrationFacts {
  readonly migrations: readonly MigrationFact[];
  readonly modelDifferences: readonly ModelDifferenceFact[];
}

/** The migrations of a project, and where its models are not what they lead to. */
export function readMigrationFacts(project: Project, classes: ClassReader): MigrationFacts {
  const history = readHistory(project, classes);
  if (history === undefined) return { migrations: [], modelDifferences: [] };
  return {
    migrations: history.migrations.map((migration) => asFact(history.graph, migration)),
    modelDifferences: findDifferences(history),
  };
}

function asFact({ leaves, replaced, parents }: MigrationGraph, migration: Migration): MigrationFact {
  const { app, name, module, isPartial } = migration;
  return {
    id: keyOf(migration),
    framework: "django",
    app,
    name,
    span: spanOf(module, migration),
    after: [...(parents.get(migration) ?? [])].map(keyOf),
    isLeaf: leaves.get(app)?.includes(migration) ?? false,
    isReplaced: replaced.has(migration),
    operations: migration.operations.map(operationFact),
    isPartial,
  };
}

function operationFact({ kind = "?", args, call, module }: Operation): MigrationOperationFact {
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
    span: spanOf(module, call),
  };
}

import type { MigrationPlan, StackMigrations } from "../../stack.ts";
import type { Blueprint } from "../blueprint.ts";
import {
  acceptAll,
  acceptedEntry,
  adopt,
  brokenRecord,
  editedMigrations,
  nothing,
  recordFile,
  refused,
  standingFiles,
} from "./accepted.ts";
import { printInitialRevision } from "./initial-revision.ts";
import { keptTables } from "./kept-table.ts";
import { nextMigration } from "./next-migration.ts";
import { readRenames } from "./renames.ts";
import { readChain } from "./revision-chain.ts";
import { compareTables, isEmpty } from "./table-changes.ts";
import { parseRecord, type TablesRecord } from "./tables-record.ts";

/** Accepted migrations are never written again: a difference in the tables is a new one behind them. */
export function planMigration(blueprint: Blueprint, input: StackMigrations): MigrationPlan {
  const { standing, record } = input;
  const versions = new Map(
    [...standing].filter(([, text]) => readChain(new Map([["", text]])).revisions.length > 0),
  );
  const known = record === undefined ? undefined : parseRecord(record);
  if (input.migrated && versions.size > 0) return acceptAll(blueprint, input, versions, known);
  if (record === undefined && versions.size === 0) return firstMigration(blueprint, input);
  if (known === undefined) return adopt(blueprint, input, versions);
  const broken = brokenRecord(blueprint, known, versions);
  if (broken) return refused(input, [broken]);
  const changes = compareTables(
    known.tables,
    keptTables(blueprint),
    readRenames(blueprint.domain, input.renamed),
  );
  const warnings = editedMigrations(known, versions);
  if (isEmpty(changes)) return { ...unchanged(blueprint, input, known), warnings };
  return { ...nextMigration(blueprint, input, known, versions, changes), warnings };
}

function firstMigration(blueprint: Blueprint, input: StackMigrations): MigrationPlan {
  const file = printInitialRevision(blueprint);
  const record = recordFile(blueprint, new Map([acceptedEntry(file)]));
  return { ...nothing, files: [...standingFiles(input), file], added: file.path, record };
}

function unchanged(blueprint: Blueprint, input: StackMigrations, known: TablesRecord): MigrationPlan {
  return { ...nothing, files: standingFiles(input), record: recordFile(blueprint, known.migrations) };
}

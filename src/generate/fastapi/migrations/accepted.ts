import { digest } from "#base";
import type { MigrationPlan, MigrationProblem, StackMigrations } from "../../stack.ts";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { printInitialRevision } from "./initial-revision.ts";
import { keptTables } from "./kept-table.ts";
import { versionsFolder } from "./revision-file.ts";
import { type AcceptedMigration, printRecord, recordPath, type TablesRecord } from "./tables-record.ts";

export const nothing = { changes: [], assumptions: [], problems: [], warnings: [] } as const;

export function standingFiles({ standing }: StackMigrations): readonly GeneratedFile[] {
  return [...standing].map(([path, text]) => ({ path, text }));
}

export function refused(input: StackMigrations, problems: readonly MigrationProblem[]): MigrationPlan {
  const record = { path: recordPath, text: input.record ?? "" };
  return { ...nothing, files: standingFiles(input), record, problems };
}

export function recordFile(
  blueprint: Blueprint,
  migrations: ReadonlyMap<string, AcceptedMigration>,
): GeneratedFile {
  const { database } = blueprint;
  return { path: recordPath, text: printRecord({ database, migrations, tables: keptTables(blueprint) }) };
}

export function acceptedEntry({ path, text }: GeneratedFile): readonly [string, AcceptedMigration] {
  return [fileName(path), { digest: textDigest(text) }];
}

export function fileName(path: string): string {
  return path.split("/").at(-1) ?? path;
}

/** Line ends are a matter of the checkout, not of the text. */
export function textDigest(text: string): string {
  return digest(text.replaceAll("\r\n", "\n"));
}

/** Without a record, a first migration that is just what this contract leads to tells as much. */
export function adopt(
  blueprint: Blueprint,
  input: StackMigrations,
  versions: ReadonlyMap<string, string>,
): MigrationPlan {
  const initial = printInitialRevision(blueprint);
  const [only, ...others] = versions;
  const isInitial = only?.[0] === initial.path && textDigest(only[1]) === textDigest(initial.text);
  if (isInitial && others.length === 0)
    return {
      ...nothing,
      files: standingFiles(input),
      record: recordFile(blueprint, new Map([acceptedEntry(initial)])),
    };
  const state = input.record === undefined ? "is gone" : "cannot be read";
  const message = `${recordPath}, which says what tables the migrations lead to, ${state}`;
  return refused(input, [
    {
      message,
      mend: "bring it back from version control; where the migrations lead to just the tables of this contract, build with --migrated",
    },
  ]);
}

export function acceptAll(
  blueprint: Blueprint,
  input: StackMigrations,
  versions: ReadonlyMap<string, string>,
  known: TablesRecord | undefined,
): MigrationPlan {
  const entries = [...versions].map(([path, text]): readonly [string, AcceptedMigration] => {
    const name = fileName(path);
    return [name, { ...known?.migrations.get(name), digest: textDigest(text) }];
  });
  return { ...nothing, files: standingFiles(input), record: recordFile(blueprint, new Map(entries)) };
}

export function brokenRecord(
  { database }: Blueprint,
  known: TablesRecord,
  versions: ReadonlyMap<string, string>,
): MigrationProblem | undefined {
  if (known.database !== database)
    return {
      message: `the migrations here are of ${known.database}, and ${database} has other types`,
      mend: "build into an empty folder for another database",
    };
  const gone = [...known.migrations.keys()].find((name) => !versions.has(`${versionsFolder}/${name}`));
  return gone === undefined
    ? undefined
    : {
        message: `${versionsFolder}/${gone} is gone, which databases have been migrated by`,
        mend: "bring it back from version control",
      };
}

export function editedMigrations(
  known: TablesRecord,
  versions: ReadonlyMap<string, string>,
): readonly string[] {
  return [...known.migrations].flatMap(([name, accepted]) => {
    const text = versions.get(`${versionsFolder}/${name}`);
    return text === undefined || textDigest(text) === accepted.digest
      ? []
      : [
          `${versionsFolder}/${name} was edited after it was accepted: databases that it has migrated already will not follow, and what stands in ${recordPath} may no longer hold`,
        ];
  });
}

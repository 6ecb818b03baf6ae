import { statementsOf } from "#python";
import { textOf } from "../../literals.ts";
import type { Project } from "../../project.ts";
import type { AppLabels } from "../app-labels.ts";

/** The folders that hold migrations, each with the label of the application and, where that is known, its folder. */
export type MigrationFolders = ReadonlyMap<string, { readonly label: string; readonly app: string }>;

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** Folders called `migrations` in those of applications, and those that `MIGRATION_MODULES` of the settings names. */
export function findMigrationFolders(project: Project, labels: AppLabels): MigrationFolders {
  const folders = new Map<string, { readonly label: string; readonly app: string }>();
  for (const path of project.modules.keys()) {
    const folder = folderOf(path);
    if (folders.has(folder) || !/(?:^|\/)migrations$/.test(folder)) continue;
    const app = folderOf(folder);
    folders.set(folder, { label: labels.get(app) ?? app.slice(app.lastIndexOf("/") + 1), app });
  }
  for (const [label, folder] of namedFolders(project)) {
    const [app = folderOf(folder)] = [...labels].flatMap(([each, its]) => (its === label ? [each] : []));
    folders.set(folder, { label, app });
  }
  return folders;
}

/** `MIGRATION_MODULES = {"shop": "shop.db_migrations"}` */
function namedFolders(project: Project): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  for (const [path, { syntax, scope }] of project.modules) {
    if (!scope.names.has("MIGRATION_MODULES")) continue;
    for (const statement of statementsOf(syntax.body)) {
      const isMeant =
        statement.kind === "assign" &&
        statement.targets.some((target) => target.kind === "name" && target.id === "MIGRATION_MODULES");
      if (!isMeant || statement.value.kind !== "dictionary") continue;
      for (const { key, value } of statement.value.entries) {
        const [label, dotted] = [textOf(key), textOf(value)];
        const file = dotted === undefined ? undefined : project.index.find(dotted, path);
        if (label !== undefined && file?.endsWith("/__init__.py")) named.set(label, folderOf(file));
      }
    }
  }
  return named;
}

/** Whether a module is one of the files that a folder of migrations loads. */
export function isMigrationFile(folders: MigrationFolders, path: string): boolean {
  return folders.has(folderOf(path)) && /^[^_~].*\.py$/.test(path.slice(path.lastIndexOf("/") + 1));
}

export function folderOfMigration(folders: MigrationFolders, path: string) {
  return folders.get(folderOf(path));
}

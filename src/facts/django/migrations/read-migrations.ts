import { type Expression, statementsOf } from "#python";
import { descendsFrom, findMember, type ProjectClass } from "../../classes.ts";
import type { SourceModule } from "../../project.ts";
import { keyOf } from "./graph.ts";
import { meantBy } from "./meant.ts";
import { folderOfMigration, isMigrationFile, type MigrationFolders } from "./migration-folders.ts";
import type { Migration } from "./operations.ts";
import { isTrueValue } from "./plain.ts";
import type { Place, PlainReader } from "./plain-reader.ts";
import { listItems, readOperations } from "./read-operations.ts";
import { externalReference } from "./references.ts";
import { unsettledNames } from "./settled-names.ts";

const migrationBases: ReadonlySet<string> = new Set([
  "django.db.migrations.Migration",
  "django.db.migrations.migration.Migration",
]);

/** All migrations of a project, by application. */
export function readMigrations(reader: PlainReader, folders: MigrationFolders): readonly Migration[] {
  const found: Migration[] = [];
  for (const [path, module] of reader.project.modules) {
    const folder = isMigrationFile(folders, path) ? folderOfMigration(folders, path) : undefined;
    const binding = folder === undefined ? undefined : module.scope.names.get("Migration");
    if (folder === undefined || binding?.kind !== "class") continue;
    const migration = reader.classes.read({ kind: "class", module, node: binding.node });
    if (!descendsFrom(migration, migrationBases)) continue;
    found.push(readMigration(reader, module, migration, folder.label));
  }
  // An application that stands twice is taken over in one place from the other: which of them is installed is not told.
  const isTwice = new Set(
    [...Map.groupBy(found, keyOf).values()].flatMap((same) =>
      same.length > 1 ? same.map(({ app }) => app) : [],
    ),
  );
  return found.map((migration) =>
    isTwice.has(migration.app) ? { ...migration, isPartial: true } : migration,
  );
}

function readMigration(
  reader: PlainReader,
  module: SourceModule,
  migration: ProjectClass,
  app: string,
): Migration {
  const place: Place = { module, class: migration };
  const name = module.path.slice(module.path.lastIndexOf("/") + 1).replace(/\.py$/, "");
  const option = (key: string): Expression | undefined => {
    const binding = findMember(migration, key)?.binding;
    return binding?.kind === "value" ? binding.value : undefined;
  };
  const names = (key: string): readonly string[] | undefined => {
    const list = option(key);
    return list === undefined ? [] : readKeys(reader, place, list);
  };
  const said = option("operations");
  const operations = said === undefined ? [] : readOperations(reader, place, app, said);
  const [after, before, replaces] = ["dependencies", "run_before", "replaces"].map(names);
  const [atomic, initial] = [option("atomic"), option("initial")];
  return {
    app,
    name,
    module,
    start: migration.node.start,
    end: migration.node.name.end,
    after: after ?? [],
    before: before ?? [],
    replaces: replaces ?? [],
    operations: operations ?? [],
    atomic: atomic === undefined || isTrueValue(reader.evaluate(place, atomic)),
    isInitial: isTrueValue(reader.evaluate(place, initial)),
    isPartial:
      [operations, after, before, replaces].includes(undefined) ||
      isRewritten(migration) ||
      module.syntax.problems.length > 0,
  };
}

/** Whether the class changes what it lists, or makes it when it is called. */
function isRewritten({ node, scope }: ProjectClass): boolean {
  const unsettled = unsettledNames(node.body);
  const isConditional = [...statementsOf(node.body)].length !== node.body.length;
  return (
    isConditional ||
    ["operations", "dependencies", "replaces", "run_before"].some((name) => unsettled.has(name)) ||
    ["__init__", "mutate_state", "operations", "dependencies"].some(
      (name) => scope.names.get(name)?.kind === "function",
    )
  );
}

/** `[("shop", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]` */
function readKeys(reader: PlainReader, place: Place, list: Expression): readonly string[] | undefined {
  const keys = listItems(reader, place, list)?.map(({ expression, place: at }) => {
    if (expression.kind === "call") {
      const meant = meantBy(reader, at, expression.callee);
      const isSwappable =
        meant?.kind === "external" && externalReference(meant.path).path === "django:swappable_dependency";
      return isSwappable ? swappableKey : undefined;
    }
    const value = reader.evaluate(at, expression);
    const [app, name] = value?.kind === "list" ? value.items : [];
    return app?.kind === "text" && name?.kind === "text" ? `${app.text}.${name.text}` : undefined;
  });
  return keys?.every((key) => key !== undefined) ? keys : undefined;
}

/** Whatever holds the accounts: it comes before, and its place among the migrations of one application is nowhere. */
export const swappableKey = "__first__";

import type { ClassReader, ProjectClass } from "../../classes.ts";
import { defineExpression } from "../../definitions.ts";
import { textOf } from "../../literals.ts";
import type { Project } from "../../project.ts";
import { type AppLabels, appLabelOf, readAppLabels } from "../app-labels.ts";
import { metaOption } from "../meta.ts";
import { readUserModel } from "../models.ts";
import { type CurrentModel, readCurrentModels } from "./current-models.ts";
import { linkMigrations, type MigrationGraph } from "./graph.ts";
import {
  findMigrationFolders,
  folderOfMigration,
  isMigrationFile,
  type MigrationFolders,
} from "./migration-folders.ts";
import { modelKey } from "./model-state.ts";
import { openPlainReader } from "./open-plain-reader.ts";
import type { Migration } from "./operations.ts";
import type { Place, PlainReader } from "./plain-reader.ts";
import { readMigrations } from "./read-migrations.ts";
import { type ReplayedState, replay } from "./replay.ts";

/** The migrations of a project with what they lead to, beside the models that they are to lead to. */
export interface History {
  readonly reader: PlainReader;
  readonly migrations: readonly Migration[];
  readonly graph: MigrationGraph;
  readonly state: ReplayedState;
  /** Applications with migrations by label, each with its folder; several folders of one label are none. */
  readonly folders: ReadonlyMap<string, string>;
  readonly migrationFolders: MigrationFolders;
  readonly models: ReadonlyMap<string, readonly CurrentModel[]>;
}

/** Reads all of it; undefined where a project has no migrations. */
export function readHistory(project: Project, classes: ClassReader): History | undefined {
  const configured = readAppLabels(project, classes);
  const folders = findMigrationFolders(project, configured);
  if (folders.size === 0) return undefined;
  // What has migrations is an application, whether or not it has a configuration.
  const labels = new Map(configured);
  for (const { label, app } of folders.values()) if (!labels.has(app)) labels.set(app, label);
  const labelOfClass = (model: ProjectClass): string =>
    textOf(metaOption(model, "app_label")?.value) ?? appLabelOf(labels, model.module.path);
  const user = (readUserModel(project) ?? "auth.User").toLowerCase();
  const reader = openPlainReader(project, classes, (place, named) => {
    const text = textOf(named);
    if (text !== undefined) return text;
    return labelOfExpression(reader, place, named, labelOfClass, user);
  });
  const migrations = readMigrations(reader, folders);
  if (migrations.length === 0) return undefined;
  const graph = linkMigrations(migrations);
  const state = replay(graph);
  const models = new Map<string, CurrentModel[]>();
  for (const model of readCurrentModels(
    reader,
    labelOfClass,
    (key) => state.models.has(key),
    (path) => isMigrationFile(folders, path),
  )) {
    const key = modelKey(model.app, model.name);
    models.set(key, [...(models.get(key) ?? []), model]);
  }
  return {
    reader,
    migrations,
    graph,
    state,
    migrationFolders: folders,
    folders: foldersOf(configured, folders, migrations),
    models,
  };
}

function foldersOf(
  labels: AppLabels,
  places: MigrationFolders,
  migrations: readonly Migration[],
): ReadonlyMap<string, string> {
  const folders = new Map<string, Set<string>>();
  for (const { app, module } of migrations) {
    const folder = folderOfMigration(places, module.path)?.app ?? "";
    folders.set(app, (folders.get(app) ?? new Set()).add(folder));
  }
  // Another application of that name whose migrations lie elsewhere would be taken for this one.
  for (const [folder, label] of labels) folders.get(label)?.add(folder);
  return new Map(
    [...folders].flatMap(([app, [folder = "", ...others]]) => (others.length === 0 ? [[app, folder]] : [])),
  );
}

/** A class, the setting of the user model, or a name for a text that names a model. */
function labelOfExpression(
  reader: PlainReader,
  place: Place,
  named: Parameters<PlainReader["labelOf"]>[1],
  labelOfClass: (model: ProjectClass) => string,
  user: string,
): string | undefined {
  const callee = named.kind === "call" ? named.callee : named;
  const scopes = place.class === undefined ? [] : [place.class.scope];
  const definition = defineExpression(reader.project, place.module, callee, scopes);
  if (named.kind === "call")
    return definition?.kind === "external" && /\.get_user_model$/.test(definition.path) ? user : undefined;
  if (named.kind === "attribute" && named.name === "AUTH_USER_MODEL") return user;
  if (definition?.kind === "class") {
    const model = reader.classes.read(definition);
    return modelKey(labelOfClass(model), model.node.name.id);
  }
  if (definition?.kind === "external") {
    if (/\.AUTH_USER_MODEL$/.test(definition.path)) return user;
    const parts = /^django\.contrib\.(\w+)(?:\.\w+)*\.(\w+)$/.exec(definition.path);
    return parts === null ? undefined : `${parts[1]}.${parts[2]}`.toLowerCase();
  }
  const value = reader.evaluate(place, named);
  return value?.kind === "text" ? value.text : undefined;
}

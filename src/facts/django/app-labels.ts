import type { ClassReader } from "../classes.ts";
import { textOf } from "../literals.ts";
import type { Project, SourceModule } from "../project.ts";
import type { SourcePath } from "../source-roots.ts";
import { readScope } from "../symbols.ts";

/** Labels of applications by the folder that holds them, as their configurations say. */
export type AppLabels = ReadonlyMap<string, string>;

/** Reads `class ShopConfig(AppConfig): name = "apps.shop"; label = "store"` of every `apps.py` and of packages themselves. */
export function readAppLabels(project: Project, classes: ClassReader): AppLabels {
  const labels = new Map<string, string>();
  for (const [path, module] of project.modules) {
    if (!path.endsWith("apps.py") && !module.isPackage) continue;
    if (!module.syntax.text.includes("AppConfig")) continue;
    for (const binding of module.scope.names.values()) {
      if (binding.kind !== "class") continue;
      const config = classes.read({ kind: "class", module, node: binding.node });
      if (!config.lineage.some((base) => typeof base === "string" && /\.\w*AppConfig$/.test(base))) continue;
      const [name, label] = ["name", "label"].map((option) => {
        const value = config.scope.names.get(option);
        return value?.kind === "value" ? textOf(value.value) : undefined;
      });
      const said = label ?? name?.split(".").at(-1);
      if (said !== undefined) labels.set(folderOf(path), said);
    }
  }
  // Without a configuration, an application that settings list has the last part of its name as its label.
  for (const module of project.modules.values()) {
    for (const name of installedIn(module)) {
      const path = project.index.find(name, module.path);
      if (path === undefined || !project.modules.get(path)?.isPackage) continue;
      if (!labels.has(folderOf(path))) labels.set(folderOf(path), name.slice(name.lastIndexOf(".") + 1));
    }
  }
  for (const [folder, label] of labelsOfMigrations(project))
    if (!labels.has(folder)) labels.set(folder, label);
  return labels;
}

/** What migrations call those of their own folder that they come after, by the folder of the application. */
function labelsOfMigrations(project: Project): ReadonlyMap<string, string> {
  const called = new Map<string, Map<string, number>>();
  for (const [path, module] of project.modules) {
    const folder = folderOf(path);
    if (!/(?:^|\/)migrations$/.test(folder)) continue;
    const counts = called.get(folder) ?? new Map<string, number>();
    called.set(folder, counts);
    for (const [label, name] of dependenciesOf(module))
      if (project.modules.has(`${folder}/${name}.py`)) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const found = new Map<string, string>();
  for (const [folder, counts] of called) {
    const app = folderOf(folder);
    const [first, second] = [...counts].toSorted(([, one], [, other]) => other - one);
    // Another application may have a migration of the same name: its own name, or what is said most often, is meant.
    if (first === undefined || counts.has(app.slice(app.lastIndexOf("/") + 1)) || first[1] === second?.[1])
      continue;
    found.set(app, first[0]);
  }
  return found;
}

/** `dependencies = [("shop", "0001_initial")]` of a migration. */
function dependenciesOf({ scope }: SourceModule): readonly (readonly [string, string])[] {
  const binding = scope.names.get("Migration");
  if (binding?.kind !== "class") return [];
  const said = readScope(binding.node.body).names.get("dependencies");
  if (said?.kind !== "value" || said.value?.kind !== "list") return [];
  return said.value.items.flatMap((item) => {
    const [label, name] = item.kind === "tuple" ? item.items.map(textOf) : [];
    return label === undefined || name === undefined ? [] : [[label, name] as const];
  });
}

/** The texts of `INSTALLED_APPS`, where it is a list. */
function installedIn({ scope }: SourceModule): readonly string[] {
  const binding = scope.names.get("INSTALLED_APPS");
  const value = binding?.kind === "value" ? binding.value : undefined;
  return value?.kind === "list" || value?.kind === "tuple"
    ? value.items.flatMap((item) => textOf(item) ?? [])
    : [];
}

function folderOf(path: SourcePath): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** The application that a module belongs to: the nearest folder with a configuration, or the one that holds `models`. */
export function appLabelOf(labels: AppLabels, path: SourcePath): string {
  for (let folder = folderOf(path); folder !== ""; folder = folderOf(folder)) {
    const label = labels.get(folder);
    if (label !== undefined) return label;
  }
  const folders = folderOf(path).split("/");
  const models = folders.lastIndexOf("models");
  return (models > 0 ? folders[models - 1] : folders.at(-1)) ?? "";
}

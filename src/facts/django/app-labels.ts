import type { ClassReader } from "../classes.ts";
import { textOf } from "../literals.ts";
import type { Project, SourceModule } from "../project.ts";
import type { SourcePath } from "../source-roots.ts";

/** Labels of applications by the folder that holds them, as their configurations say. */
export type AppLabels = ReadonlyMap<string, string>;

/** Reads `class ShopConfig(AppConfig): name = "apps.shop"; label = "store"` of every `apps.py`. */
export function readAppLabels(project: Project, classes: ClassReader): AppLabels {
  const labels = new Map<string, string>();
  for (const [path, module] of project.modules) {
    if (!path.endsWith("apps.py")) continue;
    for (const binding of module.scope.names.values()) {
      if (binding.kind !== "class") continue;
      const config = classes.read({ kind: "class", module, node: binding.node });
      if (!config.lineage.some((base) => typeof base === "string" && base.endsWith(".AppConfig"))) continue;
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
  return labels;
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

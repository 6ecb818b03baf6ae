import { handNames, importedModules, namesIn, readModule } from "#python";
import type { Workspace } from "#workspace";
import { ignoredFolders } from "./ignored-folders.ts";
import { textDigest, type Written } from "./written.ts";

/** What code that a hand has written or changed makes use of, by file. */
export interface HandCode {
  /** Names that hand-written code uses which imports this file's module; none where nothing imports it. */
  usedOf(path: string): ReadonlySet<string> | undefined;
}

interface HandFile {
  readonly names: ReadonlySet<string>;
  readonly modules: ReadonlySet<string>;
}

/** Reads the files of the target that are not ours, and the edited parts of ours; only when it is asked for. */
export function readHandCode(workspace: Workspace, written: Written | undefined): HandCode {
  let known: readonly HandFile[] | undefined;
  return {
    usedOf(path) {
      known ??= collect(workspace, written);
      const module = moduleOf(path);
      const users = known.filter(({ modules }) => modules.has(module));
      return users.length === 0 ? undefined : new Set(users.flatMap(({ names }) => [...names]));
    },
  };
}

/** `app.books.service` for `app/books/service.py`. */
function moduleOf(path: string): string {
  return path.replace(/(?:\/__init__)?\.py$/, "").replaceAll("/", ".");
}

/** A module that is named by dots from where the import stands. */
function absolute(module: string, path: string): string {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  if (dots === 0) return module;
  const folder = path.split("/").slice(0, -dots);
  return [...folder, ...module.slice(dots).split(".")].filter((part) => part !== "").join(".");
}

function collect(workspace: Workspace, written: Written | undefined): readonly HandFile[] {
  const paths = workspace.list(".", ignoredFolders).filter((file) => file.endsWith(".py"));
  return paths.flatMap((path) => {
    const text = workspace.readText(path);
    const known = written?.files.get(path);
    if (text === undefined || known?.digest === textDigest(text)) return [];
    const module = readModule(text);
    const symbols = known?.module && new Map(Object.entries(known.module.symbols));
    const names = symbols ? handNames(module, symbols) : namesIn(text);
    const imported = importedModules(module).filter(({ name }) => names.has(name));
    return [
      { names, modules: new Set(imported.flatMap(({ from }) => from.map((name) => absolute(name, path)))) },
    ];
  });
}

import { type ModuleSyntax, parseModule } from "#python";
import { indexModules, type ModuleIndex } from "./module-index.ts";
import type { SourcePath } from "./source-roots.ts";
import { moduleScope, type Scope } from "./symbols.ts";

/** One Python file of a project, read. */
export interface SourceModule {
  readonly path: SourcePath;
  /** The dotted name by which it is most likely imported. */
  readonly name: string;
  readonly isPackage: boolean;
  readonly syntax: ModuleSyntax;
  readonly scope: Scope;
}

/** All Python files of a project, and which of them an import means. */
export interface Project {
  readonly modules: ReadonlyMap<SourcePath, SourceModule>;
  readonly index: ModuleIndex;
}

/** Reads the files of a project, given by their paths within it and their texts. Nothing is run or imported. */
export function readProject(files: ReadonlyMap<SourcePath, string>): Project {
  const index = indexModules([...files.keys()]);
  const modules = new Map<SourcePath, SourceModule>();
  for (const [path, text] of files) {
    const syntax = parseModule(text);
    const isPackage = /(?:^|\/)__init__\.pyi?$/.test(path);
    modules.set(path, { path, name: index.nameOf(path), isPackage, syntax, scope: moduleScope(syntax) });
  }
  return { modules, index };
}

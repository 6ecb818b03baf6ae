import { type ModuleSyntax, parseModule } from "#python";
import { indexModules, type ModuleIndex } from "./module-index.ts";
import { isManifest } from "./packages/manifests.ts";
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

/** All Python files of a project with its templates, and which of them an import means. */
export interface Project {
  readonly modules: ReadonlyMap<SourcePath, SourceModule>;
  /** Templates, which views fill in: modules of their texts without any Python. */
  readonly templates: ReadonlyMap<SourcePath, SourceModule>;
  /** Files that say which packages it runs with: modules of their texts without any Python. */
  readonly manifests: ReadonlyMap<SourcePath, SourceModule>;
  readonly index: ModuleIndex;
}

/** Reads the files of a project, given by their paths within it and their texts: what is no Python is a template, or says which packages it runs with. Nothing is run or imported. */
export function readProject(files: ReadonlyMap<SourcePath, string>): Project {
  const index = indexModules([...files.keys()].filter(isPython));
  const modules = new Map<SourcePath, SourceModule>();
  const templates = new Map<SourcePath, SourceModule>();
  const manifests = new Map<SourcePath, SourceModule>();
  for (const [path, text] of files) {
    if (!isPython(path)) {
      if (isManifest(path)) manifests.set(path, readManifest(path, text));
      else templates.set(path, readTemplate(path, text));
      continue;
    }
    const syntax = parseModule(text);
    const isPackage = /(?:^|\/)__init__\.pyi?$/.test(path);
    modules.set(path, { path, name: index.nameOf(path), isPackage, syntax, scope: moduleScope(syntax) });
  }
  return { modules, templates, manifests, index };
}

const noScope = moduleScope(parseModule(""));

function readTemplate(path: SourcePath, text: string): SourceModule {
  const comments = [...text.matchAll(/\{#(?:(?!\{#|#\}).)*#\}/g)].map(({ 0: comment, index }) => ({
    start: index,
    end: index + comment.length,
  }));
  return readText(path, text, comments);
}

function readManifest(path: SourcePath, text: string): SourceModule {
  const comments = path.endsWith(".lock")
    ? []
    : [...text.matchAll(/(?<=^|[ \t])#[^\n]*/gm)].map(({ 0: comment, index }) => ({
        start: index,
        end: index + comment.length,
      }));
  return readText(path, text, comments);
}

function readText(path: SourcePath, text: string, comments: ModuleSyntax["comments"]): SourceModule {
  const syntax: ModuleSyntax = { text, body: [], comments, problems: [] };
  return { path, name: "", isPackage: false, syntax, scope: noScope };
}

export function isPython(path: SourcePath): boolean {
  return path.endsWith(".py") || path.endsWith(".pyi");
}

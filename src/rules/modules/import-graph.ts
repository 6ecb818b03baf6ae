import { define, type Project, type SourceModule } from "#facts";
import {
  type Body,
  type Expression,
  type ImportFrom,
  innerBodies,
  type Statement,
  statementsOf,
} from "#python";

/** An import of another file of the project, that runs when this one is loaded. */
export interface Edge {
  readonly from: SourceModule;
  readonly to: string;
  readonly start: number;
  readonly end: number;
  /** Names that must be there when it runs; a module itself is there as soon as it has begun to load. */
  readonly names: readonly string[];
}

export type ImportGraph = ReadonlyMap<string, readonly Edge[]>;

/** What each file of a project imports of it while it is loaded. */
export function readImportGraph(project: Project): ImportGraph {
  return new Map([...project.modules].map(([path, module]) => [path, edgesOf(project, module)]));
}

function edgesOf(project: Project, module: SourceModule): readonly Edge[] {
  const edges: Edge[] = [];
  for (const statement of loadedStatements(module)) {
    const { start, end } = statement;
    const targets = Map.groupBy(targetsOf(project, module, statement), ([to]) => to);
    for (const [to, those] of targets) {
      const names = those.flatMap(([, own]) => own);
      if (to !== module.path) edges.push({ from: module, to, start, end, names });
    }
  }
  return edges;
}

/**
 * What runs when a module is loaded: not what is for type checkers alone, not what may fail, and not what stands below the first
 * definition: whoever writes an import there means it to come late.
 */
function* loadedStatements(module: SourceModule): Generator<Statement> {
  for (const statement of module.syntax.body) {
    if (statement.kind === "function" || statement.kind === "class") return;
    yield* loadedWithin(module, [statement]);
  }
}

function* loadedWithin(module: SourceModule, body: Body): Generator<Statement> {
  for (const statement of body) {
    yield statement;
    if (statement.kind === "if" && isNeverRun(module, statement.test))
      yield* loadedWithin(module, statement.otherwise);
    else if (statement.kind !== "try")
      for (const inner of innerBodies(statement)) yield* loadedWithin(module, inner);
  }
}

/** What stands under `TYPE_CHECKING` or `if False` is for those who read types. */
function isNeverRun({ syntax }: SourceModule, { start, end }: Expression): boolean {
  return /^(?!not\b).*\bTYPE_CHECKING\b|^(?:False|0)$/s.test(syntax.text.slice(start, end));
}

type Target = readonly [file: string, names: readonly string[]];

/** The files that an import needs, with the names that they must have. */
function targetsOf(project: Project, importer: SourceModule, statement: Statement): readonly Target[] {
  const { index, modules } = project;
  if (statement.kind === "import") {
    const files = statement.names.map(({ path }) => index.find(path, importer.path));
    return files.flatMap((file): readonly Target[] => (file === undefined ? [] : [[file, []]]));
  }
  if (statement.kind !== "import-from") return [];
  const find = (name: string): string | undefined => findModule(index, importer, statement, name);
  const from = find("");
  const source = from === undefined ? undefined : modules.get(from);
  return statement.names.flatMap(({ path: name }): readonly Target[] => {
    if (name === "*" || source?.scope.names.has(name)) return from === undefined ? [] : [[from, [name]]];
    const below = find(name);
    if (below !== undefined) return [[below, []]];
    return from === undefined ? [] : [[from, [name]]];
  });
}

function findModule(
  index: Project["index"],
  importer: SourceModule,
  { level, module }: ImportFrom,
  name: string,
): string | undefined {
  const path = [module, name].filter((part) => part !== "").join(".");
  return level > 0 ? index.relative(importer.path, level, path) : index.find(path, importer.path);
}

/**
 * Whether an import may find that its names are not there yet, where the other module is loaded first: it must turn to what leads back
 * here before it has bound them. A package is always loaded before its modules, and so never finds one of them half loaded.
 */
export function isDelicate(project: Project, graph: ImportGraph, { from, to, names }: Edge): boolean {
  const target = project.modules.get(to);
  const folder = from.path.slice(0, from.path.lastIndexOf("/") + 1);
  if (names.length === 0 || target === undefined || (from.isPackage && to.startsWith(folder))) return false;
  const bound = Math.max(...names.map((name) => boundAt(project, graph, target, name)));
  const before = (graph.get(to) ?? []).filter(({ start }) => start <= bound);
  const begun = [to, ...packagesAbove(to)];
  return before.some((each) => reaches(graph, each.to, from.path, begun));
}

/** The packages that a module lies in: they have begun to load before it does, and do not begin again. */
export function packagesAbove(path: string): readonly string[] {
  const folders = path.split("/").slice(0, -1);
  return folders.map((_, depth) => `${folders.slice(0, depth + 1).join("/")}/__init__.py`);
}

/** Where a module binds a name; at its end where that cannot be told. */
function boundAt(project: Project, graph: ImportGraph, module: SourceModule, name: string): number {
  if (module.scope.names.has(name)) {
    for (const statement of statementsOf(module.syntax.body))
      if (binds(statement, name)) return statement.start;
  }
  const star = (graph.get(module.path) ?? []).find(({ to, names }) => {
    const source = project.modules.get(to);
    return names[0] === "*" && source !== undefined && define(project, source, name) !== undefined;
  });
  return star?.start ?? Number.POSITIVE_INFINITY;
}

/** Whether a statement binds a name by itself. */
function binds(statement: Statement, name: string): boolean {
  switch (statement.kind) {
    case "class":
    case "function":
      return statement.name.id === name;
    case "assign":
      return statement.targets.some((target) => bindsWithin(target, name));
    case "annotated":
      return (
        statement.target.kind === "name" && statement.target.id === name && statement.value !== undefined
      );
    case "import":
    case "import-from":
      return statement.names.some(({ path, alias }) => (alias ?? path) === name);
    default:
      return false;
  }
}

function bindsWithin(target: Expression, name: string): boolean {
  if (target.kind === "tuple" || target.kind === "list")
    return target.items.some((item) => bindsWithin(item, name));
  return target.kind === "starred"
    ? bindsWithin(target.value, name)
    : target.kind === "name" && target.id === name;
}

/** Whether loading one file loads another, where some have begun already. */
function reaches(graph: ImportGraph, start: string, end: string, begun: readonly string[]): boolean {
  if (begun.includes(start)) return false;
  const seen = new Set([start, ...begun]);
  const queue = [start];
  for (const path of queue) {
    if (path === end) return true;
    for (const { to } of graph.get(path) ?? []) {
      if (seen.has(to)) continue;
      seen.add(to);
      queue.push(to);
    }
  }
  return false;
}

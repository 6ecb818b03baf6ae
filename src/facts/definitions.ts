import type { ClassDefinition, Expression, FunctionDefinition } from "#python";
import type { Project, SourceModule } from "./project.ts";
import type { Binding, Scope } from "./symbols.ts";

/** What a name or a dotted expression means, followed through imports and re-exports to where it is written. */
export type Definition =
  | { readonly kind: "class"; readonly module: SourceModule; readonly node: ClassDefinition }
  | { readonly kind: "function"; readonly module: SourceModule; readonly node: FunctionDefinition }
  | {
      readonly kind: "value";
      readonly module: SourceModule;
      readonly binding: Binding & { readonly kind: "value" };
    }
  | { readonly kind: "module"; readonly module: SourceModule }
  /** Something of a package that is not part of the project: `package.module.Name`. */
  | { readonly kind: "external"; readonly path: string };

/** How many imports and assignments may lead from one to the next. */
const longestWay = 30;

/** What a name means at the top of a module; undefined where nothing binds it there. */
export function define(
  project: Project,
  module: SourceModule,
  name: string,
  way = 0,
): Definition | undefined {
  if (way > longestWay) return undefined;
  const known = defined.get(module) ?? new Map<string, Definition | undefined>();
  defined.set(module, known);
  const before = known.get(name);
  if (before !== undefined || known.has(name)) return before;
  const definition = findDefinition(project, module, name, way);
  // What was found at the end of a long way may have been cut off.
  if (way < longestWay / 2) known.set(name, definition);
  return definition;
}

/** What names were found to mean: most are asked for again and again. */
const defined = new WeakMap<SourceModule, Map<string, Definition | undefined>>();

function findDefinition(
  project: Project,
  module: SourceModule,
  name: string,
  way: number,
): Definition | undefined {
  const binding = module.scope.names.get(name);
  if (binding !== undefined) return follow(project, module, binding, way);
  const submodule = module.isPackage ? project.index.relative(module.path, 1, name) : undefined;
  if (submodule !== undefined) return asModule(project, submodule);
  for (const { level, module: from } of module.scope.stars.toReversed()) {
    const found = name.startsWith("_") ? undefined : fromModule(project, module, level, from, name, way + 1);
    // Which names a package outside the project has is not known: any could be one of the language's own.
    if (found !== undefined && found.kind !== "external") return found;
  }
  return undefined;
}

function asModule(project: Project, path: string): Definition | undefined {
  const module = project.modules.get(path);
  return module && { kind: "module", module };
}

function follow(
  project: Project,
  module: SourceModule,
  binding: Binding,
  way: number,
): Definition | undefined {
  switch (binding.kind) {
    case "class":
      return { kind: "class", module, node: binding.node };
    case "function":
      return { kind: "function", module, node: binding.node };
    case "value":
      return alias(project, module, binding, way) ?? { kind: "value", module, binding };
    case "module": {
      const path = project.index.find(binding.path, module.path);
      return path === undefined ? { kind: "external", path: binding.path } : asModule(project, path);
    }
    case "imported":
      return fromModule(project, module, binding.level, binding.module, binding.name, way + 1);
  }
}

/** `Name = other.Name` is that other, where it is a class, a function or a module. */
function alias(
  project: Project,
  module: SourceModule,
  { value }: Binding & { readonly kind: "value" },
  way: number,
): Definition | undefined {
  if (value?.kind !== "name" && value?.kind !== "attribute") return undefined;
  const meant = defineExpression(project, module, value, [], way + 1);
  return meant?.kind === "value" ? undefined : meant;
}

/** What `from module import name` means. */
function fromModule(
  project: Project,
  importer: SourceModule,
  level: number,
  from: string,
  name: string,
  way: number,
): Definition | undefined {
  const { index } = project;
  const path = level > 0 ? index.relative(importer.path, level, from) : index.find(from, importer.path);
  const target = path === undefined ? undefined : project.modules.get(path);
  if (target === undefined) {
    // A folder without `__init__.py` is a package too, and its modules are names of it.
    const below =
      level > 0
        ? index.relative(importer.path, level, join(from, name))
        : index.find(join(from, name), importer.path);
    if (below !== undefined) return asModule(project, below);
    return level > 0 ? undefined : { kind: "external", path: join(from, name) };
  }
  if (target === importer && !target.scope.names.has(name)) return submoduleOf(project, target, name);
  return define(project, target, name, way) ?? submoduleOf(project, target, name);
}

function submoduleOf(project: Project, target: SourceModule, name: string): Definition | undefined {
  const path = target.isPackage ? project.index.relative(target.path, 1, name) : undefined;
  return path === undefined ? undefined : asModule(project, path);
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** What a name or a dotted expression means where it stands; `scopes` are those of the classes around it, innermost first. */
export function defineExpression(
  project: Project,
  module: SourceModule,
  expression: Expression,
  scopes: readonly Scope[] = [],
  way = 0,
): Definition | undefined {
  if (way > longestWay) return undefined;
  switch (expression.kind) {
    case "name": {
      for (const scope of scopes) {
        const binding = scope.names.get(expression.id);
        if (binding !== undefined) return follow(project, module, binding, way);
      }
      return define(project, module, expression.id, way);
    }
    case "attribute": {
      const base = defineExpression(project, module, expression.value, scopes, way + 1);
      return base && member(project, base, expression.name, way);
    }
    case "subscript":
      // `Generic[T]` and `list[int]` are what they are of.
      return defineExpression(project, module, expression.value, scopes, way + 1);
    default:
      return undefined;
  }
}

/** What a dot after a definition leads to. */
function member(project: Project, base: Definition, name: string, way: number): Definition | undefined {
  switch (base.kind) {
    case "external": {
      // A folder without `__init__.py` is a package: its modules are part of the project though it is no module itself.
      const path = `${base.path}.${name}`;
      const within = project.index.find(path, "");
      return (within === undefined ? undefined : asModule(project, within)) ?? { kind: "external", path };
    }
    case "module":
      return define(project, base.module, name, way + 1) ?? submoduleOf(project, base.module, name);
    default:
      return undefined;
  }
}

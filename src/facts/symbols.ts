import {
  type Body,
  type ClassDefinition,
  type Expression,
  type FunctionDefinition,
  type ModuleSyntax,
  type Statement,
  statementsOf,
} from "#python";

/** What a name of a scope was bound to, last of all. */
export type Binding =
  | { readonly kind: "class"; readonly node: ClassDefinition; readonly earlier?: Binding }
  | { readonly kind: "function"; readonly node: FunctionDefinition; readonly earlier?: Binding }
  /** `name: annotation = value`; a value that is unpacked, looped over or entered is none that can be followed. */
  | {
      readonly kind: "value";
      readonly value?: Expression;
      readonly annotation?: Expression;
      /** Of `type Pair[A, B] = …`: what it may be given in brackets. */
      readonly parameters?: readonly string[];
      readonly start: number;
      readonly end: number;
    }
  /** `import a.b as c` (`path` a.b) or `import a.b` (`path` a). */
  | { readonly kind: "module"; readonly path: string; readonly start: number; readonly end: number }
  | {
      readonly kind: "imported";
      readonly level: number;
      readonly module: string;
      readonly name: string;
      readonly start: number;
      readonly end: number;
    };

/** The names of a scope, and the modules from which all names are imported. */
export interface Scope {
  readonly names: ReadonlyMap<string, Binding>;
  readonly stars: readonly { readonly level: number; readonly module: string }[];
  /** What `__all__` lists, where it is a plain list. */
  readonly exported?: readonly string[];
}

/**
 * The names that the body of a module or a class binds. Where one is bound on several branches, a real import stands before
 * what takes its place, and a definition before `None`.
 */
export function readScope(body: Body): Scope {
  const names = new Map<string, Binding>();
  const stars: Scope["stars"][number][] = [];
  let exported: readonly string[] | undefined;
  const bind = (name: string, binding: Binding): void => {
    const before = names.get(name);
    if (before !== undefined && isStandIn(binding) && !isStandIn(before)) return;
    const isOverload =
      binding.kind === "function" && before !== undefined && binding.node.decorators.length > 0;
    const isRepeated = binding.kind === "class" && before !== undefined;
    names.set(name, isOverload || isRepeated ? { ...binding, earlier: before } : binding);
  };
  for (const statement of statementsOf(body)) {
    bindStatement(statement, bind);
    if (statement.kind === "import-from" && statement.names[0]?.path === "*") {
      stars.push({ level: statement.level, module: statement.module });
    }
    exported = readExported(statement) ?? exported;
  }
  return { names, stars, ...(exported === undefined ? {} : { exported }) };
}

/** Names of each module are read once. */
export function moduleScope(module: ModuleSyntax): Scope {
  return readScope(module.body);
}

/** `x = None`, as in `except ImportError`. */
function isStandIn(binding: Binding): boolean {
  return binding.kind === "value" && binding.value?.kind === "constant" && binding.annotation === undefined;
}

function bindStatement(statement: Statement, bind: (name: string, binding: Binding) => void): void {
  const { start, end } = statement;
  switch (statement.kind) {
    case "class":
      bind(statement.name.id, { kind: "class", node: statement });
      break;
    case "function":
      bind(statement.name.id, { kind: "function", node: statement });
      break;
    case "assign":
      for (const target of statement.targets) {
        if (target.kind === "name") bind(target.id, { kind: "value", value: statement.value, start, end });
        else bindUnpacked(target, statement.value, bind);
      }
      break;
    case "annotated":
      if (statement.target.kind === "name") {
        const { annotation, value } = statement;
        const given = value === undefined ? {} : { value };
        bind(statement.target.id, { kind: "value", annotation, ...given, start, end });
      }
      break;
    case "type-alias":
      bind(statement.name.id, {
        kind: "value",
        value: statement.value,
        parameters: statement.typeParameters.map(({ name }) => name),
        start,
        end,
      });
      break;
    case "import":
      for (const { path, alias } of statement.names) {
        const [top = path] = path.split(".");
        bind(alias ?? top, { kind: "module", path: alias === undefined ? top : path, start, end });
      }
      break;
    case "import-from":
      for (const { path, alias, ...place } of statement.names) {
        const { level, module } = statement;
        if (path !== "*") bind(alias ?? path, { kind: "imported", level, module, name: path, ...place });
      }
      break;
    case "for":
      bindUnpacked(statement.target, undefined, bind);
      break;
    case "with":
      for (const { target } of statement.items)
        if (target !== undefined) bindUnpacked(target, undefined, bind);
      break;
    default:
  }
}

/** `a, b = 1, 2` binds each to its own; other unpacking binds names to nothing that can be followed. */
function bindUnpacked(
  target: Expression,
  value: Expression | undefined,
  bind: (name: string, binding: Binding) => void,
): void {
  const { start, end } = target;
  if (target.kind === "name")
    bind(target.id, { kind: "value", ...(value === undefined ? {} : { value }), start, end });
  else if (target.kind === "starred") bindUnpacked(target.value, undefined, bind);
  else if (target.kind === "tuple" || target.kind === "list") {
    const isPaired = value?.kind === "tuple" && value.items.length === target.items.length;
    target.items.forEach((item, index) => {
      bindUnpacked(item, isPaired ? value.items[index] : undefined, bind);
    });
  }
}

function readExported(statement: Statement): readonly string[] | undefined {
  if (statement.kind !== "assign" || statement.value.kind === "tuple" || statement.value.kind !== "list")
    return undefined;
  const [target] = statement.targets;
  if (target?.kind !== "name" || target.id !== "__all__") return undefined;
  return statement.value.items.flatMap((item) => (item.kind === "string" ? [item.value] : []));
}

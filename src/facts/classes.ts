import type { ClassDefinition, Expression } from "#python";
import { type Definition, defineExpression } from "./definitions.ts";
import type { Project, SourceModule } from "./project.ts";
import { type Binding, readScope, type Scope } from "./symbols.ts";

/** A class of the project with what it inherits. */
export interface ProjectClass {
  readonly module: SourceModule;
  readonly node: ClassDefinition;
  readonly scope: Scope;
  /** Itself first, then its bases in the order of method resolution; those outside the project by their dotted names. */
  readonly lineage: readonly (ProjectClass | string)[];
  /** Whether some base could not be made out: it may have members that nobody sees here. */
  readonly isPartial: boolean;
}

/** A member of a class, and the class that has it. */
export interface Member {
  readonly owner: ProjectClass;
  readonly binding: Binding;
}

/** Reads classes with their lineage, each once. */
export interface ClassReader {
  readonly read: (definition: Definition & { readonly kind: "class" }) => ProjectClass;
}

export function openClasses(project: Project): ClassReader {
  const known = new Map<ClassDefinition, ProjectClass>();
  const open = new Set<ClassDefinition>();
  const read = ({ module, node }: Definition & { readonly kind: "class" }): ProjectClass => {
    const before = known.get(node);
    if (before !== undefined) return before;
    open.add(node);
    const bases = node.args.flatMap(({ name, spread, value }): readonly (Definition | undefined)[] => {
      if (name !== undefined || spread !== undefined) return [];
      const base = defineBase(project, module, node, value);
      const makers = base?.kind === "value" ? makersOf(project, base) : [];
      return makers.length > 0 ? makers : [base];
    });
    const lines: (readonly (ProjectClass | string)[])[] = [];
    let isPartial = node.args.some(({ spread }) => spread !== undefined);
    for (const base of bases) {
      if (base?.kind === "external") lines.push([base.path]);
      else if (base?.kind === "class" && !open.has(base.node)) {
        const parent = read(base);
        lines.push(parent.lineage);
        isPartial ||= parent.isPartial;
      } else isPartial = true;
    }
    open.delete(node);
    const scope = readScope(node.body);
    const own: { -readonly [key in keyof ProjectClass]: ProjectClass[key] } = {
      module,
      node,
      scope,
      lineage: [],
      isPartial,
    };
    own.lineage = [own, ...mergeLines(lines)];
    known.set(node, own);
    return own;
  };
  return { read };
}

/** What a base means: a class may be named after its base, `class List(List)`, which is then what the name meant before. */
function defineBase(
  project: Project,
  module: SourceModule,
  { name }: ClassDefinition,
  value: Expression,
): Definition | undefined {
  const binding = module.scope.names.get(name.id);
  if (value.kind !== "name" || value.id !== name.id || binding?.kind !== "class" || !binding.earlier)
    return defineExpression(project, module, value);
  const scope: Scope = { names: new Map([[name.id, binding.earlier]]), stars: [] };
  return defineExpression(project, { ...module, scope }, value);
}

/** What a base comes from that a function outside the project makes: the class it is given, `Base = make_base(cls=Own)`, and the function. */
function makersOf(
  project: Project,
  { module, binding }: Definition & { readonly kind: "value" },
): readonly Definition[] {
  if (binding.value?.kind !== "call") return [];
  const maker = defineExpression(project, module, binding.value.callee);
  if (maker?.kind !== "external") return [];
  const given = binding.value.args.find(({ name }) => name === "cls");
  const own = given && defineExpression(project, module, given.value);
  return own?.kind === "class" ? [own, maker] : [maker];
}

/** C3 linearization; where bases contradict each other, which Python refuses, in the order in which they are found. */
function mergeLines(
  lines: readonly (readonly (ProjectClass | string)[])[],
): readonly (ProjectClass | string)[] {
  const heads = lines.map(([head]) => head).filter((head) => head !== undefined);
  let rest = [...lines, heads].filter((line) => line.length > 0);
  const merged: (ProjectClass | string)[] = [];
  while (rest.length > 0) {
    const [first] = rest;
    const next =
      rest.find(([head]) => !rest.some((line) => head !== undefined && line.indexOf(head) > 0))?.[0] ??
      first?.[0];
    if (next === undefined) break;
    merged.push(next);
    rest = rest.map((line) => line.filter((each) => each !== next)).filter((line) => line.length > 0);
  }
  return merged;
}

/** A member by its name, from the class itself or the first of its lineage that has it. */
export function findMember({ lineage }: ProjectClass, name: string): Member | undefined {
  for (const owner of lineage) {
    if (typeof owner === "string") continue;
    const binding = owner.scope.names.get(name);
    if (binding !== undefined) return { owner, binding };
  }
  return undefined;
}

/** Whether a class is, or inherits from, one of these classes outside the project, by its dotted name. */
export function descendsFrom({ lineage }: ProjectClass, names: ReadonlySet<string>): boolean {
  return lineage.some((base) => typeof base === "string" && names.has(base));
}

/** The id of a class, by which facts name it: `path:Name`. */
export function idOf({ module, node }: Pick<ProjectClass, "module" | "node">): string {
  return `${module.path}:${node.name.id}`;
}

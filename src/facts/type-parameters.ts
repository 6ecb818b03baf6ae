import type { Expression } from "#python";
import { type Definition, defineExpression } from "./definitions.ts";
import { textOf } from "./literals.ts";
import type { Project, SourceModule } from "./project.ts";

/** How many parts of an annotation are looked at. */
const mostParts = 500;

/**
 * What a name for a type may be given in brackets, in that order: `type Pair[A, B] = …` says it, and in `Pair = tuple[A, B]` those count that
 * stand in it, as they are met: https://docs.python.org/3/library/typing.html#type-aliases
 */
export function parametersOf(
  project: Project,
  { module, binding }: Definition & { readonly kind: "value" },
): readonly string[] {
  if (binding.parameters !== undefined) return binding.parameters;
  return binding.value === undefined ? [] : parametersIn(project, module, binding.value);
}

/** The type parameters that stand in an expression, as they are met. */
export function parametersIn(
  project: Project,
  module: SourceModule,
  expression: Expression,
): readonly string[] {
  const found = new Set<string>();
  const open: Expression[] = [expression];
  for (let count = 0; open.length > 0 && count < mostParts; count += 1) {
    const part = open.shift();
    if (part === undefined) break;
    open.unshift(...partsOf(part));
    const name = part.kind === "name" ? variableOf(project, module, part) : undefined;
    if (name !== undefined) found.add(name);
  }
  return [...found];
}

function partsOf(part: Expression): readonly Expression[] {
  switch (part.kind) {
    case "subscript":
      return [part.value, part.index];
    case "binary":
      return [part.left, part.right];
    case "tuple":
    case "list":
      return part.items;
    default:
      return [];
  }
}

/** `T = TypeVar("T")`, by the name that it has for itself. */
function variableOf(project: Project, module: SourceModule, name: Expression): string | undefined {
  const meant = defineExpression(project, module, name);
  const value = meant?.kind === "value" ? meant.binding.value : undefined;
  if (meant?.kind !== "value" || value?.kind !== "call") return undefined;
  const maker = defineExpression(project, meant.module, value.callee);
  const isVariable = maker?.kind === "external" && /^(?:typing|typing_extensions)\.TypeVar$/.test(maker.path);
  return isVariable ? textOf(value.args[0]?.value) : undefined;
}

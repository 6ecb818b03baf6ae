import { type Call, type Expression, statementsOf } from "#python";
import type { ProjectClass } from "../classes.ts";
import { defineExpression } from "../definitions.ts";
import type { Project, SourceModule } from "../project.ts";
import type { Binding } from "../symbols.ts";
import { makes } from "./names.ts";

/** An attribute that a class maps to a column or a relationship. */
export interface MappedAttribute {
  readonly name: string;
  readonly kind: "column" | "relationship";
  /** Absent where the annotation alone makes a column. */
  readonly call?: Call;
  readonly annotation?: Expression;
  readonly module: SourceModule;
  readonly start: number;
  readonly end: number;
}

/** Reads the mapped attributes that one class declares itself; `plain` where every annotation makes a column, as in SQLModel. */
export function readAttributes(
  project: Project,
  { module, scope }: ProjectClass,
  plain: boolean,
): ReadonlyMap<string, MappedAttribute | undefined> {
  const attributes = new Map<string, MappedAttribute | undefined>();
  for (const [name, binding] of scope.names)
    attributes.set(name, readAttribute(project, module, name, binding, plain));
  return attributes;
}

function readAttribute(
  project: Project,
  module: SourceModule,
  name: string,
  binding: Binding,
  plain: boolean,
): MappedAttribute | undefined {
  if (binding.kind === "function")
    return readDeclared(project, module, name, binding.node.decorators, binding);
  if (binding.kind !== "value") return undefined;
  const { value, annotation, start, end } = binding;
  const given = annotation === undefined ? {} : { annotation };
  const kind = value === undefined ? undefined : kindOf(project, module, value);
  if (kind !== undefined && value?.kind === "call")
    return { name, kind, call: value, ...given, module, start, end };
  const isMapped =
    annotation?.kind === "subscript" && isNamed(annotation.value, "Mapped") && value === undefined;
  const isPlain = plain && annotation !== undefined && value?.kind !== "call" && !name.startsWith("_");
  return isMapped || isPlain ? { name, kind: "column", ...given, module, start, end } : undefined;
}

/** `@declared_attr def owner(cls) -> Mapped["Owner"]: return relationship(…)` */
function readDeclared(
  project: Project,
  module: SourceModule,
  name: string,
  decorators: readonly Expression[],
  { node }: Binding & { readonly kind: "function" },
): MappedAttribute | undefined {
  const isDeclared = decorators.some(
    (decorator) =>
      isNamed(decorator, "declared_attr") ||
      (decorator.kind === "attribute" && isNamed(decorator.value, "declared_attr")),
  );
  if (!isDeclared) return undefined;
  for (const statement of statementsOf(node.body)) {
    if (statement.kind !== "return" || statement.value?.kind !== "call") continue;
    const kind = kindOf(project, module, statement.value);
    const given = node.returns === undefined ? {} : { annotation: node.returns };
    const { start, end } = node;
    if (kind !== undefined) return { name, kind, call: statement.value, ...given, module, start, end };
  }
  return undefined;
}

function isNamed(expression: Expression, name: string): boolean {
  return (
    (expression.kind === "name" && expression.id === name) ||
    (expression.kind === "attribute" && expression.name === name)
  );
}

function kindOf(
  project: Project,
  module: SourceModule,
  value: Expression,
): MappedAttribute["kind"] | undefined {
  if (value.kind !== "call") return undefined;
  const definition = defineExpression(project, module, value.callee);
  return makes(definition?.kind === "external" ? definition.path : undefined);
}

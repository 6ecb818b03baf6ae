import { type Expression, parseModule } from "#python";
import type { ClassReader, Member, ProjectClass } from "./classes.ts";
import { findMember } from "./classes.ts";
import { define, defineExpression } from "./definitions.ts";
import type { Project, SourceModule } from "./project.ts";
import type { Binding } from "./symbols.ts";
import type { Frame, Value } from "./values.ts";

/** What finding a class by annotations needs of an evaluation. */
export interface Typing {
  readonly project: Project;
  readonly classes: ClassReader;
  readonly evaluate: (frame: Frame, expression: Expression) => Value | undefined;
}

const longestWay = 8;

/**
 * The class of which annotations say that an expression is: what a function promises to return, what a name or a parameter is declared
 * to hold. For objects that source alone does not show being made.
 */
export function annotatedClass(
  typing: Typing,
  frame: Frame,
  expression: Expression,
  way = 0,
): ProjectClass | undefined {
  if (way > longestWay) return undefined;
  switch (expression.kind) {
    case "await":
      return annotatedClass(typing, frame, expression.value, way + 1);
    case "call": {
      const callee = typing.evaluate(frame, expression.callee);
      return callee?.kind === "function" ? classIn(typing, callee.module, callee.node.returns) : undefined;
    }
    case "name":
      return classOfName(typing, frame, expression.id, way);
    default:
      return undefined;
  }
}

function classOfName(typing: Typing, frame: Frame, name: string, way: number): ProjectClass | undefined {
  for (let at: Frame | undefined = frame; at?.called !== undefined; at = at.outer) {
    const binding = at.called.scope.names.get(name);
    if (binding !== undefined) return classOfBinding(typing, at, binding, way);
    const parameter = at.called.node.parameters.find((each) => each.name === name);
    if (parameter !== undefined) return classIn(typing, at.module, parameter.annotation);
  }
  const meant = define(typing.project, frame.module, name);
  if (meant?.kind !== "value") return undefined;
  const { module, binding } = meant;
  return classOfBinding(typing, { id: module.path, module, given: new Map(), depth: 0 }, binding, way);
}

function classOfBinding(
  typing: Typing,
  frame: Frame,
  binding: Binding,
  way: number,
): ProjectClass | undefined {
  if (binding.kind !== "value") return undefined;
  if (binding.annotation !== undefined) return classIn(typing, frame.module, binding.annotation);
  return binding.value && annotatedClass(typing, frame, binding.value, way + 1);
}

/** A class that is named outright: what may also be `None` says nothing for certain. */
function classIn(
  { project, classes }: Typing,
  module: SourceModule,
  annotation: Expression | undefined,
): ProjectClass | undefined {
  const [quoted] = annotation?.kind === "string" ? parseModule(annotation.value.trim()).body : [];
  const named = quoted?.kind === "expression" ? quoted.value : annotation;
  if (named?.kind !== "name" && named?.kind !== "attribute") return undefined;
  const meant = defineExpression(project, module, named);
  return meant?.kind === "class" ? classes.read(meant) : undefined;
}

/** A member that every class of the project has alike which the object may be of; undefined where one of them has its own. */
export function findSharedMember(
  { project, classes }: Pick<Typing, "project" | "classes">,
  owner: ProjectClass,
  name: string,
): Member | undefined {
  const member = findMember(owner, name);
  if (member?.binding.kind !== "value" || member.binding.value === undefined) return undefined;
  for (const module of project.modules.values())
    for (const binding of module.scope.names.values()) {
      if (binding.kind !== "class" || binding.node === owner.node) continue;
      const other = classes.read({ kind: "class", module, node: binding.node });
      if (other.lineage.includes(owner) && findMember(other, name)?.binding !== member.binding)
        return undefined;
    }
  return member;
}

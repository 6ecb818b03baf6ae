import type { Expression } from "#python";
import type { ProjectClass } from "../classes.ts";
import { defineExpression } from "../definitions.ts";
import type { Project } from "../project.ts";

/** What sort of record a class of the language is; undefined where it is none. */
export function recordForm(project: Project, found: ProjectClass): "dictionary" | "object" | undefined {
  const outside = found.lineage.filter((base) => typeof base === "string");
  if (outside.some((base) => /^typing(?:_extensions)?\.TypedDict$/.test(base))) return "dictionary";
  return isPlainDataclass(project, found) ? "object" : undefined;
}

/** `@dataclass` of the language: https://docs.python.org/3/library/dataclasses.html */
export function isPlainDataclass(project: Project, { module, node }: ProjectClass): boolean {
  return node.decorators.some((decorator) => {
    const maker = decorator.kind === "call" ? decorator.callee : decorator;
    const meant = defineExpression(project, module, maker);
    return meant?.kind === "external" && meant.path === "dataclasses.dataclass";
  });
}

/** What stands around the type of a field: `NotRequired[int]`. */
export function fieldKind(annotation: Expression): "required" | "optional" | "class" | "plain" {
  const outer = annotation.kind === "subscript" ? annotation.value : annotation;
  const name = outer.kind === "name" ? outer.id : outer.kind === "attribute" ? outer.name : "";
  if (name === "Required") return "required";
  if (name === "NotRequired") return "optional";
  return name === "ClassVar" || name === "InitVar" ? "class" : "plain";
}

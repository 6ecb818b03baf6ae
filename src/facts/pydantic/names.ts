import { descendsFrom, type ProjectClass } from "../classes.ts";
import { defineExpression } from "../definitions.ts";
import type { Project } from "../project.ts";

/** Classes of which every subclass is a model: https://docs.pydantic.dev/latest/concepts/models/ */
const modelBases: ReadonlySet<string> = new Set([
  "pydantic.BaseModel",
  "pydantic.main.BaseModel",
  "pydantic.v1.BaseModel",
  "pydantic.v1.main.BaseModel",
  "pydantic.generics.GenericModel",
  "pydantic.v1.generics.GenericModel",
  "sqlmodel.SQLModel",
  "sqlmodel.main.SQLModel",
]);

const rootBases: ReadonlySet<string> = new Set(["pydantic.RootModel", "pydantic.root_model.RootModel"]);

/** https://docs.pydantic.dev/latest/concepts/pydantic_settings/ */
const settingsBases: ReadonlySet<string> = new Set([
  "pydantic_settings.BaseSettings",
  "pydantic_settings.main.BaseSettings",
  "pydantic.BaseSettings",
  "pydantic.env_settings.BaseSettings",
  "pydantic.v1.BaseSettings",
]);

/** What sort of schema a class is; undefined where it is none. */
export function formOf(
  project: Project,
  found: ProjectClass,
): "object" | "root" | "settings" | "dataclass" | undefined {
  if (descendsFrom(found, settingsBases)) return "settings";
  if (descendsFrom(found, rootBases)) return "root";
  if (descendsFrom(found, modelBases)) return "object";
  return isDataclass(project, found) ? "dataclass" : undefined;
}

/** `@dataclass` of Pydantic itself: https://docs.pydantic.dev/latest/concepts/dataclasses/ */
function isDataclass(project: Project, { module, node }: ProjectClass): boolean {
  return node.decorators.some((decorator) => {
    const maker = decorator.kind === "call" ? decorator.callee : decorator;
    const meant = defineExpression(project, module, maker);
    return meant?.kind === "external" && /^pydantic(?:\.v1)?\.dataclasses\.dataclass$/.test(meant.path);
  });
}

/** The last part of what a call calls, where that comes from Pydantic or what is built on it; undefined otherwise. */
export function pydanticName(path: string | undefined): string | undefined {
  return path === undefined
    ? undefined
    : /^(?:pydantic|pydantic_settings|sqlmodel)\.(?:\w+\.)*(\w+)$/.exec(path)?.[1];
}

import type { Expression } from "#python";
import type { ProjectClass } from "../classes.ts";
import { defineExpression } from "../definitions.ts";
import { keyword, textOf } from "../literals.ts";
import type { RelationFact } from "../model.ts";
import type { Project, SourceModule } from "../project.ts";
import { type DeclaredField, relationTarget } from "./fields.ts";
import { relationFields } from "./names.ts";

/** What is needed to find the model that a relation names. */
export interface ModelIndex {
  readonly project: Project;
  /** The id of a model of the project by its application and name, both without case. */
  readonly byLabel: (label: string, name: string) => string | undefined;
  readonly byClass: (definition: {
    readonly module: SourceModule;
    readonly name: string;
  }) => string | undefined;
  readonly labelOf: (model: ProjectClass) => string;
  /** The model of the accounts that sign in. */
  readonly user: string;
}

/** The relation that a field makes for the model that has it, which may have inherited it. */
export function readRelation(
  index: ModelIndex,
  model: ProjectClass,
  field: DeclaredField,
): RelationFact | undefined {
  const kind = relationFields[field.type];
  if (kind === undefined) return undefined;
  const to = kind === "generic" ? undefined : findModel(index, model, field.module, relationTarget(field));
  const through = findModel(index, model, field.module, keyword(field.call, "through"));
  const reverse = reverseName(index, model, field);
  return {
    kind,
    ...(to === undefined ? {} : { to }),
    ...(through === undefined ? {} : { through }),
    ...(reverse === undefined ? {} : { reverse }),
  };
}

/** A model by its class or by its name: `"self"`, `"Order"`, `"shop.Order"`, the user model by its setting. */
export function findModel(
  index: ModelIndex,
  model: ProjectClass,
  module: SourceModule,
  named: Expression | undefined,
): string | undefined {
  if (named === undefined) return undefined;
  const text = textOf(named);
  if (text === "self") return index.byClass({ module: model.module, name: model.node.name.id });
  if (text !== undefined) {
    const [label, name] = text.includes(".") ? text.split(".") : [index.labelOf(model), text];
    return index.byLabel(label ?? "", name ?? "") ?? (text.includes(".") ? text : undefined);
  }
  const callee = named.kind === "call" ? named.callee : named;
  const definition = defineExpression(index.project, module, callee);
  if (definition?.kind === "class")
    return index.byClass({ module: definition.module, name: definition.node.name.id });
  const isUser =
    (callee.kind === "attribute" && callee.name === "AUTH_USER_MODEL") ||
    (definition?.kind === "external" && /\.get_user_model$|\.AUTH_USER_MODEL$/.test(definition.path));
  if (isUser) return index.user;
  return definition?.kind === "external" ? labelled(definition.path) : undefined;
}

/** A model outside the project by its label, `auth.User`, as texts name it too. */
function labelled(path: string): string {
  const [name = "", ...folders] = path.split(".").toReversed();
  return `${folders.find((folder) => folder !== "models") ?? ""}.${name}`;
}

function reverseName(
  index: ModelIndex,
  model: ProjectClass,
  { call, type }: DeclaredField,
): string | undefined {
  const kind = relationFields[type];
  if (kind === "generic" || kind === "generic-many") return undefined;
  const name = model.node.name.id.toLowerCase();
  const given = textOf(keyword(call, "related_name"));
  if (given?.endsWith("+")) return undefined;
  if (given === undefined) return kind === "one-to-one" ? name : `${name}_set`;
  return given.replaceAll("%(class)s", name).replaceAll("%(app_label)s", index.labelOf(model).toLowerCase());
}

import type { ProjectClass } from "../../classes.ts";
import type { Meant } from "./meant.ts";
import { externalReference, lastName } from "./references.ts";

const onModel = ["model_name", "name"];

/** The arguments of each operation in their order; https://docs.djangoproject.com/en/6.0/ref/migration-operations/ */
export const operationArguments: Readonly<Record<string, readonly string[]>> = {
  CreateModel: ["name", "fields", "options", "bases", "managers"],
  DeleteModel: ["name"],
  RenameModel: ["old_name", "new_name"],
  AlterModelTable: ["name", "table"],
  AlterModelTableComment: ["name", "table_comment"],
  AlterUniqueTogether: ["name", "unique_together"],
  AlterIndexTogether: ["name", "index_together"],
  AlterOrderWithRespectTo: ["name", "order_with_respect_to"],
  AlterModelOptions: ["name", "options"],
  AlterModelManagers: ["name", "managers"],
  AddField: [...onModel, "field", "preserve_default"],
  AlterField: [...onModel, "field", "preserve_default"],
  RemoveField: onModel,
  RenameField: ["model_name", "old_name", "new_name"],
  AddIndex: ["model_name", "index"],
  AddIndexConcurrently: ["model_name", "index"],
  RemoveIndex: onModel,
  RemoveIndexConcurrently: onModel,
  RenameIndex: ["model_name", "new_name", "old_name", "old_fields"],
  AddConstraint: ["model_name", "constraint"],
  AddConstraintNotValid: ["model_name", "constraint"],
  AlterConstraint: ["model_name", "name", "constraint"],
  RemoveConstraint: onModel,
  ValidateConstraint: onModel,
  RunPython: ["code", "reverse_code", "atomic", "hints", "elidable"],
  RunSQL: ["sql", "reverse_sql", "state_operations", "hints", "elidable"],
  SeparateDatabaseAndState: ["database_operations", "state_operations"],
};

/** Operations that say nothing of models, all extensions of a database among them. */
const stateless = /^(?:RunPython|ValidateConstraint|\w*Extension|CreateCollation|RemoveCollation)$/;

export function changesNoState(kind: string): boolean {
  return stateless.test(kind) || kind === nothingKind;
}

/** An operation of the project that says of itself that it changes nothing of the models. */
export const nothingKind = "nothing";

/** Which operation of the framework a class is; undefined where what it does to models is not known. */
export function operationKind(meant: Meant | undefined): string | undefined {
  if (meant?.kind === "external") return externalKind(meant.path);
  return meant?.kind === "class" ? projectKind(meant.class) : undefined;
}

function externalKind(path: string): string | undefined {
  const { path: canonical, owner } = externalReference(path);
  const name = lastName(canonical);
  return owner === "framework" && (name in operationArguments || stateless.test(name)) ? name : undefined;
}

function projectKind({ lineage, isPartial }: ProjectClass): string | undefined {
  if (isPartial) return undefined;
  let hasOwnArguments = false;
  for (const owner of lineage) {
    if (typeof owner === "string") {
      const kind = externalKind(owner);
      if (kind !== undefined) return hasOwnArguments && !stateless.test(kind) ? undefined : kind;
      continue;
    }
    const said = owner.scope.names.get("state_forwards");
    if (said !== undefined)
      return said.kind === "function" && doesNothing(said.node.body) ? nothingKind : undefined;
    hasOwnArguments ||= owner.scope.names.has("__init__");
  }
  return undefined;
}

function doesNothing(body: readonly { readonly kind: string }[]): boolean {
  return body.every(({ kind }) => kind === "pass" || kind === "expression" || kind === "return");
}

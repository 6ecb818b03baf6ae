import { statementsOf } from "#python";
import { type ClassReader, descendsFrom, idOf, type ProjectClass } from "../classes.ts";
import { defineExpression } from "../definitions.ts";
import { isTrue, keyword, textOf, textsOf } from "../literals.ts";
import type { FieldFact, ModelFact } from "../model.ts";
import { spanOf } from "../places.ts";
import type { Project } from "../project.ts";
import { type AppLabels, appLabelOf, readAppLabels } from "./app-labels.ts";
import { readChoices } from "./choices.ts";
import { type DeclaredField, type FieldReader, flag, readField } from "./fields.ts";
import { readIndexes } from "./indexes.ts";
import { concreteParents, isAbstract, metaOption, tableLineage } from "./meta.ts";
import { openPlainReader } from "./migrations/open-plain-reader.ts";
import type { PlainReader } from "./migrations/plain-reader.ts";
import { indexedTypes, modelBases } from "./names.ts";
import { type ModelIndex, readRelation } from "./relations.ts";

/** The Django models of a project: https://docs.djangoproject.com/en/6.0/topics/db/models/ */
export function readModels(project: Project, classes: ClassReader): readonly ModelFact[] {
  const { index, models } = openModelIndex(project, classes);
  const plain = openPlainReader(project, classes, () => undefined);
  return models.map(({ model, fields }) => readModel(index, plain, model, fields));
}

/** A model with the fields of its own table, as they are declared. */
export interface DeclaredModel {
  readonly model: ProjectClass;
  readonly fields: readonly DeclaredField[];
}

interface OpenModels {
  readonly index: ModelIndex;
  readonly models: readonly DeclaredModel[];
}

const opened = new WeakMap<Project, OpenModels>();

/** All models of a project, and how others name them; read once. */
export function openModelIndex(project: Project, classes: ClassReader): OpenModels {
  const before = opened.get(project);
  if (before !== undefined) return before;
  const reader: FieldReader = { project, classes };
  const models = findModels(project, classes, declaresColumns).map((model) => ({
    model,
    fields: declaredFields(reader, model),
  }));
  const index = indexModels(
    project,
    readAppLabels(project, classes),
    models.map(({ model }) => model),
  );
  const all = { index, models };
  opened.set(project, all);
  return all;
}

/** The classes that are models by their bases, or by what else tells them. */
export function findModels(
  project: Project,
  classes: ClassReader,
  isOther: (project: Project, read: ProjectClass) => boolean = () => false,
): readonly ProjectClass[] {
  const models: ProjectClass[] = [];
  for (const module of project.modules.values()) {
    for (const statement of statementsOf(module.syntax.body)) {
      if (statement.kind !== "class") continue;
      const read = classes.read({ kind: "class", module, node: statement });
      if (descendsFrom(read, modelBases) || isOther(project, read)) models.push(read);
    }
  }
  return models;
}

/** Whether a class with a base of some package outside the project has columns of the framework's own: then that base is a model. */
function declaresColumns(project: Project, { lineage }: ProjectClass): boolean {
  if (!lineage.some(isForeignBase)) return false;
  return lineage.some((owner) => typeof owner !== "string" && hasColumn(project, owner));
}

function hasColumn(project: Project, { module, scope }: ProjectClass): boolean {
  return [...scope.names.values()].some((binding) => {
    if (binding.kind !== "value" || binding.value?.kind !== "call") return false;
    const type = defineExpression(project, module, binding.value.callee);
    return type?.kind === "external" && columnType.test(type.path);
  });
}

const columnType = /^django\.db\.models\.(?:\w+\.)*(?:\w+Field|ForeignKey)$/;

/** Its own fields and those of abstract bases, the nearest first where several declare one. */
function declaredFields(reader: FieldReader, model: ProjectClass): readonly DeclaredField[] {
  const fields = new Map<string, DeclaredField | undefined>();
  for (const owner of tableLineage(model)) {
    for (const [name, binding] of owner.scope.names) {
      if (fields.has(name) || binding.kind !== "value") continue;
      fields.set(name, readField(reader, owner.module, owner.scope, name, binding.value));
    }
  }
  return [...fields.values()].filter((field) => field !== undefined);
}

function indexModels(project: Project, labels: AppLabels, models: readonly ProjectClass[]): ModelIndex {
  const labelOf = (model: ProjectClass): string => {
    const own = metaOption(model, "app_label");
    return textOf(own?.value) ?? appLabelOf(labels, model.module.path);
  };
  const key = (label: string, name: string): string => `${label}.${name}`.toLowerCase();
  const byLabel = new Map(models.map((model) => [key(labelOf(model), model.node.name.id), idOf(model)]));
  const ids = new Set(models.map(idOf));
  const user = readUserModel(project) ?? "auth.User";
  const [label = "", name = ""] = user.split(".");
  return {
    project,
    labelOf,
    byLabel: (app, model) => byLabel.get(key(app, model)),
    byClass: ({ module, name: model }) =>
      ids.has(`${module.path}:${model}`) ? `${module.path}:${model}` : undefined,
    user: byLabel.get(key(label, name)) ?? user,
  };
}

/** `AUTH_USER_MODEL = "accounts.User"` of any settings. */
export function readUserModel(project: Project): string | undefined {
  for (const { scope } of project.modules.values()) {
    const binding = scope.names.get("AUTH_USER_MODEL");
    const said = binding?.kind === "value" ? textOf(binding.value) : undefined;
    if (said !== undefined) return said;
  }
  return undefined;
}

function readModel(
  index: ModelIndex,
  plain: PlainReader,
  model: ProjectClass,
  fields: readonly DeclaredField[],
): ModelFact {
  return {
    id: idOf(model),
    name: model.node.name.id,
    framework: "django",
    ...tableOf(index, model),
    span: spanOf(model.module, model.node.name),
    abstract: isAbstract(model),
    fields: fields.map((field) => readFact(index, plain, model, field)),
    indexes: readIndexes(model),
    parents: concreteParents(model).map(idOf),
    ordering: textsOf(metaOption(model, "ordering")?.value) ?? [],
    isPartial: model.isPartial || hasForeignBase(model),
  };
}

/** The table that its `Meta` names, or that the framework calls after application and class; a proxy has that of its parent. */
function tableOf({ labelOf }: ModelIndex, model: ProjectClass): Pick<ModelFact, "table"> {
  const said = metaOption(model, "db_table");
  const proxy = metaOption(model, "proxy");
  if (isAbstract(model) || (proxy !== undefined && isTrue(proxy.value))) return {};
  const table =
    said === undefined ? `${labelOf(model)}_${model.node.name.id.toLowerCase()}` : textOf(said.value);
  return table === undefined ? {} : { table };
}

/** Whether a base outside the project other than the plain one hands on fields of its own. */
function hasForeignBase({ lineage }: ProjectClass): boolean {
  return lineage.some(isForeignBase);
}

/** A base outside the project that may hand on fields. */
export function isForeignBase(base: ProjectClass | string): boolean {
  return (
    typeof base === "string" &&
    base !== "django.db.models.Model" &&
    base !== "object" &&
    !/^(abc|typing)\./.test(base)
  );
}

/** Types whose columns have an index of their own; what packages make of slugs is called so. */
function hasOwnIndex(type: string): boolean {
  return indexedTypes.has(type) || type.endsWith("SlugField");
}

function readFact(
  index: ModelIndex,
  plain: PlainReader,
  model: ProjectClass,
  field: DeclaredField,
): FieldFact {
  const { call, type } = field;
  const relation = readRelation(index, model, field);
  const primaryKey = flag(call, "primary_key");
  const unique = flag(call, "unique") || relation?.kind === "one-to-one" || primaryKey;
  const choices = readChoices(plain, model, field);
  const isRow = relation === undefined || relation.kind === "many-to-one" || relation.kind === "one-to-one";
  const isUnindexed = call.args.some(
    ({ name, value }) => name === "db_index" && value.kind === "constant" && value.value === "False",
  );
  const said = keyword(call, "db_column");
  const toOne = relation?.kind === "many-to-one" || relation?.kind === "one-to-one";
  const column = said === undefined ? (toOne ? `${field.name}_id` : undefined) : (textOf(said) ?? "");
  return {
    name: field.name,
    ...(column === undefined || column === field.name ? {} : { column }),
    type,
    span: spanOf(field.module, call),
    nullable: flag(call, "null"),
    unique,
    indexed: isRow && (unique || flag(call, "db_index") || (hasOwnIndex(type) && !isUnindexed)),
    primaryKey,
    ...(choices === undefined ? {} : { choices }),
    ...(relation === undefined ? {} : { relation }),
  };
}

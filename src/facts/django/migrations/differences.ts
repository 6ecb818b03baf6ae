import { allStatements } from "#python";
import type { ModelDifferenceFact } from "../../migration.ts";
import { spanOf } from "../../places.ts";
import type { Project } from "../../project.ts";
import { compareModel, type ModelDifference } from "./compare-models.ts";
import { openComparing } from "./compare-plain.ts";
import type { CurrentModel } from "./current-models.ts";
import { addedFromOutside, patchedArguments } from "./deconstruct-patches.ts";
import type { History } from "./history.ts";
import type { ModelState, Spot } from "./model-state.ts";
import { isTrueValue } from "./plain.ts";
import { findRemovedModels } from "./removed-models.ts";

/** Where models are not what their migrations lead to: what `makemigrations` would write, as far as that is certain. */
export function findDifferences(history: History): readonly ModelDifferenceFact[] {
  const { reader, state, folders, models } = history;
  const ignored = patchedArguments(reader);
  const outside = addedFromOutside(reader.project);
  if (ignored === undefined || outside === undefined) return [];
  const comparing = openComparing(ignored);
  const found: ModelDifferenceFact[] = [...findRemovedModels(history)];
  for (const [key, all] of models) {
    const folder = folders.get(all[0]?.app ?? "");
    const model = folder === undefined ? undefined : theOne(all, folder);
    if (model === undefined || folder === undefined || state.lost.has(model.app) || isUnmanaged(model))
      continue;
    const last = state.models.get(key);
    if (last === undefined) {
      if (isLoaded(model, folder) && isImported(history, model, folder)) found.push(addedModel(model));
    } else if (!isUnmanagedState(last)) {
      const differences = compareModel(model, last, comparing).filter(
        (difference) => difference.kind !== "field-removed" || !outside.has(difference.name),
      );
      found.push(...differences.flatMap((difference) => asFacts(model, last, difference)));
    }
  }
  return found;
}

/** Of several models of one name, the one that lies where the application's own do. */
function theOne(all: readonly CurrentModel[], folder: string): CurrentModel | undefined {
  const own = all.length === 1 ? all : all.filter((model) => isLoaded(model, folder));
  return own.length === 1 ? own[0] : undefined;
}

/** Whether the framework surely loads a model: it stands in the module of models, on no branch. */
function isLoaded({ class: { module, node } }: CurrentModel, folder: string): boolean {
  const base = folder === "" ? "models" : `${folder}/models`;
  return (
    (module.path === `${base}.py` || module.path.startsWith(`${base}/`)) && module.syntax.body.includes(node)
  );
}

/** Whether anything imports a module that is not the application's own module of models. */
function isImported({ reader }: History, { class: { module } }: CurrentModel, folder: string): boolean {
  const base = folder === "" ? "models" : `${folder}/models`;
  if (module.path === `${base}.py` || module.path === `${base}/__init__.py`) return true;
  const own = module.path.replace(/(?:\/__init__)?\.py$/, "").split("/");
  return importedNames(reader.project).has(own.at(-1) ?? "");
}

const namesByProject = new WeakMap<Project, ReadonlySet<string>>();

/** The last names of all that is imported: of modules, and of what may be one. */
function importedNames(project: Project): ReadonlySet<string> {
  const known = namesByProject.get(project);
  if (known !== undefined) return known;
  const names = new Set<string>();
  for (const { syntax } of project.modules.values())
    for (const statement of allStatements(syntax.body)) {
      if (statement.kind !== "import" && statement.kind !== "import-from") continue;
      for (const word of syntax.text.slice(statement.start, statement.end).matchAll(/\w+/g))
        names.add(word[0]);
    }
  namesByProject.set(project, names);
  return names;
}

function isUnmanaged({ meta }: CurrentModel): boolean {
  return meta?.values.has("managed") === true && !isTrueValue(meta.values.get("managed"));
}

function isUnmanagedState({ options }: ModelState): boolean {
  return options.has("managed") && !isTrueValue(options.get("managed"));
}

function addedModel(model: CurrentModel): ModelDifferenceFact {
  const { module, node } = model.class;
  return {
    framework: "django",
    app: model.app,
    model: model.name,
    subject: "model",
    name: model.name,
    change: "added",
    details: [],
    isOfTable: !isTrueValue(model.meta?.values.get("proxy")),
    span: spanOf(module, node.name),
  };
}

/** Options and arguments that make no difference to a table. */
const besideTable: ReadonlySet<string> = new Set([
  "blank",
  "choices",
  "editable",
  "error_messages",
  "help_text",
  "limit_choices_to",
  "on_delete",
  "related_name",
  "related_query_name",
  "validators",
  "verbose_name",
  "verbose_name_plural",
  "default",
  "auto_now",
  "auto_now_add",
  "upload_to",
  "encoder",
  "decoder",
  "ordering",
  "permissions",
  "default_permissions",
  "default_manager_name",
  "default_related_name",
  "get_latest_by",
]);

function asFacts(
  model: CurrentModel,
  last: ModelState,
  difference: ModelDifference,
): readonly ModelDifferenceFact[] {
  const { module, node } = model.class;
  const base = { framework: "django", app: model.app, model: model.name };
  const atModel = spanOf(module, node.name);
  const before = (name: string) => {
    const spot: Spot | undefined = last.spots.get(name) ?? last.spots.get("");
    return spot === undefined ? {} : { before: spanOf(spot.module, spot) };
  };
  switch (difference.kind) {
    case "field-added":
    case "field-changed": {
      const { name, field } = difference;
      const isAdded = difference.kind === "field-added";
      const details = isAdded ? [] : difference.isOtherType ? ["type"] : difference.args;
      return [
        {
          ...base,
          subject: "field",
          name,
          change: isAdded ? "added" : "changed",
          details,
          isOfTable: isAdded || details.some((detail) => !besideTable.has(detail)),
          span: spanOf(field.module, field),
          ...before(name),
        },
      ];
    }
    case "field-removed":
      return [
        {
          ...base,
          subject: "field",
          name: difference.name,
          change: "removed",
          details: [],
          isOfTable: true,
          span: atModel,
          ...before(difference.name),
        },
      ];
    case "option":
      return optionFacts(difference, { ...base, span: spanOfMeta(model), ...before("options") }, before);
  }
}

/** The `Meta` that says so, or the model where none does. */
function spanOfMeta({ class: { module, node }, meta }: CurrentModel) {
  return meta?.said === undefined ? spanOf(module, node.name) : spanOf(meta.said.module, meta.said.node.name);
}

function optionFacts(
  difference: ModelDifference & { readonly kind: "option" },
  base: Pick<ModelDifferenceFact, "framework" | "app" | "model" | "span" | "before">,
  before: (name: string) => { readonly before?: ModelDifferenceFact["span"] },
): readonly ModelDifferenceFact[] {
  const { option } = difference;
  if (option !== "indexes" && option !== "constraints")
    return [
      {
        ...base,
        subject: "option",
        name: option,
        change: "changed",
        details: [],
        isOfTable: !besideTable.has(option),
      },
    ];
  const subject = option === "indexes" ? "index" : "constraint";
  return (["added", "removed", "changed"] as const).flatMap((change) =>
    difference[change].map((name) => ({
      ...base,
      subject,
      name,
      change,
      details: [],
      isOfTable: true,
      ...before(name),
    })),
  );
}

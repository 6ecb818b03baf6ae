import { ofRenamedModel } from "./field-state.ts";
import type { MigrationGraph } from "./graph.ts";
import { type ModelState, modelKey, nameOfMade, type Spot } from "./model-state.ts";
import { changesNoState } from "./operation-kinds.ts";
import type { Operation } from "./operations.ts";
import type { FieldState, Plain } from "./plain.ts";
import { renameField, repoint } from "./rename.ts";

/** What models are after all migrations. */
export interface ReplayedState {
  readonly models: ReadonlyMap<string, ModelState>;
  /** Applications of which some migration could not be followed: nothing of them is known. */
  readonly lost: ReadonlySet<string>;
}

interface Draft {
  app: string;
  name: string;
  fields: Map<string, FieldState | undefined>;
  options: Map<string, Plain | undefined>;
  spots: Map<string, Spot>;
}

interface Replay {
  readonly models: Map<string, Draft>;
  readonly lost: Set<string>;
}

/** Applies the operations of all migrations in their order; https://docs.djangoproject.com/en/6.0/ref/migration-operations/ */
export function replay({ ordered }: Pick<MigrationGraph, "ordered">): ReplayedState {
  const state: Replay = { models: new Map(), lost: new Set() };
  for (const migration of ordered) {
    if (migration.isPartial) state.lost.add(migration.app);
    for (const operation of migration.operations) apply(state, migration.app, operation);
  }
  return state;
}

function apply(state: Replay, app: string, operation: Operation): void {
  const { kind } = operation;
  if (kind === undefined) {
    state.lost.add(app);
    return;
  }
  if (kind === "SeparateDatabaseAndState" || kind === "RunSQL") {
    for (const each of operation.state ?? []) apply(state, app, each);
    return;
  }
  if (changesNoState(kind)) return;
  if (kind === "CreateModel") create(state, app, operation);
  else if (kind === "RenameModel") rename(state, app, operation);
  else {
    const said = /^(?:DeleteModel|Alter(?:Model|Unique|Index|Order)\w*)$/.test(kind) ? "name" : "model_name";
    const name = text(operation, said);
    const key = name === undefined ? undefined : modelKey(app, name);
    const model = key === undefined ? undefined : state.models.get(key);
    if (key !== undefined && kind === "DeleteModel") state.models.delete(key);
    else if (model !== undefined) change(state, model, kind, operation);
    else state.lost.add(app);
  }
}

function text({ args }: Operation, name: string): string | undefined {
  const value = args.get(name);
  return value?.kind === "text" ? value.text : undefined;
}

function spotOf({ module, call }: Operation): Spot {
  return { module, start: call.start, end: call.end };
}

function create(state: Replay, app: string, operation: Operation): void {
  const name = text(operation, "name");
  if (name === undefined || operation.fields === undefined) {
    state.lost.add(app);
    return;
  }
  const given = operation.args.get("options");
  const options = new Map<string, Plain | undefined>();
  if (given?.kind === "dictionary") {
    for (const [key, value] of given.entries) if (key.kind === "text") options.set(key.text, value);
  } else if (operation.args.has("options")) state.lost.add(app);
  const spots = new Map<string, Spot>([["", spotOf(operation)]]);
  for (const [field, read] of operation.fields) spots.set(field, read ?? spotOf(operation));
  state.models.set(modelKey(app, name), { app, name, fields: new Map(operation.fields), options, spots });
}

function rename(state: Replay, app: string, operation: Operation): void {
  const [before, after] = [text(operation, "old_name"), text(operation, "new_name")];
  const model = before === undefined ? undefined : state.models.get(modelKey(app, before));
  if (before === undefined || after === undefined || model === undefined) {
    state.lost.add(app);
    return;
  }
  const [from, to] = [modelKey(app, before), modelKey(app, after)];
  state.models.delete(from);
  const owner = { app, model: after.toLowerCase() };
  const own = [...model.fields].map(
    ([name, field]) => [name, field && ofRenamedModel(field, owner)] as const,
  );
  state.models.set(to, { ...model, name: after, fields: new Map(own) });
  for (const { fields } of state.models.values()) {
    for (const [name, field] of fields) if (field !== undefined) fields.set(name, repoint(field, from, to));
  }
}

/** Changes one model that is there. */
function change(state: Replay, model: Draft, kind: string, operation: Operation): void {
  const { args } = operation;
  const name = text(operation, "name");
  const note = (what: string): unknown => model.spots.set(what, spotOf(operation));
  switch (kind) {
    case "AddField":
    case "AlterField":
      if (name === undefined) break;
      note(name);
      model.fields.set(name, withoutOnceGiven(operation));
      return;
    case "RemoveField":
      if (name === undefined) break;
      note(name);
      model.fields.delete(name);
      return;
    case "RenameField": {
      const [before, after] = [text(operation, "old_name"), text(operation, "new_name")];
      if (before === undefined || after === undefined) break;
      note(after);
      renameField(model, before, after);
      return;
    }
    case "AlterModelOptions":
      note("options");
      setOptions(model.options, args.get("options"));
      return;
    case "AlterModelTable":
      note("db_table");
      model.options.set("db_table", args.get("table"));
      return;
    case "AlterModelManagers":
    case "AlterModelTableComment":
      return;
    case "AlterUniqueTogether":
      note("unique_together");
      model.options.set("unique_together", args.get("unique_together"));
      return;
    case "AlterIndexTogether":
      note("index_together");
      model.options.set("index_together", args.get("index_together"));
      return;
    case "AlterOrderWithRespectTo":
      note("order_with_respect_to");
      model.options.set("order_with_respect_to", args.get("order_with_respect_to"));
      return;
    default:
      if (changeList(model, kind, operation, name)) return;
  }
  state.lost.add(model.app);
}

/** A default that was given for the rows that were there is no part of the field. */
function withoutOnceGiven({ field, args }: Operation): FieldState | undefined {
  const keeps = args.get("preserve_default");
  if (field === undefined || keeps?.kind !== "number" || keeps.value === 1) return field;
  return { ...field, args: new Map([...field.args].filter(([name]) => name !== "default")) };
}

const altered = [
  "base_manager_name",
  "default_manager_name",
  "default_related_name",
  "get_latest_by",
  "managed",
  "ordering",
  "permissions",
  "default_permissions",
  "select_on_save",
  "verbose_name",
  "verbose_name_plural",
];

/** Options that are not among those given are as if they had never been. */
function setOptions(options: Map<string, Plain | undefined>, given: Plain | undefined): void {
  if (given?.kind !== "dictionary") {
    for (const name of altered) options.set(name, undefined);
    return;
  }
  for (const name of altered) options.delete(name);
  for (const [key, value] of given.entries) if (key.kind === "text") options.set(key.text, value);
}

/** Adds, removes, renames or replaces an index or a constraint; false where it is not known which. */
function changeList(model: Draft, kind: string, operation: Operation, name: string | undefined): boolean {
  const option = kind.includes("Constraint") ? "constraints" : "indexes";
  const before = model.options.get(option);
  if (model.options.has(option) && before?.kind !== "list") return false;
  const items = before?.kind === "list" ? before.items : [];
  const set = (after: readonly (Plain | undefined)[]): boolean => {
    model.options.set(option, { kind: "list", items: after });
    return true;
  };
  const said = operation.args.get(option === "indexes" ? "index" : "constraint");
  const noted = nameOfMade(said) ?? name;
  if (noted !== undefined) model.spots.set(noted, spotOf(operation));
  if (kind.startsWith("Add")) return set([...items, said]);
  if (kind.startsWith("Remove"))
    return name !== undefined && set(items.filter((item) => nameOfMade(item) !== name));
  if (kind === "AlterConstraint") return set(items.map((item) => (nameOfMade(item) === name ? said : item)));
  const [from, to] = [text(operation, "old_name"), text(operation, "new_name")];
  if (kind !== "RenameIndex" || to === undefined) return false;
  if (from === undefined) return renameTogether(model, operation, to) && set([...items, undefined]);
  return set(
    items.map((item) =>
      item?.kind === "made" && nameOfMade(item) === from
        ? { ...item, named: new Map([...item.named, ["name", { kind: "text", text: to }]]) }
        : item,
    ),
  );
}

/** `RenameIndex(old_fields=…)` gives a name to what `index_together` had. */
function renameTogether(model: Draft, operation: Operation, name: string): boolean {
  model.options.set("index_together", undefined);
  model.spots.set(name, spotOf(operation));
  return operation.args.has("old_fields");
}

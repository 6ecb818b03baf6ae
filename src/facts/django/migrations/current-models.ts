import type { Expression } from "#python";
import { descendsFrom, type ProjectClass } from "../../classes.ts";
import { concreteParents, isAbstract, tableLineage } from "../meta.ts";
import { findModels } from "../models.ts";
import { relationFields } from "../names.ts";
import { type FieldOwner, named, readFieldState } from "./field-state.ts";
import { meantBy } from "./meant.ts";
import { type MetaOptions, readMetaOptions } from "./meta-options.ts";
import { modelKey } from "./model-state.ts";
import { type FieldState, isTrueValue, type Plain } from "./plain.ts";
import type { PlainReader } from "./plain-reader.ts";
import { conditionalNames } from "./settled-names.ts";

/** A model as its classes have it now. */
export interface CurrentModel {
  readonly class: ProjectClass;
  readonly app: string;
  readonly name: string;
  readonly fields: ReadonlyMap<string, FieldState>;
  /** Names of which it cannot be told whether they are fields. */
  readonly unclear: ReadonlySet<string>;
  /** Whether fields may come from elsewhere: a package's base, or something that adds its own. */
  readonly isOpen: boolean;
  /** Whether a base of a package may bring indexes and constraints. */
  readonly isOfPackage: boolean;
  readonly parents: readonly ProjectClass[];
  readonly meta: MetaOptions | undefined;
}

/** The models of a project that may have migrations. */
export function readCurrentModels(
  reader: PlainReader,
  appOf: (model: ProjectClass) => string,
  isMade: (key: string) => boolean,
  isMigration: (path: string) => boolean,
): readonly CurrentModel[] {
  const models = new Set(findModels(reader.project, reader.classes));
  // What a migration makes is a model, whatever package its base comes from.
  for (const model of classesOf(reader))
    if (isMade(modelKey(appOf(model), model.node.name.id))) models.add(model);
  return [...models]
    .filter((model) => !isAbstract(model) && !isMigration(model.module.path))
    .map((model) => readCurrent(reader, model, appOf(model)));
}

/** The classes of modules that hold models. */
function classesOf({ project, classes }: PlainReader): readonly ProjectClass[] {
  return [...project.modules.values()]
    .filter(({ path }) => /(?:^|\/)models(?:\.py$|\/)/.test(path))
    .flatMap((module) =>
      module.syntax.body.flatMap((node) =>
        node.kind === "class" ? [classes.read({ kind: "class", module, node })] : [],
      ),
    );
}

function readCurrent(reader: PlainReader, model: ProjectClass, app: string): CurrentModel {
  const name = model.node.name.id;
  const owner: FieldOwner = { app, model: name.toLowerCase() };
  const meta = readMetaOptions(reader, model);
  const fields = new Map<string, FieldState>();
  const unclear = new Set<string>();
  const isOfPackage = model.isPartial || hasForeignBase(model);
  let isOpen = isOfPackage;
  for (const part of tableLineage(model)) {
    const place = { module: part.module, class: part };
    const conditional = conditionalNames(part.node.body);
    for (const [key, binding] of part.scope.names) {
      if (fields.has(key) || unclear.has(key)) continue;
      const value = binding.kind === "value" ? binding.value : undefined;
      const read = value?.kind === "call" ? readFieldState(reader, place, value, owner) : undefined;
      if (read === undefined || conditional.has(key)) {
        unclear.add(key);
        isOpen ||= value?.kind === "call" && addsOwn(reader, part, value.callee);
        continue;
      }
      // Such a relation has no column and no place in migrations.
      if (!/^generic/.test(relationFields[read.base] ?? "")) fields.set(key, read);
      const isKnown = read.owner !== "other" || read.base in relationFields;
      if (!isKnown || read.mentions.has("contribute_to_class")) isOpen = true;
    }
  }
  return {
    class: model,
    app,
    name,
    fields: withDefaultNames(fields, meta),
    unclear,
    isOpen,
    isOfPackage,
    parents: concreteParents(model),
    meta: meta && { ...meta, values: filledIn(meta.values, owner) },
  };
}

/** A base of a package that is more than a plain model. */
function hasForeignBase({ lineage }: ProjectClass): boolean {
  return lineage.some(
    (base) =>
      typeof base === "string" &&
      !/^(?:object$|abc\.|typing\.|django\.db\.models\.(?:base\.)?Model$)/.test(base),
  );
}

/** What packages put into the body of a model may bring fields and models of its own: histories, translations. */
function addsOwn(reader: PlainReader, part: ProjectClass, callee: Expression): boolean {
  if (callee.kind === "attribute" && /^(?:as_manager|from_queryset)$/.test(callee.name)) return false;
  const meant = meantBy(reader, { module: part.module, class: part }, callee);
  if (meant?.kind === "class") return !descendsFrom(meant.class, managers) && isOfOther(meant.class);
  return meant?.kind === "external" ? !/^(?:django\.|typing)/.test(meant.path) : meant === undefined;
}

/** Whether a class of the project comes from one of a package, or from one that cannot be seen. */
function isOfOther({ isPartial, lineage }: ProjectClass): boolean {
  return (
    isPartial ||
    lineage.some((base) => typeof base === "string" && !/^(?:object$|abc\.|typing\.|django\.)/.test(base))
  );
}

const managers: ReadonlySet<string> = new Set([
  "django.db.models.Manager",
  "django.db.models.manager.Manager",
  "django.db.models.QuerySet",
]);

/** Releases before 4.0 wrote the default name of the way back into migrations. */
function withDefaultNames(
  fields: ReadonlyMap<string, FieldState>,
  meta: MetaOptions | undefined,
): ReadonlyMap<string, FieldState> {
  if (meta !== undefined && !meta.values.has("default_related_name")) return fields;
  return new Map(
    [...fields].map(([name, field]) =>
      field.base in relationFields && !field.args.has("related_name")
        ? [name, { ...field, args: new Map([...field.args, ["related_name", undefined]]) }]
        : [name, field],
    ),
  );
}

/** Names of indexes and constraints of an abstract class are filled in for each model that has them. */
function filledIn(
  values: ReadonlyMap<string, Plain | undefined>,
  owner: FieldOwner,
): ReadonlyMap<string, Plain | undefined> {
  const fill = (item: Plain | undefined): Plain | undefined => {
    if (item?.kind !== "made") return item;
    const name = item.named.get("name");
    return name?.kind === "text"
      ? { ...item, named: new Map([...item.named, ["name", { ...name, text: named(name.text, owner) }]]) }
      : item;
  };
  return new Map(
    [...values].map(([key, value]) =>
      (key === "indexes" || key === "constraints") && value?.kind === "list"
        ? [key, { ...value, items: value.items.map(fill) }]
        : [key, value],
    ),
  );
}

/** Whether the model has a key that it names itself. */
export function hasOwnKey({ fields }: CurrentModel): boolean {
  return [...fields.values()].some(({ args }) => {
    const said = args.get("primary_key");
    return isTrueValue(said) || (args.has("primary_key") && said === undefined);
  });
}

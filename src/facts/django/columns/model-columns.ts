import { findMember, idOf, type ProjectClass } from "../../classes.ts";
import type { Reading } from "../../front-end.ts";
import type { Project } from "../../project.ts";
import { concreteParents, tableLineage } from "../meta.ts";
import { readFieldState } from "../migrations/field-state.ts";
import { openPlainReader } from "../migrations/open-plain-reader.ts";
import type { PlainReader } from "../migrations/plain-reader.ts";
import { openModelIndex } from "../models.ts";
import { relationFields } from "../names.ts";
import { type ModelIndex, readRelation } from "../relations.ts";
import { readSettings } from "../settings.ts";
import { type Column, isOn } from "./column.ts";
import { knownModel, knownReading } from "./known-models.ts";

/** A relation that another model declares, as rows of this one have it. */
export interface ReverseColumn {
  readonly name: string;
  readonly of: ProjectClass;
  readonly many: boolean;
  readonly column: Column;
}

/** A model with every column that its rows have, its parents' among them. */
export interface ModelColumns {
  readonly read: ProjectClass;
  readonly columns: ReadonlyMap<string, Column>;
  readonly key: Column;
  /** Whether a base that nobody sees here may bring more. */
  readonly isPartial: boolean;
}

/** Reads the columns of models, each once. */
export interface ColumnReader {
  readonly reading: Reading;
  readonly plain: PlainReader;
  readonly ofClass: (read: ProjectClass) => ModelColumns;
  /** A model by its id, or by the label that relations have for one outside the project. */
  readonly ofId: (id: string | undefined) => ModelColumns | undefined;
  readonly isModel: (read: ProjectClass) => boolean;
  /** The id or label of the model of the accounts that sign in. */
  readonly user: string;
  readonly reverse: (model: ModelColumns, name: string) => ReverseColumn | undefined;
}

const opened = new WeakMap<Project, ColumnReader>();
const deepest = 12;

export function openColumns(reading: Reading): ColumnReader {
  const before = opened.get(reading.project);
  if (before !== undefined) return before;
  const { project, classes } = reading;
  const { index, models } = openModelIndex(project, classes);
  const plain = openPlainReader(project, classes, () => undefined);
  const known = openPlainReader(knownReading().project, knownReading().classes, () => undefined);
  const read = new Map<ProjectClass, ModelColumns>();
  const byId = new Map(models.map(({ model }) => [idOf(model), model]));
  const automatic = readSettings(project, reading.evaluator).text("DEFAULT_AUTO_FIELD")?.text;
  const key = automatic?.slice(automatic.lastIndexOf(".") + 1) ?? "AutoField";
  const plainOf = (owner: ProjectClass): PlainReader => (isKnown(owner) ? known : plain);
  let reverse: ReadonlyMap<ProjectClass, ReadonlyMap<string, ReverseColumn>> | undefined;
  const reader: ColumnReader = {
    reading,
    plain,
    ofClass: (model) => {
      const found = read.get(model) ?? readColumns(plainOf, index, model, key, 0);
      read.set(model, found);
      return found;
    },
    ofId: (id) => {
      const model = id === undefined ? undefined : (byId.get(id) ?? knownByLabel(id));
      return model && reader.ofClass(model);
    },
    user: index.user,
    isModel: (model) => byId.get(idOf(model)) === model || isKnown(model),
    reverse: (model, name) => {
      reverse ??= readReverse(
        reader,
        models.map((each) => each.model),
      );
      for (const owner of [model.read, ...concreteParents(model.read)]) {
        const found = reverse.get(owner)?.get(name);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
  opened.set(project, reader);
  return reader;
}

function isKnown({ module }: ProjectClass): boolean {
  return knownReading().project.modules.get(module.path) === module;
}

/** `auth.User` is the model of that application of the framework. */
function knownByLabel(label: string): ProjectClass | undefined {
  const [app, name] = label.split(".");
  if (app === undefined || name === undefined) return undefined;
  return (
    knownModel(`django.contrib.${app}.models.${name}`) ??
    knownModel(label) ??
    knownModel(`${app}.models.${name}`)
  );
}

function readColumns(
  plainOf: (owner: ProjectClass) => PlainReader,
  index: ModelIndex,
  model: ProjectClass,
  key: string,
  depth: number,
): ModelColumns {
  const columns = new Map<string, Column>();
  let isPartial = model.isPartial;
  // Those furthest away come first, and the nearest declaration of each counts.
  for (const parent of depth > deepest ? [] : concreteParents(model)) {
    const above = readColumns(plainOf, index, parent, key, depth + 1);
    isPartial ||= above.isPartial;
    for (const [name, column] of above.columns) columns.set(name, column);
  }
  const add = (owner: ProjectClass): void => {
    for (const column of ownColumns(plainOf(owner), index, model, owner)) columns.set(column.name, column);
  };
  for (const base of model.lineage.toReversed()) {
    if (typeof base !== "string") continue;
    const known = knownModel(base);
    if (known === undefined) isPartial ||= isOpen(base);
    else for (const owner of tableLineage(known).toReversed()) add(owner);
  }
  for (const owner of tableLineage(model).toReversed()) add(owner);
  for (const [name, column] of columns) if (isTakenAway(model, name, column)) columns.delete(name);
  const own = [...columns.values()].find((column) => isOn(column, "primary_key"));
  const made: Column = own ?? { name: "id", type: key, owner: model, module: model.module };
  if (own === undefined) columns.set("id", made);
  return { read: model, columns, key: made, isPartial };
}

/** Bases that bring no column of their own. */
const bare =
  /^django\.db\.models\.(?:base\.)?Model$|^object$|^(?:abc|typing|typing_extensions|enum)\.|Mixin$|^django_prometheus\./;

function isOpen(base: string): boolean {
  return !bare.test(base);
}

/** `name = None` in a class takes away what an abstract base has. */
function isTakenAway(model: ProjectClass, name: string, { owner }: Column): boolean {
  const binding = findMember(model, name)?.binding;
  return owner !== model && binding?.kind === "value" && binding.value?.kind === "constant";
}

function ownColumns(
  plain: PlainReader,
  index: ModelIndex,
  model: ProjectClass,
  owner: ProjectClass,
): readonly Column[] {
  return [...owner.scope.names].flatMap(([name, binding]): readonly Column[] => {
    if (binding.kind !== "value" || binding.value?.kind !== "call") return [];
    const { module } = owner;
    const call = binding.value;
    const state = readFieldState(plain, { module, class: owner }, call, undefined);
    if (state === undefined) return [];
    const type = state.base;
    const relation =
      type in relationFields ? readRelation(index, model, { name, type, call, module }) : undefined;
    return [{ name, type, call, owner, module, state, ...(relation === undefined ? {} : { relation }) }];
  });
}

function readReverse(
  reader: ColumnReader,
  models: readonly ProjectClass[],
): ReadonlyMap<ProjectClass, ReadonlyMap<string, ReverseColumn>> {
  const found = new Map<ProjectClass, Map<string, ReverseColumn>>();
  for (const model of models)
    for (const column of reader.ofClass(model).columns.values()) {
      const { relation } = column;
      const target = reader.ofId(relation?.to)?.read;
      if (relation?.reverse === undefined || target === undefined) continue;
      const names = found.get(target) ?? new Map<string, ReverseColumn>();
      found.set(target, names);
      const many = relation.kind !== "one-to-one";
      if (!names.has(relation.reverse))
        names.set(relation.reverse, { name: relation.reverse, of: model, many, column });
    }
  return found;
}

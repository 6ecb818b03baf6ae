import { snakeCase } from "#base";
import { statementsOf } from "#python";
import { type ClassReader, descendsFrom, idOf, type ProjectClass } from "../classes.ts";
import { defineExpression } from "../definitions.ts";
import { isTrue, keyword, textOf } from "../literals.ts";
import type { FieldFact, ModelFact } from "../model.ts";
import { spanOf } from "../places.ts";
import type { Project } from "../project.ts";
import { type MappedAttribute, readAttributes } from "./attributes.ts";
import { foreignClassOf, foreignKeyOf, readColumn } from "./columns.ts";
import { mappedBases } from "./names.ts";
import { type MappedIndex, readRelationship } from "./relationships.ts";
import { readTableArgs } from "./table-args.ts";

/** The classes of a project that SQLAlchemy maps to tables: https://docs.sqlalchemy.org/en/20/orm/declarative_mapping.html */
export function readModels(project: Project, classes: ClassReader): readonly ModelFact[] {
  const models = findMapped(project, classes);
  const byTable = new Map<string, string>();
  const byName = new Map<string, string | undefined>();
  for (const model of models) {
    const table = tableOf(model);
    if (table !== undefined && !byTable.has(table)) byTable.set(table, idOf(model));
    const { id } = model.node.name;
    byName.set(id, byName.has(id) ? undefined : idOf(model));
  }
  const ids = new Set(models.map(idOf));
  const index: MappedIndex = {
    project,
    byName: (name) => byName.get(name),
    byClass: ({ module, name }) => (ids.has(`${module.path}:${name}`) ? `${module.path}:${name}` : undefined),
  };
  const byAnyTable = new Map([...models.flatMap(workedOutTables), ...byTable]);
  return models.map((model) => readModel(index, model, { byTable, byAnyTable }));
}

/** By which model a table is known: as it is written out, and also as it is called where the name of the class makes it. */
interface Tables {
  readonly byTable: ReadonlyMap<string, string>;
  readonly byAnyTable: ReadonlyMap<string, string>;
}

/** What the table of a class may be called whose bases make its name of that of the class. */
function workedOutTables(model: ProjectClass): readonly (readonly [string, string])[] {
  if (tableOf(model) !== undefined) return [];
  const { id } = model.node.name;
  return [snakeCase(id), id.toLowerCase()].map((table) => [table, idOf(model)] as const);
}

/** Mapped classes: with a table of their own, or below one that has one. */
export function findMapped(project: Project, classes: ClassReader): readonly ProjectClass[] {
  const found: ProjectClass[] = [];
  for (const module of project.modules.values()) {
    // A migration has models of its own that are as the tables were then.
    if (module.scope.names.has("down_revision") && module.scope.names.has("revision")) continue;
    for (const statement of statementsOf(module.syntax.body)) {
      if (statement.kind !== "class") continue;
      const read = classes.read({ kind: "class", module, node: statement });
      if (descendsFrom(read, mappedBases) && !isAbstract(read)) found.push(read);
    }
  }
  return found;
}

/** A class without a table, which only hands on what it declares: told so, or a base with nothing that names a table. */
function isAbstract(model: ProjectClass): boolean {
  const said = model.scope.names.get("__abstract__");
  if (said?.kind === "value" && isTrue(said.value)) return true;
  // A base of all models is none itself, though it may name the tables of all.
  if (model.lineage.slice(1).every((base) => typeof base === "string" && !base.startsWith("sqlmodel.")))
    return !hasOwnTable(model);
  return !model.lineage.some(
    (owner) =>
      typeof owner !== "string" &&
      (owner.scope.names.has("__tablename__") ||
        owner.scope.names.has("__table__") ||
        owner.node.args.some(({ name, value }) => name === "table" && isTrue(value))),
  );
}

/** Whether a class that comes from no other of the project names its own table, rather than those of its subclasses. */
function hasOwnTable({ scope, lineage }: ProjectClass): boolean {
  const named = scope.names.get("__tablename__");
  const isMaker = lineage.some(
    (base) => typeof base === "string" && /(?:declarative_base|automap_base)$/.test(base),
  );
  return scope.names.has("__table__") || (named?.kind === "value" && isMaker);
}

/** The name of a model's table, where it is written out. */
export function tableOf(model: ProjectClass): string | undefined {
  const binding = model.scope.names.get("__tablename__");
  if (binding?.kind === "value") return textOf(binding.value);
  const isTable = model.node.args.some(({ name, value }) => name === "table" && isTrue(value));
  return isTable ? model.node.name.id.toLowerCase() : undefined;
}

function readModel(index: MappedIndex, model: ProjectClass, { byTable, byAnyTable }: Tables): ModelFact {
  const attributes = new Map<string, MappedAttribute | undefined>();
  const isPlain = model.lineage.includes("sqlmodel.SQLModel");
  for (const owner of model.lineage) {
    if (typeof owner === "string") continue;
    for (const [name, attribute] of readAttributes(index.project, owner, isPlain)) {
      if (!attributes.has(name)) attributes.set(name, attribute);
    }
  }
  const mapped = [...attributes.values()].filter((attribute) => attribute !== undefined);
  const keys = new Set(
    mapped.flatMap(
      (attribute) => byTable.get(foreignKeyOf(attribute) ?? "") ?? foreignModel(index, attribute) ?? [],
    ),
  );
  const parents = model.lineage.filter(
    (base) =>
      typeof base !== "string" && base !== model && descendsFrom(base, mappedBases) && !isAbstract(base),
  );
  return {
    id: idOf(model),
    name: model.node.name.id,
    framework: "sqlalchemy",
    ...withTable(tableOf(model)),
    span: spanOf(model.module, model.node.name),
    abstract: false,
    fields: mapped.map((attribute) =>
      attribute.kind === "relationship"
        ? readRelationship(index, attribute, (to) => keys.has(to) || hasOwnKey(attribute, attributes))
        : withKey(
            readColumn(attribute),
            byAnyTable.get(foreignKeyOf(attribute) ?? "") ?? foreignModel(index, attribute),
          ),
    ),
    indexes: readTableArgs(model),
    parents: parents.flatMap((base) => (typeof base === "string" ? [] : [idOf(base)])),
    ordering: [],
    isPartial: model.isPartial,
  };
}

/** The model that a foreign key names by its class. */
function foreignModel({ project, byClass }: MappedIndex, attribute: MappedAttribute): string | undefined {
  const named = foreignClassOf(attribute);
  const definition = named && defineExpression(project, attribute.module, named);
  return definition?.kind === "class"
    ? byClass({ module: definition.module, name: definition.node.name.id })
    : undefined;
}

function withTable(table: string | undefined): Pick<ModelFact, "table"> {
  return table === undefined ? {} : { table };
}

/**
 * Whether the foreign key of a relationship is a column of its own class, though the table that it names is worked out somewhere: it is
 * told so (`foreign_keys=[buyer_id]`), or the column is called after it.
 */
function hasOwnKey(
  { name, call }: MappedAttribute,
  attributes: ReadonlyMap<string, MappedAttribute | undefined>,
): boolean {
  const isKey = (column: string): boolean => {
    const attribute = attributes.get(column);
    return attribute !== undefined && (foreignKeyOf(attribute) ?? foreignClassOf(attribute)) !== undefined;
  };
  const told = call === undefined ? undefined : keyword(call, "foreign_keys");
  const columns =
    told?.kind === "list" || told?.kind === "tuple" ? told.items : told === undefined ? [] : [told];
  const isTold = columns.some((column) => {
    const text = textOf(column)?.replace(/[[\]]/g, "").split(".").at(-1);
    return isKey(column.kind === "name" ? column.id : (text ?? ""));
  });
  return isTold || isKey(`${name}_id`);
}

/** A foreign key is a relation too: of the column, with no attribute that loads the row. */
function withKey(field: FieldFact, to: string | undefined): FieldFact {
  return to === undefined ? field : { ...field, relation: { kind: "many-to-one", to, columnOnly: true } };
}

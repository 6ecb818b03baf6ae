import type { Span } from "#base";
import { type Body, statementsOf } from "#python";
import type { ClassReader, ProjectClass } from "../classes.ts";
import { isTrue, keyword, positional, textOf } from "../literals.ts";
import { spanOf } from "../places.ts";
import type { Project } from "../project.ts";
import { readAttributes } from "./attributes.ts";
import { findMapped, tableOf } from "./models.ts";
import { readTableArgs } from "./table-args.ts";

export interface MappedColumn {
  /** As the database has it. */
  readonly name: string;
  readonly span: Span;
  /** Whether an index of it alone is declared with it. */
  readonly indexed: boolean;
}

/** A mapped class with the columns that it needs of its table. */
export interface MappedTable {
  readonly model: string;
  readonly table: string;
  readonly span: Span;
  readonly columns: readonly MappedColumn[];
  /** Ordinary indexes over several columns, as the database names them. */
  readonly indexes: readonly { readonly columns: readonly string[]; readonly span: Span }[];
}

/** Mapped classes whose table is named where it can be seen, with the columns that are surely theirs. */
export function readMappedTables(project: Project, classes: ClassReader): readonly MappedTable[] {
  return findMapped(project, classes).flatMap((model): readonly MappedTable[] => {
    const table = tableOfLineage(model);
    if (table === undefined) return [];
    const { module, node } = model;
    const columns = columnsOf(project, model);
    const names = new Set(columns.map(({ name }) => name));
    // What is made unique may be so by a constraint within the table, and what is partial is told apart by more than its columns.
    const indexes = readTableArgs(model)
      .filter(
        ({ plain, unique, partial, fields }) =>
          plain && !unique && !partial && fields.every((each) => names.has(each)),
      )
      .map(({ fields, span }) => ({ columns: fields, span }));
    return [{ model: node.name.id, table, span: spanOf(module, node.name), columns, indexes }];
  });
}

/** Its own table, or that of the class whose rows it shares. */
function tableOfLineage(model: ProjectClass): string | undefined {
  for (const owner of model.lineage) {
    if (typeof owner === "string") continue;
    const named = tableOf(owner);
    // A name that is worked out, or a table that is made by hand, is not followed.
    if (named !== undefined || owner.scope.names.has("__tablename__") || owner.scope.names.has("__table__"))
      return named;
  }
  return undefined;
}

function columnsOf(project: Project, model: ProjectClass): readonly MappedColumn[] {
  const isPlain = model.lineage.includes("sqlmodel.SQLModel");
  const columns = new Map<string, MappedColumn | undefined>();
  const own = tableOf(model) !== undefined;
  for (const owner of model.lineage) {
    if (typeof owner === "string") continue;
    // The columns of a parent with another table lie there.
    if (owner !== model && own && tableOf(owner) !== undefined) break;
    const certain = certainNames(owner.node.body);
    for (const [name, attribute] of readAttributes(project, owner, isPlain)) {
      if (columns.has(name)) continue;
      const isColumn =
        attribute?.kind === "column" && certain.has(name) && !isClassVariable(attribute.annotation);
      columns.set(name, isColumn ? columnOf(name, attribute) : undefined);
    }
  }
  return [...columns.values()].filter((column) => column !== undefined);
}

type Attribute = NonNullable<ReturnType<ReturnType<typeof readAttributes>["get"]>>;

function columnOf(name: string, attribute: Attribute): MappedColumn | undefined {
  const { call, module } = attribute;
  const span = spanOf(module, call ?? attribute);
  if (call === undefined) return { name, span, indexed: false };
  if (call.args.some(({ spread }) => spread !== undefined)) return undefined;
  const said = keyword(call, "name") ?? positional(call).find((each) => textOf(each) !== undefined);
  const own = said === undefined ? name : textOf(said);
  // The table of SQLModel is told through a column that stands within.
  const inner = keyword(call, "sa_column");
  if (own === undefined || inner !== undefined) return undefined;
  return { name: own, span, indexed: isTrue(keyword(call, "index")) };
}

function isClassVariable(annotation: Attribute["annotation"]): boolean {
  const of = annotation?.kind === "subscript" ? annotation.value : annotation;
  return (
    (of?.kind === "name" && of.id === "ClassVar") || (of?.kind === "attribute" && of.name === "ClassVar")
  );
}

/** Names that a class binds whatever happens. */
function certainNames(body: Body): ReadonlySet<string> {
  const names = new Set<string>();
  const top = new Set(body);
  for (const statement of statementsOf(body)) {
    if (!top.has(statement)) continue;
    if (statement.kind === "function") names.add(statement.name.id);
    const targets =
      statement.kind === "assign"
        ? statement.targets
        : statement.kind === "annotated"
          ? [statement.target]
          : [];
    for (const target of targets) if (target.kind === "name") names.add(target.id);
  }
  return names;
}

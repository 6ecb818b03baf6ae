import { imported, name as nameOf, type Py, py, str } from "#python";
import type { Database } from "../blueprint.ts";
import type { KeptTable } from "./kept-table.ts";
import { op, sa } from "./print-tables.ts";

/** One thing that is done to a table, or a statement of its own. */
export type Step =
  | {
      readonly kind: "alter";
      readonly table: KeptTable;
      readonly method: "add_column" | "alter_column" | "drop_column";
      readonly arguments: Py;
    }
  | {
      readonly kind: "alter";
      readonly table: KeptTable;
      readonly method: "create_unique_constraint" | "create_foreign_key" | "drop_constraint";
      /** The constraint's name, which comes before the table's. */
      readonly label: Py;
      readonly arguments: Py;
    }
  | { readonly kind: "statement"; readonly text: Py }
  /** What follows must not be done in one go with what precedes. */
  | { readonly kind: "barrier" };

/** Prints steps; on SQLite, which rebuilds a table to alter it, those of one table together. */
export function printSteps(database: Database, steps: readonly Step[]): readonly Py[] {
  if (database !== "sqlite") return steps.flatMap((step) => printAlone(step));
  const printed: Py[] = [];
  let block: (Step & { readonly kind: "alter" })[] = [];
  const close = (): void => {
    const [first] = block;
    if (first)
      printed.push(
        printBlock(
          first.table,
          block.map((step) => printInBlock(step)),
        ),
      );
    block = [];
  };
  for (const step of steps) {
    if (step.kind !== "alter" || block[0]?.table.name !== step.table.name) close();
    if (step.kind === "alter") block.push(step);
    else if (step.kind === "statement") printed.push(step.text);
  }
  close();
  return printed;
}

function printAlone(step: Step): readonly Py[] {
  if (step.kind === "barrier") return [];
  if (step.kind === "statement") return [step.text];
  const label = "label" in step && py`${step.label}, `;
  return [py`${op()}.${nameOf(step.method)}(${label}${str(step.table.name)}, ${step.arguments})`];
}

function printInBlock(step: Step & { readonly kind: "alter" }): Py {
  const label = "label" in step && py`${step.label}, `;
  return py`batch.${nameOf(step.method)}(${label}${step.arguments})`;
}

function printBlock(table: KeptTable, steps: readonly Py[]): Py {
  const opened = table.keepsIdentities
    ? py`rebuilding(${str(table.name)})`
    : py`${op()}.batch_alter_table(${str(table.name)})`;
  return py`
    with ${opened} as batch:
        ${steps}
  `;
}

/** The function that some blocks use: of tables that keep their identities. */
export function sharedFunctions(steps: readonly Py[]): readonly Py[] {
  return steps.some(({ text }) => text.includes("with rebuilding(")) ? [rebuildingFunction()] : [];
}

function rebuildingFunction(): Py {
  const operations = imported("alembic.operations", "BatchOperations");
  return py`
    @${imported("contextlib", "contextmanager")}
    def rebuilding(table: str) -> ${imported("collections.abc", "Iterator")}[${operations}]:
        """Alter a table, which SQLite rebuilds for it; ids of rows that are gone stay gone."""
        connection = ${op()}.get_bind()
        query = ${sa()}.text("SELECT seq FROM sqlite_sequence WHERE name = :table")
        last = connection.scalar(query, {"table": table})
        options = {"sqlite_autoincrement": True}
        with ${op()}.batch_alter_table(table, table_kwargs=options) as batch:
            yield batch
        if last is None:
            return
        forget = ${sa()}.text("DELETE FROM sqlite_sequence WHERE name = :table")
        connection.execute(forget, {"table": table})
        remember = ${sa()}.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)")
        connection.execute(remember, {"table": table, "last": last})
  `;
}

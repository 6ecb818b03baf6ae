import type { MigrationFact, MigrationOperationFact } from "#facts";
import type { Hit, Rule } from "../rule.ts";

/** A table or a column is dropped, and the way back neither makes it again nor says that there is none. */
export const destructiveMigrationWithoutGuard: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  find: ({ facts }) => {
    const own = facts.migrations.filter(({ framework }) => framework === "alembic");
    const idle = own.filter(({ back }) => back === "nothing").length;
    // Where most revisions have no way back, the project has decided against it.
    return idle * 2 > own.length ? [] : own.flatMap(findInRevision);
  },
};

function findInRevision({ operations, reverse = [], back }: MigrationFact): readonly Hit[] {
  if (back === "refuses" || back === undefined || reverse.some(isUnclear)) return [];
  return operations.flatMap((operation): readonly Hit[] => {
    const { kind, table, column, span, isConditional = false } = operation;
    const isDrop = !isConditional && table !== undefined && (kind === "drop_table" || kind === "drop_column");
    if (!isDrop || isKept(operation, operations) || reverse.some((each) => restores(each, operation)))
      return [];
    const what = kind === "drop_table" ? table : `${table}.${column}`;
    return [
      {
        span,
        message: `${what} is dropped with all that it holds, and \`downgrade\` ${back === "nothing" ? "does nothing" : "does not bring it back"}: who steps back believes to have what the code before this needs`,
        mend: "make it again in `downgrade`, or raise there, so that nobody steps back unknowingly",
      },
    ];
  });
}

/** Raw SQL and what cannot be told may do anything. */
function isUnclear({ kind, table }: MigrationOperationFact): boolean {
  return kind === "execute" || (table === undefined && kind !== "drop_index");
}

/** What is made again in the same step, in another form, is not lost. */
function isKept(drop: MigrationOperationFact, operations: readonly MigrationOperationFact[]): boolean {
  return operations.some((each) => each !== drop && restores(each, drop));
}

function restores(
  operation: MigrationOperationFact,
  { kind, table, column }: MigrationOperationFact,
): boolean {
  if (operation.kind === "create_table" || operation.kind === "rename_table")
    return operation.table === table;
  if (kind !== "drop_column" || operation.table !== table) return false;
  return operation.kind === "add_column"
    ? operation.column === column
    : operation.renamedTo !== undefined && operation.renamedTo === column;
}

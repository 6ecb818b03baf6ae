import type { MigrationFact, MigrationOperationFact } from "#facts";
import type { Hit, Rule } from "../rule.ts";

/** A column that may not be null is added to a table that is there, and nothing fills its rows. */
export const unsafeMigration: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  find: ({ facts }) =>
    facts.migrations.filter(({ framework }) => framework === "alembic").flatMap(findInRevision),
};

function findInRevision({ operations }: MigrationFact): readonly Hit[] {
  return operations.flatMap((operation, place): readonly Hit[] => {
    const { added, table, column, span } = operation;
    if (added === undefined || !added.required || added.filled || table === undefined) return [];
    if (operations.slice(0, place).some((earlier) => isEmptied(earlier, table))) return [];
    return [
      {
        span,
        message: `${table}.${column} may not be null and nothing fills it in the rows that are there: the upgrade fails on a table that has some`,
        mend: `give it a server_default, or add it as nullable, fill it, and then \`op.alter_column("${table}", "${column}", nullable=False)\``,
      },
    ];
  });
}

/** What makes or clears the table before, so that it has no rows. */
function isEmptied({ kind, table: other, text = "" }: MigrationOperationFact, table: string): boolean {
  if (kind === "create_table") return other === table;
  return /\b(?:delete\s+from|truncate)\b/i.test(text) && new RegExp(`\\b${literally(table)}\\b`).test(text);
}

function literally(text: string): string {
  return text.replace(/[^\w]/g, "\\$&");
}

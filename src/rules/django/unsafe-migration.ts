import type { MigrationFact, MigrationOperationFact } from "#facts";
import type { Hit, Rule } from "../rule.ts";

/** A migration that works on empty tables, or on none, and fails on those that have rows. */
export const unsafeMigration: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  find: ({ facts }) =>
    facts.migrations.filter(({ framework }) => framework === "django").flatMap(findInMigration),
};

function findInMigration({ operations, isAtomic }: MigrationFact): readonly Hit[] {
  const made = new Set(
    operations.flatMap(({ kind, table }) => (kind === "CreateModel" ? [table?.toLowerCase()] : [])),
  );
  // What runs before may have emptied the table.
  const first = operations.findIndex(({ kind }) => kind === "RunPython" || kind === "RunSQL" || kind === "?");
  return operations.flatMap((operation, place): readonly Hit[] => {
    const { kind, span, table } = operation;
    if (/^(?:Add|Remove)IndexConcurrently$/.test(kind) && isAtomic === true) {
      return [
        {
          span,
          message: `${kind} cannot run within a transaction, and this migration is one: \`migrate\` fails here`,
          mend: "set `atomic = False` on the migration, and leave nothing else in it",
        },
      ];
    }
    const mayBeEmpty = first !== -1 && first < place;
    return table === undefined || made.has(table.toLowerCase()) || mayBeEmpty ? [] : judgeColumn(operation);
  });
}

function judgeColumn({ added, table, column, span }: MigrationOperationFact): readonly Hit[] {
  if (added === undefined || column === undefined) return [];
  if (added.unique) {
    return [
      {
        span,
        message: `${table}.${column} is unique and every row that is there gets the same default: the migration fails on a table with two rows`,
        mend: "add it as nullable without `unique`, fill it row by row in a `RunPython`, then alter it to unique",
      },
    ];
  }
  if (!added.required || added.filled) return [];
  return [
    {
      span,
      message: `${table}.${column} may not be null and has no default: the migration fails on a table that has rows`,
      mend: "give the field a `default` (with `preserve_default=False` where it is for these rows only), or add it as nullable, fill it, and alter it then",
    },
  ];
}

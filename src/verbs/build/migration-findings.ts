import type { Finding } from "#base";
import type { MigrationPlan } from "#generate";

/** What stands in the way of a migration, and what is odd about those that stand. */
export function migrationFindings({ problems, warnings }: MigrationPlan): readonly Finding[] {
  return [
    ...problems.map(
      ({ message, mend }): Finding => ({ rule: "migration/refused", severity: "error", message, mend }),
    ),
    ...warnings.map((message): Finding => ({ rule: "migration/edited", severity: "warning", message })),
  ];
}

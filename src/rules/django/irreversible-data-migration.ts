import type { Rule } from "../rule.ts";

/** A function of a migration has no way back, so that no migration before it can be reached again. */
export const irreversibleDataMigration: Rule = {
  severity: "note",
  on: false,
  fix: "none",
  find: ({ facts }) =>
    facts.migrations
      .filter(({ framework, isReplaced }) => framework === "django" && !isReplaced)
      .flatMap(({ operations }) =>
        operations
          .filter(({ isOneWay }) => isOneWay === true)
          .map(({ span }) => ({
            span,
            message: "there is no way back from this function: whoever takes a release back is stopped here",
            mend: "pass a second function that undoes it, or `migrations.RunPython.noop` where there is nothing to undo",
          })),
      ),
};

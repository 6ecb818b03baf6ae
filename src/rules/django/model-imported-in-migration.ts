import type { Hit, Rule } from "../rule.ts";

/** A data migration works with a model as it is now, on a table as it was then. */
export const modelImportedInMigration: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  find: ({ facts }) =>
    facts.migrations
      .filter(({ framework }) => framework === "django")
      .flatMap(({ operations, app }) =>
        operations.flatMap(({ directModels = [], span: operation }) =>
          directModels.map(
            ({ model, span }): Hit => ({
              span,
              message: `${model} is the class of today and this table is that of then: as soon as the model gets another column, the migration fails on every new database`,
              mend: `take it from the first argument: \`${model} = apps.get_model("${app}", "${model}")\`, with the label of its own application`,
              path: [{ message: "run by this operation", span: operation }],
            }),
          ),
        ),
      ),
};

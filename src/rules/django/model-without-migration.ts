import type { ModelDifferenceFact } from "#facts";
import type { Hit, Rule } from "../rule.ts";

/** A model is not what its migrations lead to: `makemigrations` would write another one. */
export const modelWithoutMigration: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  find: ({ facts, explainSilence }) => {
    for (const { framework, app, span, isPartial, operations } of facts.migrations) {
      const unknown = operations.find(({ kind }) => kind === "?");
      if (framework === "django" && (isPartial || unknown !== undefined))
        explainSilence(unknown?.span ?? span, `what it does to the models of ${app} cannot be followed`);
    }
    const own = facts.modelDifferences.filter(({ framework }) => framework === "django");
    // What an abstract model hands on differs in every model that has it, at one place.
    const places = Map.groupBy(
      own,
      ({ span, name, change }) => `${span.file}:${span.offset} ${name} ${change}`,
    );
    return [...places.values()].flatMap(([first, ...others]) =>
      first === undefined ? [] : [asHit(first, others)],
    );
  },
};

function asHit(difference: ModelDifferenceFact, others: readonly ModelDifferenceFact[]): Hit {
  const { app, model, span, before, isOfTable } = difference;
  const also = others.length === 0 ? "" : ` (and so for ${tellModels(others)})`;
  return {
    span,
    severity: isOfTable ? "error" : "warning",
    message: `${tell(difference)}${also}: ${
      isOfTable
        ? "a database that is migrated is not the one that this code needs"
        : "`makemigrations --check` fails, and the next migration of anything else takes it along"
    }`,
    mend: `run \`python manage.py makemigrations ${app}\` and commit what it writes`,
    ...(before === undefined
      ? {}
      : { path: [{ message: `${model} as the migrations have it`, span: before }] }),
  };
}

function tellModels(others: readonly ModelDifferenceFact[]): string {
  const names = [...new Set(others.map(({ model }) => model))];
  return names.length > 3 ? `${names.length} other models` : names.join(", ");
}

function tell({ app, model, subject, name, change, details }: ModelDifferenceFact): string {
  if (subject === "model" && change === "removed")
    return `the migrations of ${app} still make ${name}, and no model is called so any more`;
  if (subject === "model") return `no migration of ${app} makes ${model}`;
  const what = subject === "field" ? `${model}.${name}` : `the ${subject} ${name} of ${model}`;
  switch (change) {
    case "added":
      return `no migration of ${app} adds ${what}`;
    case "removed":
      return `the migrations of ${app} still have ${what}, and the model has not`;
    case "changed":
      return details.length === 0
        ? `${what} is not as the migrations of ${app} have it`
        : `${what} has another ${details.join(", ")} than the migrations of ${app} give it`;
  }
}

import type { ModelDifferenceFact } from "#facts";
import type { Hit, Rule } from "../rule.ts";

/** A mapped class needs a table, a column or an index that no revision makes. */
export const modelWithoutMigration: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  find: ({ facts, explainSilence }) => {
    for (const { framework, span, isPartial } of facts.migrations)
      if (framework === "alembic" && isPartial)
        explainSilence(span, "raw SQL, a loop or another package may make what seems to be missing");
    const own = facts.modelDifferences.filter(({ framework }) => framework === "alembic");
    // What a mixin hands on is missing in every table that has it, at one place.
    const places = Map.groupBy(own, ({ span, subject }) => `${span.file}:${span.offset} ${subject}`);
    return [...places.values()].flatMap(([first, ...others]) =>
      first === undefined ? [] : [asHit(first, others)],
    );
  },
};

function asHit(difference: ModelDifferenceFact, others: readonly ModelDifferenceFact[]): Hit {
  const { subject, name, details, span, before } = difference;
  const [table = name] = details;
  const also = others.length === 0 ? "" : ` (and so for ${others.length} other tables)`;
  const what =
    subject === "model"
      ? `no revision makes the table ${table}`
      : subject === "index"
        ? `no revision makes the index on ${name} of ${table}`
        : before === undefined
          ? `no revision adds ${table}.${name}`
          : `a revision drops ${table}.${name}, which is still mapped`;
  return {
    span,
    severity: subject === "index" ? "warning" : "error",
    message: `${what}${also}: ${
      subject === "index"
        ? "queries that count on it read the whole table"
        : "a database that is upgraded is not the one that this code needs"
    }`,
    mend: "run `alembic revision --autogenerate`, read what it writes, and commit it",
    ...(before === undefined ? {} : { path: [{ message: "dropped here", span: before }] }),
  };
}

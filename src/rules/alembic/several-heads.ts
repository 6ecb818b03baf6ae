import type { MigrationFact } from "#facts";
import type { Hit, Rule } from "../rule.ts";

/** Two revisions come after the same one: `alembic upgrade head` does not know which is meant. */
export const severalHeads: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  find: ({ facts }) => {
    const own = facts.migrations.filter(({ framework }) => framework === "alembic");
    return [...Map.groupBy(own, ({ app }) => app).values()].flatMap(findInFolder);
  },
};

function findInFolder(revisions: readonly MigrationFact[]): readonly Hit[] {
  const heads = revisions
    .filter(({ isLeaf }) => isLeaf)
    .toSorted((one, other) => (one.span.file < other.span.file ? -1 : 1));
  const [last] = heads.slice(-1);
  // Lines that bear a label are kept apart on purpose, and so are those that begin apart.
  const isMeant = revisions.some(({ isLabelled }) => isLabelled === true);
  const bases = revisions.filter(({ after }) => after.length === 0);
  if (last === undefined || heads.length < 2 || isMeant || bases.length > 1) return [];
  const others = heads.filter((head) => head !== last);
  return [
    {
      span: last.span,
      message: `there are ${heads.length} heads (${heads.map(({ name }) => name).join(", ")}): \`alembic upgrade head\` refuses to choose, and the release stops there`,
      mend: `join them with \`alembic merge heads\`, or let ${last.name} come after ${others.map(({ name }) => name).join(" and ")}`,
      path: others.map(({ name, span }) => ({ message: `${name}, which nothing comes after either`, span })),
    },
  ];
}

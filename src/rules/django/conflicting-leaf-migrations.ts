import type { MigrationFact } from "#facts";
import type { Hit, Rule } from "../rule.ts";

/** Two migrations of one application come after the same one: `migrate` refuses to choose. */
export const conflictingLeafMigrations: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  find: ({ facts }) => {
    const own = facts.migrations.filter(({ framework }) => framework === "django");
    return [...Map.groupBy(own, folderOf).values()].flatMap(findInFolder);
  },
};

function folderOf({ span: { file } }: MigrationFact): string {
  return file.slice(0, Math.max(0, file.lastIndexOf("/")));
}

function findInFolder(migrations: readonly MigrationFact[]): readonly Hit[] {
  // What one of them comes after may be what cannot be read.
  if (migrations.some(({ isPartial }) => isPartial)) return [];
  const leaves = migrations
    .filter(({ isLeaf }) => isLeaf)
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const [last] = leaves.slice(-1);
  if (last === undefined || leaves.length < 2) return [];
  const others = leaves.filter((leaf) => leaf !== last);
  return [
    {
      span: last.span,
      message: `the migrations of ${last.app} end in ${leaves.length} leaves (${leaves.map(({ name }) => name).join(", ")}): \`migrate\` refuses to run, and no release gets past it`,
      mend: `let ${last.name} depend on ${others.map(({ name }) => name).join(" and ")}, or run \`python manage.py makemigrations --merge\``,
      path: others
        .slice(0, 5)
        .map(({ name, span }) => ({ message: `${name}, which nothing comes after either`, span })),
    },
  ];
}

import { touchesRow } from "./changes-row.ts";
import type { Assumption } from "./domain.ts";
import { accountEntity, type Draft } from "./draft.ts";
import type { OperationReading } from "./read-operation.ts";

/**
 * Rows that whoever is signed in makes, sees, and changes or takes away, whoever made them: where nothing says whose they are,
 * that is told once for each entity, since it may as well be that they are their makers'.
 */
export function sharedAssumptions(
  draft: Draft,
  readings: readonly OperationReading[],
): readonly Omit<Assumption, "id">[] {
  const account = accountEntity(draft);
  if (!account) return [];
  const operations = readings.map(({ meaning }) => meaning);
  return draft.entities.flatMap((entity) => {
    const { name, owner } = entity;
    if (owner || entity === account || Object.hasOwn(draft.settings.owners ?? {}, name)) return [];
    const forAll = operations.filter(
      ({ behaviour, access, roles }) =>
        "entity" in behaviour && behaviour.entity === name && access === "required" && roles.length === 0,
    );
    const making = forAll.find(({ behaviour }) => behaviour.kind === "create");
    const isSeen = forAll.some(({ behaviour }) => behaviour.kind === "list" || behaviour.kind === "read");
    const isChanged = forAll.some(({ behaviour }) => touchesRow(behaviour));
    if (!making || !isSeen || !isChanged) return [];
    return [
      {
        text: `${name} rows are shared: whoever is signed in sees them and changes them, whoever made them`,
        span: making.span,
        setting: `domain.owners.${name}`,
        choices: ["caller", "nobody"],
        chosen: "nobody",
      },
    ];
  });
}

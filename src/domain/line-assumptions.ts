import type { Assumption, Entity, OperationMeaning } from "./domain.ts";
import { spellLine } from "./lines.ts";
import type { DomainSettings } from "./settings.ts";

/** What was assumed of lists of objects that name rows, and of totals over them. */
export function lineAssumptions(
  entities: readonly Entity[],
  operations: readonly OperationMeaning[],
  settings: DomainSettings,
): readonly Omit<Assumption, "id">[] {
  return entities.flatMap((entity) => {
    const create = operations.find(
      ({ behaviour }) => behaviour.kind === "create" && behaviour.entity === entity.name,
    );
    if (!create) return [];
    return entity.fields.flatMap(({ name, meaning, evidence }): readonly Omit<Assumption, "id">[] => {
      const span = evidence.because[0]?.span ?? create.span;
      if (meaning.kind === "objects" && meaning.names)
        return [
          {
            text: `a ${meaning.names.entity} that ${entity.name}.${name} name is not deleted`,
            span,
            setting: `domain.references.${entity.name}.${name}`,
            choices: ["refuse", "none"],
            chosen: settings.references?.[`${entity.name}.${name}`] ?? "refuse",
          },
        ];
      if (meaning.kind !== "total" || meaning.said) return [];
      const list = entity.fields.find((field) => field.name === meaning.over)?.meaning;
      const target = list?.kind === "objects" ? list.names?.entity : undefined;
      return [
        {
          text: `${entity.name}.${name} is the sum of ${spellLine(meaning, target)} over ${meaning.over}, as they are when it is made`,
          span,
          setting: `domain.operations.${create.id}.behaviour`,
          choices: ["create", "custom"],
          chosen: "create",
        },
      ];
    });
  });
}

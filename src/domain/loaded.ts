import type { BodyField } from "./behaviour.ts";
import type { Entity, Field, LoadedRows, OperationMeaning } from "./domain.ts";
import { evidence, step } from "./evidence.ts";

/** What a row of the entity is filled with from outside, or why it cannot be. */
export type Loading =
  | { readonly kind: "fields"; readonly fields: readonly BodyField[] }
  | { readonly kind: "obstacle"; readonly reason: string };

/** Entities that operations speak of and whose rows none of them makes: they are filled from outside. */
export function findLoaded(
  entities: readonly Entity[],
  operations: readonly OperationMeaning[],
): readonly LoadedRows[] {
  return entities.flatMap((entity): readonly LoadedRows[] => {
    const first = operations.find(({ behaviour }) => speaksOf(behaviour, entity.name));
    if (!first || isMade(entity.name, operations)) return [];
    const loading = howLoaded(entity);
    if (loading.kind === "obstacle") return [];
    return [
      {
        entity: entity.name,
        fields: loading.fields,
        evidence: evidence(
          `${entity.name} rows are filled from outside`,
          step(`no operation makes them, and ${first.id} speaks of them`, first.span),
        ),
      },
    ];
  });
}

/** Why an operation on rows that nothing makes cannot be built either; undefined where it can. */
export function whyNotLoaded(
  { behaviour }: OperationMeaning,
  entities: readonly Entity[],
  operations: readonly OperationMeaning[],
): string | undefined {
  for (const entity of entities) {
    if (!speaksOf(behaviour, entity.name) || isMade(entity.name, operations)) continue;
    const loading = howLoaded(entity);
    if (loading.kind === "obstacle") return loading.reason;
  }
  return undefined;
}

function speaksOf(behaviour: OperationMeaning["behaviour"], entity: string): boolean {
  if (behaviour.kind === "custom" || !("entity" in behaviour)) return false;
  return behaviour.entity === entity || ("parent" in behaviour && behaviour.parent?.entity === entity);
}

function isMade(entity: string, operations: readonly OperationMeaning[]): boolean {
  return operations.some(
    ({ behaviour }) =>
      (behaviour.kind === "create" || behaviour.kind === "register" || behaviour.kind === "login") &&
      behaviour.entity === entity,
  );
}

function howLoaded(entity: Entity): Loading {
  if (entity.parent || entity.owner)
    return {
      kind: "obstacle",
      reason: `no operation makes ${entity.name} rows, and whose they are could not be loaded`,
    };
  const strange = entity.fields.find((field) => !isKept(field) && !isMadeHere(field));
  if (strange)
    return {
      kind: "obstacle",
      reason: `no operation makes ${entity.name} rows, and ${strange.name} could not be loaded`,
    };
  const shown = new Set(
    entity.representations.flatMap(({ fields }) =>
      fields.filter(({ required }) => required).map(({ field }) => field),
    ),
  );
  const fields = entity.fields.filter(isKept).map(
    (field): BodyField => ({
      field: field.name,
      required: !field.nullable && (shown.has(field.name) || field.name === entity.identity.field),
    }),
  );
  return { kind: "fields", fields };
}

function isKept({ meaning }: Field): boolean {
  return meaning.kind === "scalar" || meaning.kind === "enum";
}

const computedKinds: ReadonlySet<Field["meaning"]["kind"]> = new Set([
  "identity",
  "created-at",
  "updated-at",
  "caller-flag",
  "count",
]);

function isMadeHere({ meaning }: Field): boolean {
  return computedKinds.has(meaning.kind);
}

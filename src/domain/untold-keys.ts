import type { Behaviour } from "./behaviour.ts";
import type { Entity, OperationMeaning } from "./domain.ts";
import { sameName } from "./names.ts";

/**
 * Entities whose rows are made here and get a key here, which no answer ever tells: nobody could name one. A key that
 * other rows show under a name of their own is told by them.
 */
export function findUntold(
  entities: readonly Entity[],
  operations: readonly OperationMeaning[],
): ReadonlySet<string> {
  const made = new Set(
    operations.flatMap(({ behaviour }) =>
      behaviour.kind === "create" || behaviour.kind === "create-many" ? [behaviour.entity] : [],
    ),
  );
  const shown = new Set(operations.flatMap(({ behaviour }) => formsOf(behaviour)));
  const untold = entities.filter(
    (entity) =>
      made.has(entity.name) &&
      (entity.identity.by === "database" || entity.identity.by === "application") &&
      !operations.some(({ behaviour }) => tellsOtherwise(behaviour, entity)) &&
      !tellsKey(entity, entities, shown),
  );
  return new Set(untold.map(({ name }) => name));
}

/** Why an operation cannot be called that is told by such a key which row it is about. */
export function whyUntold(behaviour: Behaviour, untold: ReadonlySet<string>): string | undefined {
  if (!("entity" in behaviour)) return undefined;
  const names = [
    ...("parameter" in behaviour ? [behaviour.entity] : []),
    ...("parent" in behaviour && behaviour.parent ? [behaviour.parent.entity] : []),
  ];
  const name = names.find((each) => untold.has(each));
  return name === undefined
    ? undefined
    : `no answer tells the key of a ${name}, by which its path selects one`;
}

function formsOf(behaviour: Behaviour): readonly string[] {
  if (!("answer" in behaviour) || !("representation" in behaviour.answer)) return [];
  const { representation } = behaviour.answer;
  return representation === undefined ? [] : [representation];
}

/** A picture or a report of rows may hold their keys. */
function tellsOtherwise(behaviour: Behaviour, { name }: Entity): boolean {
  const isOther =
    behaviour.kind === "qr-code" || behaviour.kind === "report" || behaviour.kind === "list-lines";
  return isOther && behaviour.entity === name;
}

function tellsKey(entity: Entity, entities: readonly Entity[], shown: ReadonlySet<string>): boolean {
  const key = entity.identity.field;
  return entities.some((other) => {
    const fields = new Set(
      other.representations
        .filter(({ name }) => shown.has(name))
        .flatMap((form) => [...form.fields, ...(form.kinds ?? []).flatMap((kind) => kind.fields)])
        .map(({ field }) => field),
    );
    return other.fields.some(({ name, meaning }) => {
      if (!fields.has(name)) return false;
      if (other === entity && (name === key || meaning.kind === "own-key" || meaning.kind === "also"))
        return true;
      const isParent = meaning.kind === "parent-key" && meaning.entity === entity.name;
      return isParent || meaning.kind === "objects" || sameName(name, `${entity.name}_${key}`);
    });
  });
}

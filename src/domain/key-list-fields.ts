import { snakeCase, splitWords } from "#base";
import type { Behaviour } from "./behaviour.ts";
import { takesRows } from "./changes-row.ts";
import type { Entity, Field, OperationMeaning, ScalarType } from "./domain.ts";
import { primaryField } from "./identity.ts";

/** Fields that hold a list of keys of rows, `area_ids`: of the entity that they are called after, if it has such keys. */
export function nameLists(entities: readonly Entity[]): readonly Entity[] {
  return entities.map((entity) => ({
    ...entity,
    fields: entity.fields.map((field) => {
      const target = entity.kinds ? undefined : targetOf(field, entity, entities);
      return target ? { ...field, namesEach: { entity: target.name } } : field;
    }),
  }));
}

function targetOf(field: Field, entity: Entity, entities: readonly Entity[]): Entity | undefined {
  const [, called] = /^(.+)_(?:ids|uuids)$/.exec(snakeCase(field.name)) ?? [];
  const type = elementType(field);
  if (called === undefined || type === undefined) return undefined;
  return entities.find((other) => {
    const key = primaryField(other);
    const isKey =
      key?.meaning.kind === "identity" && key.meaning.type === type && key.name === other.identity.field;
    return isKey && other !== entity && splitWords(other.name).join("_") === called;
  });
}

function elementType({ meaning }: Field): ScalarType | undefined {
  if (meaning.kind === "values") return meaning.choices ? undefined : meaning.of;
  if (meaning.kind !== "json" || meaning.shape.kind !== "list") return undefined;
  const { shape, nullable } = meaning.shape.of;
  return shape.kind === "scalar" && !nullable ? shape.type : undefined;
}

const looking: ReadonlySet<Behaviour["kind"]> = new Set(["create", "update"]);

/** Whether a behaviour looks up what the lists of its body name. */
export function looksUp({ kind }: Behaviour): boolean {
  return looking.has(kind);
}

/** Of the fields that hold keys, those of rows that nothing makes or loads, or that may go: nothing is kept of who names them. */
export function findLooseLists(
  entities: readonly Entity[],
  operations: readonly OperationMeaning[],
  loaded: ReadonlySet<string>,
): ReadonlySet<string> {
  const made = new Set(
    operations.flatMap(({ behaviour }) => (behaviour.kind === "create" ? [behaviour.entity] : [])),
  );
  const going = new Set(
    operations.flatMap(({ behaviour }) => (takesRows(behaviour) ? [behaviour.entity] : [])),
  );
  const named = entities.flatMap(({ fields }) => fields.flatMap(({ namesEach }) => namesEach?.entity ?? []));
  return new Set(
    named.filter((name) => (!loaded.has(name) && !made.has(name)) || isGoing(name, entities, going)),
  );
}

/** Whether rows of an entity are taken away, or go with those above them. */
function isGoing(name: string, entities: readonly Entity[], going: ReadonlySet<string>): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = name; at !== undefined && !seen.has(at); ) {
    if (going.has(at)) return true;
    seen.add(at);
    const above: string | undefined = entities.find((entity) => entity.name === at)?.parent?.entity;
    at = above;
  }
  return false;
}

/** The same fields as lists of anything: what takes them is left open then. */
export function withoutLists(entities: readonly Entity[], loose: ReadonlySet<string>): readonly Entity[] {
  return entities.map((entity) => ({
    ...entity,
    fields: entity.fields.map((field) => {
      const { namesEach, ...plain } = field;
      return namesEach && loose.has(namesEach.entity) ? plain : field;
    }),
  }));
}

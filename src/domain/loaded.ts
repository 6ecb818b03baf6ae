import { snakeCase } from "#base";
import type { Behaviour, BodyField } from "./behaviour.ts";
import { touchesRow } from "./changes-row.ts";
import type { Entity, Field, LoadedRows, OperationMeaning, ValueObject } from "./domain.ts";
import { evidence, step } from "./evidence.ts";
import { isUnkept } from "./missing.ts";
import type { Resource } from "./resources.ts";
import { objectsIn } from "./value-shapes.ts";

/** What a row of the entity is filled with from outside, or why it cannot be. */
export type Loading =
  | { readonly kind: "fields"; readonly fields: readonly BodyField[] }
  | { readonly kind: "obstacle"; readonly reason: string };

/** Entities that operations speak of and whose rows none of them makes: they are filled from outside. */
export function findLoaded(
  entities: readonly Entity[],
  operations: readonly OperationMeaning[],
  values: readonly ValueObject[],
): readonly LoadedRows[] {
  return [...findUnmade(entities, operations, values).values()].flatMap(({ entity, first, loading }) => {
    if (loading.kind === "obstacle") return [];
    const because = step(`no operation makes them, and ${first.id} speaks of them`, first.span);
    return [
      {
        entity: entity.name,
        fields: loading.fields,
        evidence: evidence(`${entity.name} rows are filled from outside`, because),
      },
    ];
  });
}

/** Why an operation on rows that nothing makes cannot be built either; undefined where it can. */
export function whyNotLoaded(
  { behaviour }: OperationMeaning,
  unmade: ReadonlyMap<string, Unmade>,
): string | undefined {
  const spoken = new Set(entitiesOf(behaviour));
  for (const [name, { loading }] of unmade)
    if (spoken.has(name) && loading.kind === "obstacle") return loading.reason;
  return undefined;
}

/** An entity that operations speak of and that none makes. */
export interface Unmade {
  readonly entity: Entity;
  /** The first operation that speaks of it. */
  readonly first: OperationMeaning;
  readonly loading: Loading;
}

/** Those that operations speak of and none makes, by name, in the order of the entities. */
export function findUnmade(
  entities: readonly Entity[],
  operations: readonly OperationMeaning[],
  values: readonly ValueObject[],
): ReadonlyMap<string, Unmade> {
  const first = new Map<string, OperationMeaning>();
  const made = new Set<string>();
  for (const operation of operations) {
    const { behaviour } = operation;
    for (const name of entitiesOf(behaviour)) if (!first.has(name)) first.set(name, operation);
    if (makes(behaviour) || behaviour.kind === "update-singleton" || behaviour.kind === "write-cell")
      made.add(behaviour.entity);
  }
  const rows = rowsAmong(values, entities);
  return new Map(
    entities.flatMap((entity) => {
      const operation = first.get(entity.name);
      if (!operation || made.has(entity.name)) return [];
      const how = showsRows(entity, entities, rows) ?? howLoaded(entity);
      const loading = how.kind === "fields" ? (whyNotSeen(entity, operations) ?? how) : how;
      return [[entity.name, { entity, first: operation, loading }] as const];
    }),
  );
}

/**
 * Entities that some operation would make rows of, were it not left open: what they hold comes from outside then. Not
 * where it is open for what nothing fills: from outside that would come no better.
 */
export function findOpenlyMade(
  resources: readonly Pick<Resource, "name" | "inputs" | "answers">[],
  operations: readonly OperationMeaning[],
): ReadonlySet<string> {
  const open = new Set(
    operations.flatMap(({ id, behaviour }) =>
      behaviour.kind === "custom" && !isUnkept(behaviour.reason) ? [id] : [],
    ),
  );
  const made = new Set(operations.flatMap(({ behaviour }) => (makes(behaviour) ? [behaviour.entity] : [])));
  const found = resources.filter(({ name, inputs, answers }) => {
    const making = inputs.filter(({ creates }) => creates);
    const shown = new Set(answers.flatMap(({ schema }) => schema.properties.map((each) => each.name)));
    // What bodies and answers have nothing in common of is not understood.
    const isShown = making.some(({ schema }) => schema.properties.some((each) => shown.has(each.name)));
    return !made.has(name) && isShown && making.every(({ shape }) => open.has(shape.operation.id));
  });
  return new Set(found.map(({ name }) => name));
}

/** The entity that an operation is about, and the one above it. */
function entitiesOf(behaviour: Behaviour): readonly string[] {
  if (behaviour.kind === "custom" || !("entity" in behaviour)) return [];
  const above = "parent" in behaviour && behaviour.parent ? [behaviour.parent.entity] : [];
  const named =
    behaviour.kind === "list"
      ? behaviour.filters.flatMap(({ by }) => (by.kind === "named" ? [by.entity] : []))
      : [];
  return [behaviour.entity, ...above, ...named];
}

type Making = Extract<Behaviour, { readonly kind: "create" | "create-many" | "register" | "login" }>;

const makers: ReadonlySet<Behaviour["kind"]> = new Set(["create", "create-many", "register", "login"]);

function makes(behaviour: Behaviour): behaviour is Making {
  return makers.has(behaviour.kind);
}

/** Rows that no path could select, or that an action alone speaks of: nobody would know of them. */
function whyNotSeen(entity: Entity, operations: readonly OperationMeaning[]): Loading | undefined {
  const speaking = operations.filter(({ behaviour }) => entitiesOf(behaviour).includes(entity.name));
  const isSelected = speaking.some(
    ({ behaviour }) =>
      ("parameter" in behaviour && behaviour.entity === entity.name) ||
      ("parent" in behaviour && behaviour.parent?.entity === entity.name),
  );
  const isShown = entity.fields.some(({ name }) => name === entity.identity.field);
  if (isSelected && !isShown)
    return {
      kind: "obstacle",
      reason: `no operation makes ${entity.name} rows, and nothing shows what selects one`,
    };
  const isActed = speaking.every(({ method, behaviour }) => method === "post" && touchesRow(behaviour));
  return isActed
    ? { kind: "obstacle", reason: `no operation makes ${entity.name} rows or asks for them` }
    : undefined;
}

/** The objects that are shown in a form of rows. */
function rowsAmong(values: readonly ValueObject[], entities: readonly Entity[]): ReadonlySet<string> {
  const forms = new Set(
    entities.flatMap(({ representations }) => representations.flatMap(({ schema }) => schema.name ?? [])),
  );
  return new Set(
    values.flatMap(({ name, shownSchema }) => (forms.has(shownSchema?.name ?? "") ? [name] : [])),
  );
}

/** Rows that show others as objects: which ones those are could not be loaded with them. */
function showsRows(
  entity: Entity,
  entities: readonly Entity[],
  rows: ReadonlySet<string>,
): Loading | undefined {
  const field = entity.fields.find(({ name, meaning }) => {
    const objects = objectsIn(meaning);
    const isCalled = entities.some((other) => snakeCase(other.name) === snakeCase(name));
    return objects.some((object) => rows.has(object)) || (objects.length > 0 && isCalled);
  });
  return (
    field && {
      kind: "obstacle",
      reason: `no operation makes ${entity.name} rows, and which rows ${field.name} shows could not be loaded`,
    }
  );
}

function howLoaded(entity: Entity): Loading {
  if (entity.parent || (entity.owner && entity.owner.key === undefined))
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
      required:
        !field.nullable && (shown.has(field.name) || field.name === entity.identity.field || isNeeded(field)),
    }),
  );
  return { kind: "fields", fields };
}

/** What no row is without, whoever would have given it. */
function isNeeded({ missing, default: initial }: Field): boolean {
  return missing === "never" && initial === undefined;
}

const keptKinds: ReadonlySet<Field["meaning"]["kind"]> = new Set(["scalar", "enum", "json"]);

function isKept({ meaning, unread }: Field): boolean {
  // Whose a row is that comes from outside is told by the key that it shows.
  if (meaning.kind === "owner-key") return true;
  return keptKinds.has(meaning.kind) && unread === undefined;
}

const computedKinds: ReadonlySet<Field["meaning"]["kind"]> = new Set([
  "identity",
  "own-key",
  "also",
  "created-at",
  "updated-at",
  "signed-in-at",
  "caller-flag",
  "count",
  "message",
]);

function isMadeHere({ meaning }: Field): boolean {
  return computedKinds.has(meaning.kind);
}

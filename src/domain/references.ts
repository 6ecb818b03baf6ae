import { splitWords } from "#base";
import type { Behaviour, HoldingField } from "./behaviour.ts";
import { takesRows } from "./changes-row.ts";
import type { Assumption, Entity, Field, FieldReference, OperationMeaning } from "./domain.ts";
import { evidence, step } from "./evidence.ts";
import { isKeyWithin, primaryField } from "./identity.ts";
import type { DomainSettings } from "./settings.ts";
import { aboveField } from "./trees.ts";

/** Entities with what their fields refer to, and what had to be assumed for that. */
export interface ReferenceReading {
  readonly entities: readonly Entity[];
  readonly assumptions: readonly Omit<Assumption, "id">[];
}

/** Finds the fields that name a row of another entity by its key: `room_id` where rooms are made or loaded. */
export function findReferences(
  entities: readonly Entity[],
  operations: readonly OperationMeaning[],
  loaded: ReadonlySet<string>,
  settings: DomainSettings,
): ReferenceReading {
  const creates = operations.flatMap(({ behaviour }) => (behaviour.kind === "create" ? [behaviour] : []));
  const making = operations.flatMap(({ behaviour }) =>
    behaviour.kind === "create" || behaviour.kind === "register" ? [behaviour] : [],
  );
  const targets = entities.filter((entity) => loaded.has(entity.name) || making.some(isKnown(entity)));
  const found = entities.flatMap((entity) => {
    const own = creates.filter((create) => create.entity === entity.name);
    const parts = operations.flatMap(({ behaviour }) =>
      behaviour.kind === "update" && behaviour.entity === entity.name ? (behaviour.part ?? []) : [],
    );
    return entity.fields.flatMap((field) => {
      const isGiven =
        parts.includes(field.name) ||
        own.some(({ body }) => body.fields.some((each) => each.field === field.name));
      const isPlain =
        (!field.unique || isKeyWithin(entity, field)) && !entity.kinds && !isMadeByMany(entity, operations);
      const target = isGiven && isPlain ? targetOf(field, entity, targets, operations) : undefined;
      const isNeeded = own.some(({ body }) =>
        body.fields.some((each) => each.field === field.name && each.required),
      );
      return target ? [{ entity, field, target, isNeeded }] : [];
    });
  });
  const kept = withoutCircles(found, entities).filter(
    ({ entity, field }) => settings.references?.[settingKey(entity, field)] !== "none",
  );
  return {
    entities: entities.map((entity) => standing(withReferences(entity, kept, settings))),
    assumptions: [
      ...kept
        .filter(({ target }) => isEverDeleted(target, entities, operations))
        .map(({ entity, field, target }) => assume(entity, field, target, settings)),
      ...entities.flatMap((entity) => assumeStanding(entity, operations)),
    ],
  };
}

/** Of rows that stand below one another, the key of the one above: while others stand below it, a row stays. */
function standing(entity: Entity): Entity {
  const above = aboveField(entity);
  if (!above) return entity;
  const refersTo: FieldReference = { entity: entity.name, onDelete: "refuse" };
  return {
    ...entity,
    fields: entity.fields.map((field) => (field === above ? { ...field, refersTo } : field)),
  };
}

function assumeStanding(
  entity: Entity,
  operations: readonly OperationMeaning[],
): readonly Omit<Assumption, "id">[] {
  const span = aboveField(entity)?.evidence.because[0]?.span;
  return operations
    .filter(({ behaviour }) => takesRows(behaviour) && behaviour.entity === entity.name)
    .flatMap(({ id }) =>
      span === undefined
        ? []
        : [
            {
              text: `a ${entity.name} below which others stand is not deleted`,
              span,
              setting: `domain.operations.${id}.behaviour`,
              choices: ["refuse", "custom"],
              chosen: "refuse",
            },
          ],
    );
}

/** Whether rows are made several at once: what they name is not looked at there yet. */
function isMadeByMany({ name }: Entity, operations: readonly OperationMeaning[]): boolean {
  return operations.some(({ behaviour }) => behaviour.kind === "create-many" && behaviour.entity === name);
}

/** Whether some operation deletes rows of an entity, or rows with which they go. */
function isEverDeleted(
  { name, parent }: Entity,
  entities: readonly Entity[],
  operations: readonly OperationMeaning[],
): boolean {
  const above = entities.find((entity) => entity.name === parent?.entity);
  return (
    operations.some(({ behaviour }) => takesRows(behaviour) && behaviour.entity === name) ||
    (above !== undefined && isEverDeleted(above, entities, operations))
  );
}

type Making = Extract<Behaviour, { readonly kind: "create" | "register" }>;

/** Whether who makes a row is told its key: by the answer, or because the body gives it. */
function isKnown(entity: Entity) {
  const key = primaryField(entity)?.name;
  return (making: Making): boolean => {
    const { body, answer } = making;
    const beside = making.kind === "register" ? making.answer.token?.fields : undefined;
    const shownAs = [
      answer.representation,
      ...(beside ?? []).map(({ is }) => is.kind === "account" && is.representation),
    ];
    const forms = entity.representations.filter(({ name }) => shownAs.includes(name));
    const told = [...body.fields, ...forms.flatMap(({ fields }) => fields)];
    // An account is known to others by what paths select it by.
    const isSelected = making.kind === "create" || key === entity.identity.field;
    return making.entity === entity.name && isSelected && told.some(({ field }) => field === key);
  };
}

interface Candidate {
  readonly entity: Entity;
  readonly field: Field;
  readonly target: Entity;
  /** Whether no row can be made without it. */
  readonly isNeeded: boolean;
}

/** The entity that a field is called after, if its values can be keys of it; of several the one that says most. */
function targetOf(
  field: Field,
  entity: Entity,
  targets: readonly Entity[],
  operations: readonly OperationMeaning[],
): Entity | undefined {
  const { meaning } = field;
  const isOwnKey = field.name === entity.identity.field && !isKeyWithin(entity, field);
  if (meaning.kind !== "scalar" || isOwnKey) return undefined;
  const called = targets
    .map((target) => ({ target, length: calledAfter(field.name, meaning.type, target, entity) }))
    .filter(({ length }) => length > 0)
    .toSorted((one, other) => other.length - one.length);
  return called[0]?.target ?? selectedBy(field, meaning.type, targets, operations);
}

/** The one entity whose rows paths select by the same name, if that says more than that it is a key: `pierId`. */
function selectedBy(
  { name }: Field,
  type: string,
  targets: readonly Entity[],
  operations: readonly OperationMeaning[],
): Entity | undefined {
  if (type === "string" || splitWords(name).length < 2) return undefined;
  const found = targets.filter((target) => {
    const key = primaryField(target);
    const isKey = key?.name === target.identity.field && "type" in key.meaning && key.meaning.type === type;
    return isKey && operations.some(({ behaviour }) => isSelecting(behaviour, target, name));
  });
  return found.length === 1 ? found[0] : undefined;
}

function isSelecting(behaviour: Behaviour, target: Entity, parameter: string): boolean {
  return "parameter" in behaviour && behaviour.entity === target.name && behaviour.parameter === parameter;
}

const keyWords: ReadonlySet<string> = new Set(["id", "uuid", "guid"]);
/** Keys that others give their rows. */
const strangeWords: ReadonlySet<string> = new Set([
  "external",
  "remote",
  "provider",
  "foreign",
  "legacy",
  "third",
]);

/** The entity whose key a field of a row, or of an object in it, is called after. */
export function namedEntity(field: Field, entity: Entity, targets: readonly Entity[]): Entity | undefined {
  return targetOf(field, entity, targets, []);
}

/** How many words of a name speak of a row of the target; none where it speaks of something else. */
function calledAfter(name: string, type: string, target: Entity, entity: Entity): number {
  const key = primaryField(target);
  if (!key || (key.meaning.kind !== "identity" && key.meaning.kind !== "scalar") || key.meaning.type !== type)
    return 0;
  const words = splitWords(name);
  if (words.some((word) => strangeWords.has(word))) return 0;
  const own = splitWords(target.name);
  const last = splitWords(key.name);
  const isNumbered = type === "uuid" || type === "integer";
  const ends = [
    [...own, ...last],
    // A key that says of what it is one names its row elsewhere too: `eventId`, of special events.
    ...((last.length > own.length && startsWith(last, own)) || (isNumbered && last.length > 1) ? [last] : []),
    ...(isNumbered && keyWords.has(words.at(-1) ?? "") ? [[...own, words.at(-1) ?? ""]] : []),
  ];
  // A text is the key of a row only where it is called by nothing else; a number may say in which part the row has.
  const isCalled = (end: readonly string[]): boolean =>
    isNumbered ? endsWith(words, end) : words.join(" ") === end.join(" ");
  const found = ends.find(isCalled);
  if (found) return found.length;
  if (isNumbered && words.join(" ") === own.join(" ")) return own.length;
  const isAbove = target === entity && isNumbered && words.length === 2;
  return isAbove && words[0] === "parent" && keyWords.has(words[1] ?? "") ? 1 : 0;
}

function startsWith(words: readonly string[], start: readonly string[]): boolean {
  return start.every((word, index) => words[index] === word);
}

function endsWith(words: readonly string[], end: readonly string[]): boolean {
  return (
    words.length >= end.length &&
    end.every((word, index) => words[words.length - end.length + index] === word)
  );
}

/** Entities of whose rows some operation asks in which state those are that they name, and that name none for sure. */
export function findUnheld(
  entities: readonly Entity[],
  operations: readonly OperationMeaning[],
): readonly string[] {
  return operations.flatMap(({ behaviour }) => {
    const rules = behaviour.kind === "create" ? (behaviour.conflicts ?? []) : [];
    const entity =
      rules.length > 0 && entities.find(({ name }) => "entity" in behaviour && name === behaviour.entity);
    const isLoose = rules.some(
      (rule) =>
        rule.kind === "named-state" &&
        rule.by !== undefined &&
        entity &&
        entity.fields.find(({ name }) => name === rule.by)?.refersTo?.entity !== rule.entity,
    );
    return entity && isLoose ? [entity.name] : [];
  });
}

/** Rows that each need the other could never be made: the reference that closes a circle is none. */
function withoutCircles(found: readonly Candidate[], entities: readonly Entity[]): readonly Candidate[] {
  const needs = new Map<string, Set<string>>();
  for (const { name, parent } of entities) needs.set(name, new Set(parent ? [parent.entity] : []));
  const reaches = (from: string, to: string, seen: Set<string>): boolean => {
    if (from === to) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return [...(needs.get(from) ?? [])].some((next) => reaches(next, to, seen));
  };
  return found.filter(({ entity, target, isNeeded }) => {
    if (!isNeeded) return true;
    if (reaches(target.name, entity.name, new Set())) return false;
    needs.get(entity.name)?.add(target.name);
    return true;
  });
}

function settingKey(entity: Entity, field: Field): string {
  return `${entity.name}.${field.name}`;
}

/** A row that others name stays, unless they may be without it. */
function onDelete(entity: Entity, field: Field, settings: DomainSettings): FieldReference["onDelete"] {
  const chosen = settings.references?.[settingKey(entity, field)];
  const mayBeEmpty = field.nullable || field.missing !== "never";
  if (chosen === "refuse" || (chosen === "empty" && mayBeEmpty)) return chosen;
  return field.nullable || field.missing === "null" ? "empty" : "refuse";
}

function withReferences(entity: Entity, found: readonly Candidate[], settings: DomainSettings): Entity {
  const own = found.filter((each) => each.entity === entity);
  if (own.length === 0) return entity;
  const fields = entity.fields.map((field): Field => {
    const candidate = own.find((each) => each.field === field);
    if (!candidate) return field;
    const { target } = candidate;
    return {
      ...field,
      refersTo: { entity: target.name, onDelete: onDelete(entity, field, settings) },
      evidence: evidence(
        `${field.name}: the key of one ${target.name}`,
        ...field.evidence.because,
        ...(target.evidence.because[0]
          ? [step(`${target.name} rows are kept`, target.evidence.because[0].span)]
          : []),
      ),
    };
  });
  return { ...entity, fields };
}

function assume(
  entity: Entity,
  field: Field,
  target: Entity,
  settings: DomainSettings,
): Omit<Assumption, "id"> {
  const key = settingKey(entity, field);
  const chosen = onDelete(entity, field, settings);
  const mayBeEmpty = field.nullable || field.missing !== "never";
  const span = field.evidence.because[0]?.span ?? entity.evidence.because[0]?.span;
  if (!span) throw new Error("keelback is broken here: a field has a place");
  return {
    text:
      chosen === "empty"
        ? `where the ${target.name} that ${key} names is deleted, ${field.name} becomes empty`
        : `a ${target.name} that some ${key} names is not deleted`,
    span,
    setting: `domain.references.${key}`,
    choices: ["refuse", ...(mayBeEmpty ? ["empty"] : []), "none"],
    chosen,
  };
}

/** The fields that keep rows of an entity from being deleted: those that name one, or one that would go with it. */
export function holdingFields(entities: readonly Entity[], entity: string): readonly HoldingField[] {
  const going = new Set([entity]);
  // A set tells also what is added while it is walked.
  for (const name of going)
    for (const { name: below, parent } of entities) if (parent?.entity === name) going.add(below);
  return entities.flatMap(({ name, fields }) =>
    fields.flatMap(({ name: field, refersTo, meaning }) => {
      const isHeld = refersTo?.onDelete === "refuse" && going.has(refersTo.entity);
      const inside = meaning.kind === "objects" ? meaning.names : undefined;
      const isNamed = isHeld || (inside !== undefined && going.has(inside.entity));
      const isBelow = meaning.kind === "tree" && name === entity;
      return isNamed && (isBelow || !going.has(name)) ? [{ entity: name, field }] : [];
    }),
  );
}

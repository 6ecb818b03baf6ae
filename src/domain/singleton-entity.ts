import type { OwnDocument } from "./behaviour.ts";
import { bodyShape } from "./bodies.ts";
import type { Entity, Field } from "./domain.ts";
import { type Draft, entityOf } from "./draft.ts";
import { primaryField } from "./identity.ts";
import type { OperationShape } from "./shapes.ts";
import { findSingletons, type Singleton } from "./singletons.ts";

/** The document that an operation is about, and what is kept of it; undefined where it is not one that can be there unset. */
export function singletonOf(shape: OperationShape, draft: Draft): SingletonReading | undefined {
  const singleton = findSingletons(draft.shapes).find(
    ({ read, changes }) => read === shape || changes.includes(shape),
  );
  const entity = singleton && entityOf(singleton.read, draft);
  if (!singleton || !entity) return undefined;
  const resource = draft.resources[draft.entities.indexOf(entity)];
  // Documents of one form at several paths are several.
  const isAlone = resource?.shapes.every((each) => each.operation.path === singleton.path) ?? false;
  if (!isAlone || primaryField(entity)) return undefined;
  if (!singleton.own) return entity.fields.every(isThereUnset) ? { entity, singleton } : undefined;
  const before = entity.owner?.alone === true ? howBefore(entity, singleton, draft) : undefined;
  return before && { entity, singleton, own: { before } };
}

interface SingletonReading {
  readonly entity: Entity;
  readonly singleton: Singleton;
  /** Where there is one for each caller. */
  readonly own?: OwnDocument;
}

/** What there is of a caller's document that nobody has set; undefined where what sets it could not fill it. */
function howBefore(entity: Entity, { changes }: Singleton, draft: Draft): OwnDocument["before"] | undefined {
  const others = entity.fields.filter(({ meaning }) => meaning.kind !== "owner-key");
  if (others.every(isThereUnset)) return "shown";
  const given = changes.map((shape) => new Set(bodyShape(shape, draft)?.fields.map(({ field }) => field)));
  const isFilled = (field: Field): boolean =>
    isThereUnset(field) ||
    isStamp(field) ||
    (isPlain(field) && given.every((fields) => fields.has(field.name)));
  return others.every(isFilled) ? "missing" : undefined;
}

function isStamp({ meaning }: Field): boolean {
  return meaning.kind === "created-at" || meaning.kind === "updated-at";
}

function isPlain({ meaning, nullable, unique, refersTo }: Field): boolean {
  const isKept = meaning.kind === "scalar" || meaning.kind === "enum";
  return isKept && !nullable && !unique && refersTo === undefined;
}

/** Whether a document that nobody has changed can show the field, or do without it. */
function isThereUnset({ meaning, missing, default: begins }: Field): boolean {
  if (meaning.kind === "values" || meaning.kind === "objects" || meaning.kind === "constant") return true;
  const isKept = meaning.kind === "scalar" || meaning.kind === "enum" || meaning.kind === "json";
  return isKept && (missing !== "never" || begins !== undefined);
}

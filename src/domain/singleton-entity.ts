import type { Entity, Field } from "./domain.ts";
import { type Draft, entityOf } from "./draft.ts";
import { primaryField } from "./identity.ts";
import type { OperationShape } from "./shapes.ts";
import { findSingletons, type Singleton } from "./singletons.ts";

/** The document that an operation is about, and what is kept of it; undefined where it is not one that can be there unset. */
export function singletonOf(
  shape: OperationShape,
  draft: Draft,
): { readonly entity: Entity; readonly singleton: Singleton } | undefined {
  const singleton = findSingletons(draft.shapes).find(
    ({ read, changes }) => read === shape || changes.includes(shape),
  );
  const entity = singleton && entityOf(singleton.read, draft);
  if (!singleton || !entity) return undefined;
  const resource = draft.resources[draft.entities.indexOf(entity)];
  // Documents of one form at several paths are several.
  const isAlone = resource?.shapes.every((each) => each.operation.path === singleton.path) ?? false;
  return isAlone && !primaryField(entity) && entity.fields.every(isThereUnset)
    ? { entity, singleton }
    : undefined;
}

/** Whether a document that nobody has changed can show the field, or do without it. */
function isThereUnset({ meaning, missing, default: begins }: Field): boolean {
  if (meaning.kind === "values" || meaning.kind === "objects" || meaning.kind === "constant") return true;
  const isKept = meaning.kind === "scalar" || meaning.kind === "enum" || meaning.kind === "json";
  return isKept && (missing !== "never" || begins !== undefined);
}

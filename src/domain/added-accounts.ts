import type { BodyField } from "./behaviour.ts";
import type { Entity, Field } from "./domain.ts";

/** What a command is told of a new account that no operation makes: all that is kept, and first what it signs in with. */
export function addedFields(
  { fields }: Entity,
  { loginField, passwordField }: { readonly loginField: string; readonly passwordField: string },
): readonly BodyField[] {
  const isDoor = (name: string): boolean => name === loginField || name === passwordField;
  const isNeeded = ({ name, meaning, nullable, missing, default: initial }: Field): boolean =>
    isDoor(name) || (!nullable && missing === "never" && initial === undefined && meaning.kind !== "values");
  return fields
    .filter(({ meaning }) => keptKinds.has(meaning.kind))
    .toSorted((one, other) => Number(isDoor(other.name)) - Number(isDoor(one.name)))
    .map((field) => ({ field: field.name, required: isNeeded(field) }));
}

const keptKinds: ReadonlySet<Field["meaning"]["kind"]> = new Set([
  "scalar",
  "enum",
  "password",
  "values",
  "json",
]);

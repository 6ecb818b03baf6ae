import type { Contract, Property, Schema } from "#contract";
import type { BodyField, BodyLimits } from "./body-shapes.ts";
import type { Entity, Field } from "./domain.ts";
import { readBounds, readChoices, scalarType } from "./field-values.ts";
import { fieldOf } from "./fields.ts";
import { allowsNull } from "./missing.ts";
import { propertySchema } from "./schemas.ts";

/**
 * What a body holds a field to where others take more: `widestSchema` made the field of all of them. `changes`: what is left
 * out of it stays as it is, and so does what is `null` and cannot be.
 */
export function bodyLimits(
  contract: Contract,
  entity: Pick<Entity, "fields"> | undefined,
  property: Property,
  changes: boolean,
): Pick<BodyField, "limits"> {
  const field = entity && fieldOf(entity, property.name);
  if (!field) return {};
  const schema = propertySchema(contract, property.schema);
  const keeps = changes && !property.required && !field.nullable && isOneValue(field) && allowsNull(schema);
  // Keys and passwords have one type wherever they are given.
  const isAlike = field.unique || field.meaning.kind === "password";
  const limits: BodyLimits = {
    ...(keeps && { nullKeeps: true }),
    ...(!isAlike && {
      ...(field.nullable && !allowsNull(schema) && { nullable: false }),
      ...ownBounds(field, schema),
      ...ownChoices(field, schema),
    }),
  };
  return Object.keys(limits).length > 0 ? { limits } : {};
}

function isOneValue({ meaning: { kind } }: Field): boolean {
  return kind === "scalar" || kind === "enum" || kind === "password";
}

function ownBounds({ meaning, bounds }: Field, schema: Schema): Pick<BodyLimits, "bounds"> {
  const isAlike =
    meaning.kind === "scalar"
      ? schema.types.length === 1 && scalarType(schema) === meaning.type && schema.format === bounds.format
      : (meaning.kind === "values" || meaning.kind === "objects") && schema.types[0] === "array";
  const own = readBounds(schema);
  return isAlike && !sameBounds(own, bounds) ? { bounds: own } : {};
}

function sameBounds(one: Field["bounds"], other: Field["bounds"]): boolean {
  const entries = Object.entries(one);
  const others = new Map<string, unknown>(Object.entries(other));
  return entries.length === others.size && entries.every(([name, value]) => others.get(name) === value);
}

function ownChoices({ meaning }: Field, schema: Schema): Pick<BodyLimits, "choices"> {
  const choices = meaning.kind === "enum" ? readChoices(schema) : undefined;
  if (meaning.kind !== "enum" || !choices || choices.length === meaning.values.length) return {};
  return choices.every((choice) => meaning.values.includes(choice)) ? { choices } : {};
}

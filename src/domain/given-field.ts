import type { BodyField, BodyShape, OwnField } from "./behaviour.ts";
import type { Entity, Field } from "./domain.ts";
import { evidence, step } from "./evidence.ts";
import { fieldOf } from "./fields.ts";
import type { ScalarType } from "./scalar-type.ts";

/** What a body's field is: one that no row has, or one of the entity's, held to what this body says of it. */
export function givenField(
  entity: Pick<Entity, "fields">,
  body: Pick<BodyShape, "own" | "fields">,
  name: string,
): Field | undefined {
  const own = body.own?.find((field) => field.name === name);
  if (own) return asField(own);
  const field = fieldOf(entity, name);
  const given = body.fields.find((each) => each.field === name);
  return field && given?.limits ? limited(field, given.limits) : field;
}

function limited(
  field: Field,
  { nullable, nullKeeps, bounds, choices }: NonNullable<BodyField["limits"]>,
): Field {
  return {
    ...field,
    nullable: nullable ?? field.nullable,
    ...(nullKeeps && { nullKeeps }),
    bounds: bounds ?? field.bounds,
    // What is the same in every row of a kind stays so.
    ...(choices && field.meaning.kind === "enum" && { meaning: { kind: "enum", values: choices } }),
  };
}

const scalarTypes: Partial<Record<OwnField["is"], ScalarType>> = { count: "integer", remember: "boolean" };

function asField({ name, is, bounds, of, span, default: usual, nullable = false }: OwnField): Field {
  return {
    name,
    meaning: of
      ? {
          kind: "json",
          shape: { kind: "list", of: { shape: { kind: "scalar", ...of }, nullable: false }, bounds },
        }
      : is === "password"
        ? { kind: "password" }
        : { kind: "scalar", type: scalarTypes[is] ?? "string" },
    nullable,
    optional: false,
    missing: "never",
    ...(usual !== undefined && { default: usual }),
    unique: false,
    bounds,
    evidence: evidence(`${name}: a ${is}`, step("a field of the body that no row has", span)),
  };
}

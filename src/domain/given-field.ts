import type { BodyShape, OwnField } from "./behaviour.ts";
import type { Entity, Field } from "./domain.ts";
import { evidence, step } from "./evidence.ts";
import { fieldOf } from "./fields.ts";

/** What a body's field is: one that no row has, or one of the entity's. */
export function givenField(entity: Pick<Entity, "fields">, body: BodyShape, name: string): Field | undefined {
  const own = body.own?.find((field) => field.name === name);
  return own ? asField(own) : fieldOf(entity, name);
}

function asField({ name, is, bounds, span }: OwnField): Field {
  return {
    name,
    meaning: is === "password" ? { kind: "password" } : { kind: "scalar", type: "string" },
    nullable: false,
    optional: false,
    missing: "never",
    unique: false,
    bounds,
    evidence: evidence(`${name}: a ${is}`, step("a field of the body that no row has", span)),
  };
}

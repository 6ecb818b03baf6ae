import type { Entity, Field, FieldMeaning } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { type Blueprint, entityNamed } from "../../blueprint.ts";
import { placeInBody } from "../../references.ts";
import { endless } from "../../refusal-texts.ts";
import { attributeName } from "../../tables.ts";
import { primaryKey } from "../keys.ts";
import { model } from "../names.ts";
import type { ServiceContext } from "./parts.ts";

type Ending = Field & { readonly meaning: Extract<FieldMeaning, { readonly kind: "ends-after" }> };

/** The fields that hold when what a row names is over. */
export function endings({ fields }: Entity): readonly Ending[] {
  return fields.filter((field): field is Ending => field.meaning.kind === "ends-after");
}

/** Statements that find out when a new row ends. */
export function findEnds({ blueprint, operation }: ServiceContext, entity: Entity): readonly Py[] {
  const { behaviour } = operation.meaning;
  return endings(entity).map((field) => {
    const { meaning } = field;
    const [start] = entity.fields.filter((each) => each.name === meaning.start);
    const end = name(attributeName(field.name));
    const place = start && "body" in behaviour && behaviour.body ? placeInBody(behaviour.body, start) : [];
    const lasts = py`${imported("datetime", "timedelta")}(${name(meaning.unit)}=${lasting(blueprint, field)})`;
    return py`
      ${lookUp(blueprint, field)}
      try:
          ${end} = details.${name(attributeName(meaning.start))} + ${lasts}
      except OverflowError as error:
          raise ${imported("app.errors", "too_much")}(${[str(endless), ...place.map((part) => str(part))]}) from error`;
  });
}

function lasting(_: Blueprint, { meaning }: Ending): Py {
  return name(attributeName(meaning.field));
}

function lookUp(blueprint: Blueprint, field: Ending): Py {
  const { meaning } = field;
  const target = entityNamed(blueprint, meaning.entity);
  const title = model(blueprint, target.name);
  const held = lasting(blueprint, field);
  return py`
    ${held} = await session.scalar(
        ${imported("sqlalchemy", "select")}(${title}.${held}).where(${title}.${primaryKey(target)} == details.${name(attributeName(meaning.by))})
    )
    ${held} = ${held} or 0`;
}

/** `ends_at=ends_at`, of a new row. */
export function endArguments(entity: Entity): readonly Py[] {
  return endings(entity).map(
    ({ name: field }) => py`${name(attributeName(field))}=${name(attributeName(field))},`,
  );
}

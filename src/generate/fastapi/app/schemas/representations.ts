import { pascalCase } from "#base";
import { flattenSchema } from "#contract";
import { type Bounds, type Entity, type Field, readBounds } from "#domain";
import { imported, name, type Py, py } from "#python";
import type { Blueprint, RepresentationBlueprint } from "../../blueprint.ts";
import { isSearched } from "../../tables.ts";
import { annotate, itemLimits, limitsOf, oneOf } from "../input-types.ts";
import { representationClass, shownFields } from "../names.ts";
import { base, fieldLine } from "./field-line.ts";

/** A form in which rows are answered; a larger one builds on the smaller. */
export function representation(blueprint: Blueprint, form: RepresentationBlueprint): Py {
  const smaller =
    form.base === undefined
      ? undefined
      : form.entity.representations.find((other) => pascalCase(other.name) === form.base);
  const inherited = new Set(smaller?.fields.map(({ field }) => field));
  const lines = shownFields(form)
    .filter((field) => !inherited.has(field.name))
    .map((field) => fieldLine(blueprint, field.name, shownType(blueprint, form, field), undefined));
  return py`
    class ${name(form.className)}(${form.base === undefined ? base("ResponseModel") : name(form.base)}):
        ${lines}`;
}

/** The bounds that an answer promises are told where every row holds them: where they are those of what is taken in. */
function shownType(
  blueprint: Blueprint,
  { entity, representation: { schema } }: RepresentationBlueprint,
  field: Field,
): Py {
  const property = schema.properties.find(({ name: candidate }) => candidate === field.name);
  const shown = property && readBounds(flattenSchema(blueprint.contract, property.schema));
  if (!shown || !sameBounds(shown, field.bounds) || !holdsDefault(field)) return outputType(blueprint, field);
  return outputType(blueprint, field, limitsIn(blueprint, entity, field));
}

function limitsIn(blueprint: Blueprint, entity: Entity, field: Field): readonly Py[] {
  const { meaning, bounds } = field;
  if (meaning.kind === "scalar") return limitsOf(meaning.type, bounds);
  // Labels that are kept once each may be fewer than were given.
  return meaning.kind === "values" && !isSearched(blueprint.domain, entity, field) ? itemLimits(bounds) : [];
}

function sameBounds(one: Bounds, other: Bounds): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether a row that was made without the field is within its bounds. */
function holdsDefault({ default: value, bounds }: Field): boolean {
  if (typeof value === "string")
    return value.length >= (bounds.minLength ?? 0) && bounds.pattern === undefined;
  return typeof value !== "number" || value >= (bounds.minimum ?? value);
}

/** The type of a field in an answer. */
export function outputType(blueprint: Blueprint, field: Field, limits: readonly Py[] = []): Py {
  const type = annotate(plainOutput(blueprint, field), limits);
  return field.nullable ? py`${type} | None` : type;
}

const outputScalars = { string: "str", integer: "int", number: "float", boolean: "bool" } as const;

function plainOutput(blueprint: Blueprint, field: Field): Py {
  const { meaning } = field;
  switch (meaning.kind) {
    case "created-at":
    case "updated-at":
      return base("Timestamp");
    case "caller-flag":
      return py`bool`;
    case "count":
      return py`int`;
    case "reference":
      return representationClass(blueprint, meaning.representation);
    case "values":
      return py`list[${scalarOutput(meaning.of)}]`;
    case "enum":
      return oneOf(meaning.values);
    case "scalar":
    case "identity":
      return scalarOutput(meaning.type);
    default:
      return py`str`;
  }
}

export function scalarOutput(type: string): Py {
  if (type === "date-time") return base("Timestamp");
  if (type === "date") return imported("datetime", "date");
  if (type === "uuid") return imported("uuid", "UUID");
  if (type === "decimal") return imported("decimal", "Decimal");
  return name(outputScalars[type as keyof typeof outputScalars]);
}

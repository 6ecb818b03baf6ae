import { pascalCase } from "#base";
import type { Field } from "#domain";
import { imported, name, type Py, py } from "#python";
import type { Blueprint, RepresentationBlueprint } from "../../blueprint.ts";
import { oneOf } from "../input-types.ts";
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
    .map((field) => fieldLine(blueprint, field.name, outputType(blueprint, field), undefined));
  return py`
    class ${name(form.className)}(${form.base === undefined ? base("ResponseModel") : name(form.base)}):
        ${lines}`;
}

function outputType(blueprint: Blueprint, field: Field): Py {
  const type = plainOutput(blueprint, field);
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

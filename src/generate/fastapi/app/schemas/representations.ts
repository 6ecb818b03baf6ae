import type { Schema } from "#contract";
import type { Field, FieldMeaning, ScalarType, ScalarValue } from "#domain";
import { imported, name, type Py, py } from "#python";
import type { Blueprint, RepresentationBlueprint } from "../../blueprint.ts";
import { classNameOf } from "../../python-names.ts";
import { representationClass, shownFields } from "../names.ts";
import { annotate, choiceType } from "../value-types.ts";
import { base, fieldLine } from "./field-line.ts";
import { itemsOf, propertyOf, publish, published } from "./published.ts";

/** A form in which rows are answered; a larger one builds on the smaller. */
export function representation(blueprint: Blueprint, form: RepresentationBlueprint): Py {
  const smaller =
    form.base === undefined
      ? undefined
      : form.entity.representations.find((other) => classNameOf(other.name) === form.base);
  const inherited = new Set(smaller?.fields.map(({ field }) => field));
  const lines = shownFields(form)
    .filter((field) => !inherited.has(field.name))
    .map((field) =>
      fieldLine(
        blueprint,
        field.name,
        outputType(blueprint, form, field),
        field.missing === "absent" ? py`None` : undefined,
      ),
    );
  return py`
    class ${name(form.className)}(${form.base === undefined ? base("ResponseModel") : name(form.base)}):
        ${lines}`;
}

function outputType(blueprint: Blueprint, form: RepresentationBlueprint, field: Field): Py {
  const schema = propertyOf(blueprint, form.representation.schema, field.name);
  const type = plainOutput(blueprint, field, schema);
  if (field.missing === "absent") return py`${base("Omitted")}[${type}]`;
  return field.nullable || field.missing === "null" ? py`${type} | None` : type;
}

function plainOutput(blueprint: Blueprint, field: Field, schema: Schema | undefined): Py {
  const { meaning } = field;
  switch (meaning.kind) {
    case "created-at":
    case "updated-at":
      return base("Timestamp");
    case "caller-flag":
      return py`bool`;
    case "count":
      return annotate(py`int`, published(schema));
    case "reference":
      return representationClass(blueprint, meaning.representation);
    case "values":
      return annotate(py`list[${elementOutput(meaning, itemsOf(blueprint, schema))}]`, published(schema));
    case "enum":
      return choiceOutput(meaning.values);
    case "constant":
      return choiceOutput([meaning.value]);
    case "scalar":
    case "parent-key":
    case "identity":
      return annotate(scalarOutput(meaning.type), published(schema));
    default:
      return annotate(py`str`, published(schema));
  }
}

function elementOutput(
  { of, choices }: Extract<FieldMeaning, { readonly kind: "values" }>,
  schema: Schema | undefined,
): Py {
  return choices ? choiceOutput(choices) : annotate(scalarOutput(of), published(schema));
}

/** Choices that are no literals to Python are published apart. */
function choiceOutput(values: readonly ScalarValue[]): Py {
  const isLiteral = values.every((value) => typeof value !== "number" || Number.isInteger(value));
  return annotate(choiceType(values), isLiteral ? [] : publish([["enum", values]]));
}

/** The type of a scalar in an answer. */
export function scalarOutput(type: ScalarType): Py {
  switch (type) {
    case "string":
      return py`str`;
    case "integer":
      return py`int`;
    case "number":
      return py`float`;
    case "boolean":
      return py`bool`;
    case "date-time":
      return base("Timestamp");
    case "date":
      return imported("datetime", "date");
    case "uuid":
      return imported("uuid", "UUID");
    case "decimal":
      return base("Amount");
    case "decimal-text":
      return base("Digits");
  }
}

import type { Schema } from "#contract";
import type { Field, FieldMeaning } from "#domain";
import { name, type Py, py } from "#python";
import type { Blueprint, RepresentationBlueprint } from "../../blueprint.ts";
import { classNameOf } from "../../python-names.ts";
import { representationClass, shownFields } from "../names.ts";
import { scalarOutput } from "../output-types.ts";
import { itemsOf, propertyOf, publishChoices, published } from "../published.ts";
import { shapeOutput, valueClass } from "../shape-types.ts";
import { annotate, choiceType } from "../value-types.ts";
import { base, fieldLine } from "./field-line.ts";

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
  return orNull(field, type);
}

/** The type of what may be null in an answer; anything is null as well. */
export function orNull({ nullable, missing, meaning }: Field, type: Py): Py {
  const isAny = meaning.kind === "json" && meaning.shape.kind === "any";
  return !isAny && (nullable || missing === "null") ? py`${type} | None` : type;
}

export function plainOutput(blueprint: Blueprint, field: Field, schema: Schema | undefined): Py {
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
    case "objects":
      return annotate(py`list[${valueClass(blueprint, meaning.value, "output")}]`, published(schema));
    case "json":
      return shapeOutput(blueprint, meaning.shape);
    case "enum":
      return annotate(choiceType(meaning.values), publishChoices(meaning.values));
    case "constant":
      return annotate(choiceType([meaning.value]), publishChoices([meaning.value]));
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
  return choices
    ? annotate(choiceType(choices), publishChoices(choices))
    : annotate(scalarOutput(of), published(schema));
}

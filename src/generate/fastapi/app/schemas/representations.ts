import type { Schema } from "#contract";
import {
  type Field,
  type FieldMeaning,
  fieldOf,
  type Representation,
  type ScalarType,
  type TreePlace,
} from "#domain";
import { imported, name, type Py, py, str } from "#python";
import type { Blueprint, RepresentationBlueprint } from "../../blueprint.ts";
import { classConfig, propertyXml } from "../../media/xml-keywords.ts";
import { classNameOf } from "../../python-names.ts";
import { representationClass, shownFields } from "../names.ts";
import { scalarOutput } from "../output-types.ts";
import { itemsOf, propertyOf, publishChoices, published } from "../published.ts";
import { shapeOutput, valueClass } from "../shape-types.ts";
import { annotate, annotateFurther, choiceType } from "../value-types.ts";
import { base, fieldLine, type NamedClass, renamedLine } from "./field-line.ts";
import { fieldOfKind, unionClass } from "./kinds.ts";

/** A form in which rows are answered; a larger one builds on the smaller. */
export function representation(blueprint: Blueprint, form: RepresentationBlueprint): Py {
  const smaller = builtOn(blueprint, form);
  const inherited = new Set(smaller?.fields.map(({ field }) => field));
  const lines = shownFields(form).flatMap((field) => {
    const line = shownLine(blueprint, form.representation.schema, field);
    if (!smaller || !inherited.has(field.name)) return [line];
    // Two schemas may well say different things of one field, such as how long it is at most.
    return shownLine(blueprint, smaller.schema, field).text === line.text ? [] : [line];
  });
  return responseModel(
    form.className,
    [...classConfig(blueprint, form.representation.schema, form.className), ...lines],
    smaller && form.base,
  );
}

/** The smaller form of which this one is a kind: what that holds to a few values is no text of any kind here. */
function builtOn(blueprint: Blueprint, form: RepresentationBlueprint): Representation | undefined {
  if (form.base === undefined) return undefined;
  const smaller = form.entity.representations.find((other) => classNameOf(other.name) === form.base);
  const holds = ({ schema }: Representation, { name: field, meaning }: Field): boolean => {
    const property = propertyOf(blueprint, schema, field);
    return meaning.kind === "enum" && !(property && isFree(property, meaning.values));
  };
  const isWider = shownFields(form).some(
    (field) =>
      smaller?.fields.some((each) => each.field === field.name) &&
      holds(smaller, field) &&
      !holds(form.representation, field),
  );
  return isWider ? undefined : smaller;
}

/** Where rows are of several kinds: the form of each, and the form of them all. */
export function kindRepresentations(
  blueprint: Blueprint,
  { entity, representation: { kinds = [] }, className }: RepresentationBlueprint,
): readonly NamedClass[] {
  const field = entity.kinds?.field;
  if (field === undefined || kinds.length === 0) return [];
  const classes = kinds.map((kind): NamedClass => {
    const lines = kind.fields.flatMap(({ field: fieldName, required }) => {
      const found = fieldOf(entity, fieldName);
      if (!found) return [];
      const own = fieldOfKind(entity, found, kind.value);
      const isThere = (required || own.default !== undefined) && own.missing === "absent";
      return [shownLine(blueprint, kind.schema, isThere ? { ...own, missing: "never" } : own)];
    });
    const title = classNameOf(kind.name);
    return [title, responseModel(title, lines)];
  });
  const titles = classes.map(([title]) => title);
  return [...classes, [className, unionClass(className, titles, field, "output")]];
}

function responseModel(className: string, lines: readonly Py[], parent?: string): Py {
  return py`
    class ${name(className)}(${parent === undefined ? base("ResponseModel") : name(parent)}):
        ${lines.length === 0 ? py`pass` : lines}`;
}

function shownLine(blueprint: Blueprint, schema: Schema, field: Field): Py {
  const type = outputType(blueprint, schema, field);
  const { meaning } = field;
  if (meaning.kind === "own-key" || meaning.kind === "also")
    return renamedLine(blueprint, field.name, type, meaning.of);
  return fieldLine(blueprint, field.name, type, field.missing === "absent" ? py`None` : undefined);
}

function outputType(blueprint: Blueprint, form: Schema, field: Field): Py {
  const plain = plainOutput(blueprint, field, propertyOf(blueprint, form, field.name));
  const type = annotateFurther(plain, propertyXml(blueprint, form, field.name));
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
    case "signed-in-at":
    case "ends-after":
      // What the contract calls a text stays one to those who read what is published.
      return annotate(
        base(meaning.kind === "created-at" && meaning.day ? "Day" : "Timestamp"),
        schema && schema.format === undefined
          ? [py`${imported("pydantic", "WithJsonSchema")}({"type": "string"})`]
          : [],
      );
    case "also":
      return plainOutput(blueprint, { ...field, meaning: meaning.meaning }, schema);
    case "caller-flag":
      return py`bool`;
    case "count":
      return annotate(py`int`, published(schema));
    case "file-address":
      return annotate(imported("app.addresses", "Address"), published(schema));
    case "reference":
      return representationClass(blueprint, meaning.representation);
    case "values":
      return annotate(py`list[${elementOutput(meaning, itemsOf(blueprint, schema))}]`, published(schema));
    case "tree":
      return annotate(scalarOutput(placeType(meaning.tells)), published(schema));
    case "children":
      // The class itself, which has no name yet.
      return annotate(py`list[${str(classNameOf(meaning.representation))}]`, published(schema));
    case "objects":
      return annotate(py`list[${valueClass(blueprint, meaning.value, "output")}]`, published(schema));
    case "json":
      return shapeOutput(blueprint, meaning.shape);
    case "enum":
      // What only bodies hold to a few values, answers do not promise to be one of them.
      return schema && isFree(schema, meaning.values)
        ? annotate(py`str`, published(schema))
        : annotate(choiceType(meaning.values), publishChoices(meaning.values));
    case "constant":
      return annotate(choiceType([meaning.value]), publishChoices([meaning.value]));
    case "scalar":
    case "parent-key":
    case "own-key":
    case "owner-key":
    case "total":
    case "of-named":
    case "identity":
      return annotate(scalarOutput(meaning.type), published(schema));
    case "password":
      return annotate(py`str`, [...published(schema), ...passwordFormat(schema)]);
    default:
      return annotate(py`str`, published(schema));
  }
}

function placeType(tells: TreePlace): ScalarType {
  if (tells.is === "above") return tells.type;
  return tells.is === "level" ? "integer" : "string";
}

function isFree(
  { types, enum: choices, const: only, oneOf, anyOf, allOf }: Schema,
  values: readonly unknown[],
): boolean {
  const isPlain = choices === undefined && only === undefined && [...oneOf, ...anyOf, ...allOf].length === 0;
  return isPlain && types.join() === "string" && values.every((value) => typeof value === "string");
}

function passwordFormat(schema: Schema | undefined): readonly Py[] {
  return schema?.format === "password" ? [py`${base("published")}(format="password")`] : [];
}

function elementOutput(
  { of, choices }: Extract<FieldMeaning, { readonly kind: "values" }>,
  schema: Schema | undefined,
): Py {
  return choices
    ? annotate(choiceType(choices), publishChoices(choices))
    : annotate(scalarOutput(of), published(schema));
}

import { flattenSchema } from "#contract";
import { type Field, objectsIn, type ValueObject } from "#domain";
import { concat, importOnly, type JsonLike, name, type Py, py, str } from "#python";
import type { Blueprint } from "../../blueprint.ts";
import { classConfig, propertyXml } from "../../media/xml-keywords.ts";
import type { ValueBlueprint } from "../../value-classes.ts";
import { memberInput } from "../input-types.ts";
import { propertyOf } from "../published.ts";
import { fieldLiteral } from "../typed-literal.ts";
import { annotate, annotateFurther } from "../value-types.ts";
import { base, fieldLine, type NamedClass } from "./field-line.ts";
import { givenLine, readOnlyLines } from "./given-line.ts";
import { orNull, plainOutput } from "./representations.ts";

/** What bodies bring of the objects that belong to rows: the classes of one module, those inside others first. */
export function inputClasses(blueprint: Blueprint, module: string | undefined): readonly NamedClass[] {
  const own = blueprint.values.filter((each) => each.isGiven && each.module === module);
  return own.map((each) => [each.inputClass, inputClass(blueprint, each)]);
}

/** And what answers show of them. */
export function outputClasses(blueprint: Blueprint, module: string | undefined): readonly NamedClass[] {
  const own = blueprint.values.filter((each) => each.isShown && each.module === module);
  return own.map((each) => [each.outputClass, outputClass(blueprint, each)]);
}

function inputClass(blueprint: Blueprint, each: ValueBlueprint): Py {
  const { value } = each;
  const lines = value.given.flatMap(({ field: fieldName, required }) => {
    const field = fieldIn(value, fieldName);
    if (!field) return [];
    const { type, annotations } = memberInput(blueprint, field);
    const spelled = [...annotations, ...propertyXml(blueprint, value.givenSchema, field.name)];
    return [
      givenLine(blueprint, field, required, { type, annotations: spelled }, speller(blueprint, value, field)),
    ];
  });
  const parent = value.others === "kept" ? base("OpenRequestModel") : base("RequestModel");
  const config = classConfig(blueprint, value.givenSchema);
  const all = [...config, ...lines, ...setHere(blueprint, value), ...alsoSent(blueprint, value)];
  return py`
    class ${name(each.inputClass)}(${parent}${value.others === "refused" && py`, extra="forbid"`}):
        ${all.length === 0 ? py`pass` : all}`;
}

/** What answers show and no body gives, but a value of its own says. */
function setHere(blueprint: Blueprint, value: ValueObject): readonly Py[] {
  const lines = value.shown.flatMap(({ field: fieldName }) => {
    const field = fieldIn(value, fieldName);
    const fallback = field && fixedValue(field);
    if (!field || fallback === undefined || value.given.some((given) => given.field === fieldName)) return [];
    const { type } = memberInput(blueprint, field);
    const set = py`${base("fixed")}(value=${fieldLiteral(field, fallback)})`;
    return [fieldLine(blueprint, fieldName, annotate(type, [set]), fieldLiteral(field, fallback))];
  });
  return lines.length === 0 ? [] : [py`# Taken from nobody: it is set here.`, ...lines];
}

function fixedValue({ meaning, default: declared }: Field): JsonLike | undefined {
  if (meaning.kind === "constant") return meaning.value;
  return typeof declared === "object" ? undefined : declared;
}

/** Where unknown properties are refused, those that are only read must be known, to be sent back and left alone. */
function alsoSent(blueprint: Blueprint, { others, givenSchema, given, fields }: ValueObject): readonly Py[] {
  const set = fields.filter((field) => fixedValue(field) !== undefined).map((field) => field.name);
  if (others !== "refused" || !givenSchema) return [];
  const known = new Set([...given.map(({ field }) => field), ...set]);
  const names = givenSchema.properties
    .filter(
      ({ name: property, schema }) =>
        !known.has(property) && flattenSchema(blueprint.contract, schema).readOnly,
    )
    .map(({ name: property }) => property);
  return readOnlyLines(blueprint, names);
}

function outputClass(blueprint: Blueprint, each: ValueBlueprint): Py {
  const { value } = each;
  const lines = value.shown.flatMap(({ field: fieldName }) => {
    const field = fieldIn(value, fieldName);
    return field ? [outputLine(blueprint, value, field)] : [];
  });
  return py`
    class ${name(each.outputClass)}(${base("ResponseModel")}${value.others === "kept" && py`, extra="allow"`}):
        ${lines.length === 0 ? py`pass` : [...classConfig(blueprint, value.shownSchema), ...lines]}`;
}

export function outputLine(blueprint: Blueprint, value: ValueObject, field: Field): Py {
  const schema = value.shownSchema && propertyOf(blueprint, value.shownSchema, field.name);
  const plain = plainOutput(blueprint, field, schema);
  const type = annotateFurther(plain, propertyXml(blueprint, value.shownSchema, field.name));
  const spell = speller(blueprint, value, field);
  if (field.missing === "absent")
    return fieldLine(blueprint, field.name, spell(py`${base("Omitted")}[${type}]`), py`None`);
  // What was null when it came is not kept, and null again.
  if (field.nullable || field.missing === "null")
    return fieldLine(blueprint, field.name, spell(orNull(field, type)), py`None`);
  return fieldLine(blueprint, field.name, spell(type), undefined);
}

function fieldIn(value: ValueObject, fieldName: string): Field | undefined {
  return value.fields.find((field) => field.name === fieldName);
}

/** A type that speaks of a class that comes later, as in a circle, is spelled as a text. */
function speller(blueprint: Blueprint, value: ValueObject, field: Field): (type: Py) => Py {
  const names = blueprint.values.map((each) => each.value.name);
  const later = objectsIn(field.meaning).some((inner) => names.indexOf(inner) >= names.indexOf(value.name));
  return later ? quoted : (type) => type;
}

function quoted(type: Py): Py {
  const imports = type.imports.map(({ module, symbol, as }) =>
    importOnly(module, symbol, as === undefined ? {} : { as }),
  );
  return concat(str(type.text), ...imports);
}

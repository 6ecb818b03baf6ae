import { flattenSchema, type Operation, type Schema } from "#contract";
import {
  type BodyField,
  type Entity,
  type Field,
  fieldOf,
  type OwnField,
  readBounds,
  type ScalarType,
} from "#domain";
import { imported, literal, name, type Py, py, str } from "#python";
import type { Blueprint } from "../../blueprint.ts";
import { attributeName } from "../../tables.ts";
import { inputType } from "../input-types.ts";
import { aliasOf, longString } from "../names.ts";
import { type AnnotatedType, annotate } from "../value-types.ts";
import { base } from "./field-line.ts";

/** A field that the query of a change may set. Values arrive as text, so numbers and flags are not held to JSON's strictness. */
export function queryField(
  blueprint: Blueprint,
  contract: Operation,
  entity: Entity,
  { field: title, required }: BodyField,
): readonly Py[] {
  const field = fieldOf(entity, title);
  const parameter = contract.parameters.find(
    ({ in: place, name: each }) => place === "query" && each === title,
  );
  if (!field || !parameter) return [];
  const declared = flattenSchema(blueprint.contract, parameter.schema);
  const { type, annotations } = looseInput(blueprint, entity, field);
  const more = isNarrowed(field, declared)
    ? [py`${imported("pydantic", "WithJsonSchema")}(${literal({ type: "string", ...readBounds(declared) })})`]
    : [];
  const value = annotate(type, [...annotations, ...more]);
  const alias = aliasOf(blueprint, title);
  const settings = [
    ...(alias === undefined ? [] : [py`alias=${str(alias)}`]),
    ...(parameter.description === "" ? [] : [py`description=${longString(parameter.description)}`]),
  ];
  const described = settings.length === 0 ? [] : [py`${imported("pydantic", "Field")}(${settings})`];
  const attribute = name(attributeName(title));
  return required
    ? [py`${attribute}: ${annotate(value, described)}`]
    : [py`${attribute}: ${annotate(py`${base("Omittable")}[${value}]`, described)} = None`];
}

/** Whether rows are held to more than the contract says of the parameter, which may be any text to those who read it. */
function isNarrowed({ meaning, bounds }: Field, declared: Schema): boolean {
  if (meaning.kind === "enum") return declared.enum === undefined;
  if (meaning.kind !== "scalar" || meaning.type !== "string") return false;
  const own = new Map<string, unknown>(Object.entries(readBounds(declared)));
  return Object.entries(bounds).some(([name, value]) => own.get(name) !== value);
}

function looseInput(blueprint: Blueprint, entity: Entity, field: Field): AnnotatedType {
  const { meaning, bounds } = field;
  const type = meaning.kind === "scalar" ? meaning.type : "string";
  switch (type) {
    case "integer": {
      const check = base(bounds.format === "int32" ? "refuse_beyond_int32" : "refuse_beyond_int64");
      const format =
        bounds.format === undefined ? [] : [py`${base("published")}(format=${str(bounds.format)})`];
      return {
        type: py`int`,
        annotations: [py`${imported("pydantic", "AfterValidator")}(${check})`, ...format],
      };
    }
    case "number":
      return { type: imported("pydantic", "FiniteFloat"), annotations: [] };
    case "boolean":
      return { type: py`bool`, annotations: [] };
    default:
      return inputType(blueprint, entity, field, false);
  }
}

/** Keys of rows, one or many. */
export function keysField(
  blueprint: Blueprint,
  contract: Operation,
  keys: OwnField | undefined,
  required: boolean,
): readonly Py[] {
  if (!keys?.of) return [];
  const { type, annotations } = looseKey(keys.of.type);
  const { minItems, maxItems } = keys.bounds;
  const alias = aliasOf(blueprint, keys.name);
  const description = contract.parameters.find(({ name: each }) => each === keys.name)?.description ?? "";
  const settings = [
    ...(minItems === undefined ? [] : [py`min_length=${minItems}`]),
    ...(maxItems === undefined ? [] : [py`max_length=${maxItems}`]),
    ...(alias === undefined ? [] : [py`alias=${str(alias)}`]),
    ...(description === "" ? [] : [py`description=${longString(description)}`]),
    ...(required ? [] : [py`default_factory=list`]),
  ];
  const more = [
    ...(settings.length === 0 ? [] : [py`${imported("pydantic", "Field")}(${settings})`]),
    ...(maxItems === undefined
      ? [py`${imported("pydantic", "AfterValidator")}(${base("refuse_many")})`]
      : []),
  ];
  return [py`${name(attributeName(keys.name))}: ${annotate(py`list[${annotate(type, annotations)}]`, more)}`];
}

/** A key as it stands in a query. */
function looseKey(type: ScalarType): AnnotatedType {
  if (type === "integer")
    return {
      type: py`int`,
      annotations: [py`${imported("pydantic", "AfterValidator")}(${base("refuse_beyond_int64")})`],
    };
  return { type: type === "uuid" ? imported("uuid", "UUID") : base("Text"), annotations: [] };
}

/** A part of what somebody signs in with: asked for, also where the contract lets it be left out. */
export function credentialField(
  blueprint: Blueprint,
  contract: Operation,
  entity: Entity,
  { field: title }: BodyField,
): readonly Py[] {
  const field = fieldOf(entity, title);
  if (!field) return [];
  const { type, annotations } = inputType(blueprint, entity, field, true);
  const alias = aliasOf(blueprint, title);
  const description = contract.parameters.find(({ name: each }) => each === title)?.description ?? "";
  const settings = [
    ...(alias === undefined ? [] : [py`alias=${str(alias)}`]),
    ...(description === "" ? [] : [py`description=${longString(description)}`]),
  ];
  const described = settings.length === 0 ? [] : [py`${imported("pydantic", "Field")}(${settings})`];
  return [py`${name(attributeName(title))}: ${annotate(type, [...annotations, ...described])}`];
}

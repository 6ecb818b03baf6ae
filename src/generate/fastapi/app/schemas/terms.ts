import {
  comparedType,
  type Entity,
  type Field,
  type FilterLanguage,
  fieldOf,
  type ListLinesBehaviour,
  type ScalarType,
} from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { type Blueprint, entityNamed, type OperationBlueprint } from "../../blueprint.ts";
import { attributeName } from "../../tables.ts";
import { aliasOf, longString } from "../names.ts";
import { annotate, choiceType } from "../value-types.ts";
import { base, type NamedClass } from "./field-line.ts";

/** Conditions that callers write in one text, taken apart: each with its values. */
export function termsClass(blueprint: Blueprint, operation: OperationBlueprint): readonly NamedClass[] {
  const { behaviour } = operation.meaning;
  const { termsClass: title } = operation;
  const isList = behaviour.kind === "list" || behaviour.kind === "list-lines";
  if (!isList || !behaviour.language || title === undefined) return [];
  const { language } = behaviour;
  const entity = entityNamed(blueprint, behaviour.entity);
  const fields = behaviour.kind === "list" ? entity.fields : lineTerms(blueprint, behaviour);
  const lines = language.terms.flatMap(({ name: term, field: fieldName, by }) => {
    const field = fieldOf({ fields }, fieldName);
    if (!field) return [];
    const alias = aliasOf(blueprint, term);
    const aliased = alias === undefined ? [] : [py`alias=${str(alias)}`];
    const attribute = name(attributeName(term));
    const settings = (...given: readonly Py[]): readonly Py[] =>
      given.length === 0 ? [] : [py`${imported("pydantic", "Field")}(${given})`];
    if (by === "since")
      return [py`${attribute}: ${annotate(py`${base("Span")} | None`, settings(...aliased))} = None`];
    const bounds = language.several ? [] : [py`max_length=1`];
    const type = py`list[${valueType(field)}]`;
    return [py`${attribute}: ${annotate(type, settings(py`default_factory=list`, ...bounds, ...aliased))}`];
  });
  return [
    [
      title,
      py`
        class ${name(title)}(${base("RequestModel")}, extra="forbid"):
            ${lines}`,
    ],
  ];
}

/** The parameter itself: a text to those who read what is published. */
export function languageLine(
  blueprint: Blueprint,
  { parameter, description }: FilterLanguage,
  title: string,
  required = false,
): Py {
  const alias = aliasOf(blueprint, parameter);
  const settings = [
    ...(alias === undefined ? [] : [py`alias=${str(alias)}`]),
    ...(description === "" ? [] : [py`description=${longString(description)}`]),
  ];
  const type = annotate(py`${name(title)}${!required && py` | None`}`, [
    py`${imported("pydantic", "BeforeValidator")}(${base("take_pairs_apart")})`,
    py`${imported("pydantic", "WithJsonSchema")}({"type": "string"})`,
    ...(settings.length === 0 ? [] : [py`${imported("pydantic", "Field")}(${settings})`]),
  ]);
  return py`${name(attributeName(parameter))}: ${type}${!required && py` = None`}`;
}

/** What conditions on lines may speak of: what they hold, and the key of the row that holds them. */
function lineTerms(
  { domain }: Blueprint,
  { entity: entityName, field: list, language }: ListLinesBehaviour,
): readonly Field[] {
  const entity = domain.entities.find(({ name: each }) => each === entityName);
  const meaning = entity && fieldOf(entity, list)?.meaning;
  const value = domain.values.find(({ name: each }) => meaning?.kind === "objects" && each === meaning.value);
  const key = entity && fieldOf(entity, entity.identity.field);
  const members = value?.fields ?? [];
  const own = language?.terms.find(({ field }) => !members.some(({ name: each }) => each === field));
  return [...(key && own ? [{ ...key, name: own.field }] : []), ...members];
}

/** The type of one value: it comes as a text, so numbers and flags are not held to JSON's strictness. */
function valueType(field: Field): Py {
  if (field.meaning.kind === "enum") return choiceType(field.meaning.values);
  const type: ScalarType = comparedType(field) ?? "string";
  if (type === "integer") return base("BigInt");
  if (type === "boolean") return py`bool`;
  return base(type === "uuid" ? "Uuid" : "Text");
}

/** How a service names what the parameter holds. */
export function termConditions(entity: Entity, title: Py, { terms }: FilterLanguage): readonly Py[] {
  return terms.flatMap(({ name: term, field: fieldName, by }) => {
    const field = fieldOf(entity, fieldName);
    if (!field) return [];
    const condition = imported("app.terms", by === "any" ? "any_of" : "since");
    return [
      py`*${condition}(${title}.${name(attributeName(field.name))}, terms.${name(attributeName(term))})`,
    ];
  });
}

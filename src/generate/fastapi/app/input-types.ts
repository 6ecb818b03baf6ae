import { pascalCase } from "#base";
import type { Bounds, Entity, Field, ScalarType } from "#domain";
import { hasWord } from "#domain";
import { imported, literal, name, type Py, py, str } from "#python";
import type { Blueprint } from "../blueprint.ts";
import { isSearched, tableColumn } from "../tables.ts";

const mailWords = new Set(["email", "mail", "e"]);

/** Whether accounts sign in with a mail address, whose case does not matter. */
export function signsInByMail(field: Field): boolean {
  return field.bounds.format === "email" || hasWord(field.name, mailWords);
}

/** Whether a field is chosen by the client and selected by a path: then it must be usable as one segment of it. */
export function isPathKey(entity: Entity, field: Field): boolean {
  return entity.identity.field === field.name && entity.identity.by === "client";
}

export function isLoginField(blueprint: Blueprint, entity: Entity, field: Field): boolean {
  return entity === blueprint.account && field.name === blueprint.domain.accounts?.loginField;
}

const base = (symbol: string): Py => imported("app.schemas", symbol);

/** The type of a field in a request body. `signingIn`: what is compared, not kept, is not held to more than need be. */
export function inputType(
  blueprint: Blueprint,
  entity: Entity,
  field: Field,
  signingIn: boolean,
  more: readonly Py[] = [],
): Py {
  const known = namedType(blueprint, entity, field, signingIn);
  if (known) return annotate(known, more);
  const { type, annotations } = plainType(blueprint, entity, field);
  return annotate(type, [...annotations, ...more]);
}

/** The type of a field that has a rule of its own, by which it is called. */
function namedType(blueprint: Blueprint, entity: Entity, field: Field, signingIn: boolean): Py | undefined {
  const { meaning } = field;
  if (isPathKey(entity, field)) return name(pascalCase(field.name));
  if (isLoginField(blueprint, entity, field))
    return name(`${signingIn ? "" : "Filled"}${pascalCase(field.name)}`);
  return meaning.kind === "password"
    ? signingIn
      ? base("Text")
      : name(`Filled${pascalCase(field.name)}`)
    : undefined;
}

interface AnnotatedType {
  readonly type: Py;
  readonly annotations: readonly Py[];
}

function plainType(blueprint: Blueprint, entity: Entity, field: Field): AnnotatedType {
  const { meaning } = field;
  switch (meaning.kind) {
    case "enum":
      return {
        type: oneOf(meaning.values),
        annotations: [],
      };
    case "values":
      return valuesType(blueprint, entity, field, meaning.of, meaning.bounds);
    case "scalar":
      return {
        type: scalarInput(meaning.type, isIndexed(blueprint, entity, field)),
        annotations: limitsOf(meaning.type, field.bounds),
      };
    default:
      return { type: base("Text"), annotations: [] };
  }
}

function isIndexed(blueprint: Blueprint, entity: Entity, field: Field): boolean {
  const column = tableColumn(blueprint.tables, entity, field);
  return column?.type.kind === "string" && field.bounds.maxLength === undefined;
}

function valuesType(
  blueprint: Blueprint,
  entity: Entity,
  field: Field,
  of: ScalarType,
  bounds: Bounds,
): AnnotatedType {
  const item = annotate(
    scalarInput(of, of === "string" && bounds.maxLength === undefined),
    limitsOf(of, bounds),
  );
  const annotations = [
    ...(isSearched(blueprint.domain, entity, field)
      ? [py`${imported("pydantic", "AfterValidator")}(drop_repeated)`]
      : []),
    ...itemLimits(field.bounds),
  ];
  return { type: py`list[${item}]`, annotations };
}

/** What bounds the length of a list, as an annotation of its type. */
export function itemLimits({ minItems, maxItems }: Bounds): readonly Py[] {
  const limits = [
    ...(minItems === undefined ? [] : [py`min_length=${minItems}`]),
    ...(maxItems === undefined ? [] : [py`max_length=${maxItems}`]),
  ];
  return limits.length > 0 ? [py`${imported("pydantic", "Field")}(${limits})`] : [];
}

/** The type of an enumeration's values. */
export function oneOf(values: readonly string[]): Py {
  return py`${imported("typing", "Literal")}[${values.map((value) => str(value))}]`;
}

export function annotate(type: Py, annotations: readonly Py[]): Py {
  return annotations.length === 0 ? type : py`${imported("typing", "Annotated")}[${[type, ...annotations]}]`;
}

function scalarInput(type: ScalarType, indexed: boolean): Py {
  switch (type) {
    case "string":
      return base(indexed ? "IndexedText" : "Text");
    case "integer":
      return imported("pydantic", "StrictInt");
    case "number":
      return imported("pydantic", "StrictFloat");
    case "boolean":
      return imported("pydantic", "StrictBool");
    case "date-time":
      return imported("pydantic", "AwareDatetime");
    case "date":
      return imported("datetime", "date");
    case "uuid":
      return imported("uuid", "UUID");
    case "decimal":
      return imported("decimal", "Decimal");
  }
}

/** What bounds a text or a number, as an annotation of its type. */
export function limitsOf(scalar: ScalarType, bounds: Bounds): readonly Py[] {
  const limits: Py[] = [];
  const limit = (keyword: string, value: number | undefined): void => {
    if (value !== undefined) limits.push(py`${name(keyword)}=${literal(value)}`);
  };
  if (scalar === "string") {
    limit("min_length", bounds.minLength);
    limit("max_length", bounds.maxLength);
    if (bounds.pattern !== undefined) limits.push(py`pattern=${str(bounds.pattern)}`);
  }
  limit("ge", bounds.minimum);
  limit("le", bounds.maximum);
  limit("gt", bounds.exclusiveMinimum);
  limit("lt", bounds.exclusiveMaximum);
  limit("multiple_of", bounds.multipleOf);
  return limits.length === 0 ? [] : [py`${imported("pydantic", "Field")}(${limits})`];
}

import { type Entity, type Field, type FieldMeaning, fieldOf, hasWord } from "#domain";
import { imported, name, type Py, py } from "#python";
import { type Blueprint, valuesTableOf } from "../blueprint.ts";
import { classNameOf } from "../python-names.ts";
import { isSearched, isSearchedMember, tableColumn } from "../tables.ts";
import { listInput, shapeInput, valueClass } from "./shape-types.ts";
import { textAlias } from "./text-formats.ts";
import { type AnnotatedType, annotate, choiceInput, scalarInput } from "./value-types.ts";

const mailWords = new Set(["email", "mail", "e"]);

/** Whether accounts sign in with a mail address, whose case does not matter. */
export function signsInByMail(field: Field): boolean {
  return field.bounds.format === "email" || hasWord(field.name, mailWords);
}

/** Whether a field is chosen by the client and selected by a path: then it must be usable as one segment of it. */
export function isPathKey(entity: Entity, field: Field): boolean {
  const isText = field.meaning.kind === "scalar" && field.meaning.type === "string";
  return isText && entity.identity.field === field.name && entity.identity.by === "client";
}

/** Whether people sign in by a field, whatever signing in calls it. */
export function isLoginField(blueprint: Blueprint, entity: Entity, { name: title }: Field): boolean {
  const { loginField, loginAs } = blueprint.domain.accounts ?? {};
  return entity === blueprint.account && (title === loginField || title === loginAs);
}

/** The field of accounts that a field is. */
function keptField(blueprint: Blueprint, entity: Entity, field: Field): Field | undefined {
  const { loginField = "" } = blueprint.domain.accounts ?? {};
  return fieldOf(entity, isLoginField(blueprint, entity, field) ? loginField : field.name);
}

/** What the type is called of what people sign in with: by the field, where that is no type of all modules. */
export function loginAlias(blueprint: Blueprint, field: Field): string {
  const title = aliasName(blueprint, field);
  return textAlias(field.bounds) === title ? `SignIn${title}` : title;
}

/** Whether a new account is held to more than signing in is: a text of a form is never blank. */
export function isFilledApart({ bounds }: Field): boolean {
  const { minLength, maxLength, pattern } = bounds;
  const isBounded = minLength !== undefined || maxLength !== undefined || pattern !== undefined;
  return isBounded || textAlias(bounds) === undefined;
}

const base = (symbol: string): Py => imported("app.schemas", symbol);

/** The type of a field in a request body. `signingIn`: what is compared, not kept, is not held to more than need be. */
export function inputType(
  blueprint: Blueprint,
  entity: Entity,
  field: Field,
  signingIn: boolean,
): AnnotatedType {
  if (signingIn && isOfAnyForm(blueprint, entity, field)) {
    // Failures are counted by it, so its length is bounded as the account's is.
    const checks = signsInByMail(keptField(blueprint, entity, field) ?? field)
      ? [py`${name("str")}.lower`, base("refuse_long")]
      : [];
    const annotations = checks.map((check) => py`${imported("pydantic", "AfterValidator")}(${check})`);
    return { type: base(annotations.length > 0 ? "Text" : "IndexedText"), annotations };
  }
  const known = namedType(blueprint, entity, field, signingIn);
  return known ? { type: known, annotations: [] } : plainType(blueprint, entity, field);
}

/** Whether signing in takes what accounts are called by in any form, where a new account is held to one. */
export function isOfAnyForm(blueprint: Blueprint, entity: Entity, field: Field): boolean {
  const kept = keptField(blueprint, entity, field);
  return (
    isLoginField(blueprint, entity, field) &&
    kept?.bounds.format !== undefined &&
    field.bounds.format === undefined
  );
}

/** The type of a field that has a rule of its own, by which it is called. */
function namedType(blueprint: Blueprint, entity: Entity, field: Field, signingIn: boolean): Py | undefined {
  const { meaning } = field;
  if (isPathKey(entity, field)) return name(aliasName(blueprint, field));
  if (isLoginField(blueprint, entity, field))
    return name(
      `${signingIn || !isFilledApart(field) ? "" : "Filled"}${loginAlias(blueprint, keptField(blueprint, entity, field) ?? field)}`,
    );
  return meaning.kind === "password"
    ? signingIn
      ? base("Text")
      : name(`Filled${passwordAlias(blueprint, entity, field)}`)
    : undefined;
}

/** How the type of a password is called: one that is called as the account's, and held to something else, is a new one. */
export function passwordAlias(blueprint: Blueprint, entity: Entity, field: Field): string {
  const title = aliasName(blueprint, field);
  const kept = entity.fields.find(
    ({ name: each, meaning }) => each === field.name && meaning.kind === "password",
  );
  return kept && JSON.stringify(kept.bounds) !== JSON.stringify(field.bounds) ? `New${title}` : title;
}

/** How the type of such a field is called: as the field, unless a row or a class of the API has that name. */
export function aliasName({ domain }: Blueprint, field: Field): string {
  const title = classNameOf(field.name);
  const taken = domain.entities.flatMap(({ name: entity, representations }) => [
    entity,
    ...representations.map((form) => form.name),
  ]);
  return taken.some((other) => classNameOf(other) === title) ? `${title}Value` : title;
}

function plainType(blueprint: Blueprint, entity: Entity, field: Field): AnnotatedType {
  const plain = listOrPlain(blueprint, entity, field);
  if (!field.namesEach || field.bounds.maxItems !== undefined) return plain;
  // All of them are looked up in one statement.
  const refuse = py`${imported("pydantic", "AfterValidator")}(${base("refuse_many")})`;
  return { ...plain, annotations: [...plain.annotations, refuse] };
}

function listOrPlain(blueprint: Blueprint, entity: Entity, field: Field): AnnotatedType {
  const { meaning } = field;
  if (meaning.kind === "values") return valuesType(blueprint, entity, field, meaning);
  if (meaning.kind === "scalar")
    return scalarInput(meaning.type, field.bounds, isIndexed(blueprint, entity, field));
  return memberInput(blueprint, field);
}

/** The type of a field that no entity adds anything to, as those of objects inside rows are. */
export function memberInput(blueprint: Blueprint, field: Field): AnnotatedType {
  const { meaning, bounds } = field;
  switch (meaning.kind) {
    case "enum":
      return choiceInput(meaning.values);
    case "constant":
      return choiceInput([meaning.value]);
    case "identity":
    case "owner-key":
      return scalarInput(meaning.type, bounds, false);
    case "scalar": {
      const isIndexed = bounds.maxLength === undefined && isSearchedMember(blueprint.domain, field);
      return scalarInput(meaning.type, bounds, isIndexed);
    }
    case "objects": {
      const { type, annotations } = listInput(valueClass(blueprint, meaning.value, "input"), bounds);
      const cut = meaning.names && bounds.maxItems === undefined;
      const refuse = py`${imported("pydantic", "AfterValidator")}(${base("refuse_many")})`;
      return { type, annotations: cut ? [...annotations, refuse] : annotations };
    }
    case "json":
      return shapeInput(blueprint, meaning.shape);
    default:
      return { type: base("Text"), annotations: [] };
  }
}

function isIndexed(blueprint: Blueprint, entity: Entity, field: Field): boolean {
  const column = tableColumn(blueprint.tables, entity, field);
  return column?.type.kind === "string" && field.bounds.maxLength === undefined;
}

/** Whether the column of a list's values holds less text than anything. */
export function isIndexedElement(blueprint: Blueprint, entity: Entity, field: Field): boolean {
  const { columns } = valuesTableOf(blueprint, entity.name, field.name);
  return columns.some(({ type }) => type.kind === "string");
}

function valuesType(
  blueprint: Blueprint,
  entity: Entity,
  field: Field,
  { of, bounds, choices }: Extract<FieldMeaning, { readonly kind: "values" }>,
): AnnotatedType {
  const element = choices
    ? choiceInput(choices)
    : scalarInput(of, bounds, bounds.maxLength === undefined && isIndexedElement(blueprint, entity, field));
  const item = annotate(element.type, element.annotations);
  if (!isSearched(blueprint.domain, entity, field)) return listInput(item, field.bounds);
  const { uniqueItems: _, ...limits } = field.bounds;
  const { type, annotations } = listInput(item, limits);
  const once = py`${imported("pydantic", "AfterValidator")}(drop_repeated)`;
  return { type, annotations: [once, ...annotations] };
}

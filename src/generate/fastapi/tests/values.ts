import { splitWords } from "#base";
import { anySchema, equalValues, numberedText } from "#contract";
import {
  type Bounds,
  type Entity,
  elementName,
  type Field,
  type PasswordSign,
  type ScalarType,
  type ScalarValue,
} from "#domain";
import { formatted, imported, importedModule, type JsonLike, literal, name, type Py, py, str } from "#python";
import { isIndexedElement, isPathKey, signsInByMail } from "../app/input-types.ts";
import { indexedLength, isSearched, tableColumn } from "../tables.ts";
import { suitingAll } from "./common-limits.ts";
import { type Kit, operationsOf, variable } from "./kit.ts";
import { fitText, isChecked, ordinalOf, sampleNumber, sampleOfForm, sampleScalar } from "./scalar-samples.ts";
import { sampleMember } from "./value-samples.ts";

/** A value that the contract accepts in a field; another one for each number. */
export function sampleValue(kit: Kit, entity: Entity, given: Field, number: number): JsonLike {
  const field = suitingAll(kit, entity, given);
  const { meaning, bounds } = field;
  const ordinal = ordinalOf(number);
  switch (meaning.kind) {
    case "enum":
      return chosen(choicesOf(kit, entity, field, meaning.values), number);
    case "constant":
      return meaning.value;
    case "values":
      // Not in the order of the alphabet, so that a test sees whether the order is kept.
      return [sampleElement(kit, field, number + 1), sampleElement(kit, field, number)];
    case "json":
    case "objects":
      return sampleMember(kit, field, { number, isSmall: false, depth: 0 });
    case "scalar":
      return sampleScalar(kit, meaning.type, bounds, number, () => {
        if (isMail(kit, entity, field)) return `${ordinal}@example.com`;
        if (isPathKey(entity, field)) return `${ordinal}_${variable(kit, entity.name)}`;
        return sampleText(field.name, bounds, ordinal);
      });
    case "password":
      return strongText(sampleText(field.name, bounds, ordinal), field);
    default:
      return sampleText(field.name, bounds, ordinal);
  }
}

/** A value that a row which a factory made does not have: of a few values, the next one may be the first again. */
export function changedValue(kit: Kit, entity: Entity, field: Field): JsonLike {
  const held = field.optional ? (field.default ?? null) : sampleValue(kit, entity, field, 0);
  const values = [2, 1, 0].map((number) => sampleValue(kit, entity, field, number));
  return values.find((value) => !equalValues(value, held)) ?? values[0] ?? null;
}

/** The values of a field, first those with which nothing else has to be given. */
function choicesOf(
  kit: Kit,
  entity: Entity,
  field: Field,
  values: readonly ScalarValue[],
): readonly ScalarValue[] {
  const making = [
    ...operationsOf(kit, "create"),
    ...operationsOf(kit, "create-many"),
    ...operationsOf(kit, "register"),
  ];
  const needs = making.flatMap(({ meaning: { behaviour } }) =>
    behaviour.entity === entity.name ? (behaviour.body.needs ?? []) : [],
  );
  const asks = (value: ScalarValue): boolean =>
    needs.some((need) => need.where === field.name && need.is === value);
  return values.toSorted((one, other) => Number(asks(one)) - Number(asks(other)));
}

function chosen(values: readonly ScalarValue[], number: number): ScalarValue {
  return values[number % Math.max(values.length, 1)] ?? "";
}

/** One element of a list of values: `second tag`. */
export function sampleElement(kit: Kit, field: Field, number: number): JsonLike {
  const { meaning } = field;
  if (meaning.kind !== "values") return ordinalOf(number);
  if (meaning.choices) return chosen(meaning.choices, number);
  return sampleScalar(kit, meaning.of, meaning.bounds, number, () =>
    fitText(`${ordinalOf(number)} ${splitWords(elementName(field.name)).join(" ")}`, meaning.bounds),
  );
}

/** A text with the signs that a password must have. */
function strongText(text: string, { meaning, bounds }: Field): string {
  const signs = meaning.kind === "password" ? (meaning.signs ?? []) : [];
  const ending = signs.map(signSample).join("");
  return text.slice(0, (bounds.maxLength ?? indexedLength) - ending.length) + ending;
}

/** A sign of a kind. */
export function signSample({ kind, among }: PasswordSign): string {
  return { lower: "a", upper: "A", digit: "1", special: among?.charAt(0) ?? "!" }[kind];
}

function sampleText(fieldName: string, bounds: Bounds, ordinal: string): string {
  const text = `${ordinal} ${splitWords(fieldName).join(" ")}`;
  return fitText(text.charAt(0).toUpperCase() + text.slice(1), bounds);
}

/** What a factory gives a field: valid, and another value for each row where that may matter. */
export function factoryValue(kit: Kit, entity: Entity, given: Field): Py {
  const field = suitingAll(kit, entity, given);
  const { meaning, bounds } = field;
  const number = name("number");
  if (meaning.kind === "values") {
    const elements = py`[${factoryElement(kit, field)}]`;
    return isFreeElement(kit, field) ? sequence(elements) : made(elements);
  }
  if (isStart(entity, given)) return sequence(formatted([py`2001 + number % 900`, "-02-03T04:05:06.789Z"]));
  if (meaning.kind === "enum") return literal(choicesOf(kit, entity, field, meaning.values)[0] ?? "");
  if (meaning.kind === "constant") return literal(meaning.value);
  if (meaning.kind === "json" || meaning.kind === "objects") return made(literal(smallValue(kit, field)));
  if (meaning.kind === "scalar" && meaning.type !== "string") return factoryScalar(kit, meaning.type, field);
  const holder = variable(kit, entity.name);
  if (isMail(kit, entity, field)) return sequence(formatted([holder, number, "@example.com"]));
  if (isChecked(bounds, kit)) return factoryOfForm(kit, field);
  if (isPathKey(entity, field)) return sequence(formatted([holder, number]));
  if (bounds.maxLength !== undefined && bounds.maxLength < field.name.length + 6)
    return sequence(formatted([number]));
  const words = splitWords(field.name).join(" ");
  const signs = meaning.kind === "password" ? (meaning.signs ?? []).map(signSample).join("") : "";
  const text = formatted([`${words.charAt(0).toUpperCase()}${words.slice(1)} ${signs}`, number]);
  return sequence(
    bounds.minLength === undefined || bounds.minLength < 3
      ? text
      : py`${text}.ljust(${bounds.minLength}, ".")`,
  );
}

/** Whether something begins then that lasts: two in one place may not lie at one time. */
function isStart({ fields }: Entity, { name: start }: Field): boolean {
  return fields.some(({ meaning }) => meaning.kind === "ends-after" && meaning.start === start);
}

/** What a factory gives a field that is kept whole: no more than must be. */
export function smallValue(kit: Kit, field: Field): JsonLike {
  return sampleMember(kit, field, { number: 0, isSmall: true, depth: 0 });
}

/** A new value for each row; what is empty is made by its type. */
function made(value: Py): Py {
  const type = { "{}": "dict", "[]": "list" }[value.text];
  return py`${imported("factory.declarations", "LazyFunction")}(${type === undefined ? py`lambda: ${value}` : name(type)})`;
}

function sequence(expression: Py): Py {
  return py`${imported("factory.declarations", "Sequence")}(lambda number: ${expression})`;
}

const distinctForms = 24;

/** Texts of a form, taken in turn where no two rows may have the same. */
function factoryOfForm(kit: Kit, { bounds, unique }: Field): Py {
  const number = name("number");
  if (bounds.pattern === undefined && /^(uri|url|iri)$/.test(bounds.format ?? ""))
    return sequence(formatted(["https://example.com/", number]));
  if (!unique) return literal(sampleOfForm(kit, bounds, 0) ?? "");
  const { contract } = kit.blueprint;
  const numbered = numberedText({ ...anySchema(contract.span), types: ["string"], ...bounds });
  if (numbered) {
    const { before, digits, after } = numbered;
    return sequence(formatted([before, py`str(number % ${10 ** digits}).zfill(${digits})`, after]));
  }
  const made = Array.from({ length: distinctForms }, (_, index) => sampleOfForm(kit, bounds, index) ?? "");
  const distinct = [...new Set(made)];
  return sequence(py`(${distinct.map((each) => str(each))},)[number % ${distinct.length}]`);
}

function factoryElement(kit: Kit, field: Field): Py {
  return isFreeElement(kit, field)
    ? formatted([`${splitWords(elementName(field.name)).join(" ")} `, name("number")])
    : literal(sampleElement(kit, field, 0));
}

/** Whether the values of a list are texts of any form. */
function isFreeElement(kit: Kit, { meaning }: Field): boolean {
  return (
    meaning.kind === "values" &&
    meaning.of === "string" &&
    !meaning.choices &&
    !isChecked(meaning.bounds, kit)
  );
}

function factoryScalar(kit: Kit, type: ScalarType, field: Field): Py {
  if (!field.unique) return literal(sampleScalar(kit, type, field.bounds, 0, () => ""));
  if (type === "uuid") return sequence(py`str(${importedModule("uuid")}.UUID(int=number))`);
  return sequence(py`${uniqueStart(field.bounds)} + number`);
}

/** Off the values that tests give themselves, where there is room. */
function uniqueStart(bounds: Bounds): number {
  const [start, far] = [sampleNumber(bounds, 0), sampleNumber(bounds, 1_000)];
  return Math.max(far, start);
}

/** Whether the case of a field does not matter, because people sign in with it and it is a mail address. */
export function isMail(kit: Kit, entity: Entity, field: Field): boolean {
  return (
    (field.bounds.format === "email" && field.bounds.pattern === undefined) ||
    (entity.name === kit.account?.entity.name &&
      field.name === kit.account.accounts.loginField &&
      signsInByMail(field))
  );
}

/** The longest text that a field takes, where something bounds it. */
export function longestText(kit: Kit, entity: Entity, field: Field): number | undefined {
  const { meaning, bounds } = field;
  if (meaning.kind !== "scalar" || meaning.type !== "string" || bounds.pattern !== undefined)
    return undefined;
  if (bounds.maxLength !== undefined) return bounds.maxLength;
  const column = tableColumn(kit.blueprint.tables, entity, field);
  return column?.type.kind === "string" ? indexedLength : undefined;
}

/** Whether a field is a plain text: any characters, no pattern, no format. */
export function isFreeText(field: Field): boolean {
  const { meaning, bounds } = field;
  if (bounds.pattern !== undefined) return false;
  return meaning.kind === "password" || (meaning.kind === "scalar" && meaning.type === "string");
}

/** The element's longest text in a list of values. */
export function longestElement(kit: Kit, entity: Entity, field: Field): number | undefined {
  const { meaning } = field;
  if (meaning.kind !== "values" || meaning.of !== "string" || meaning.choices) return undefined;
  if (isChecked(meaning.bounds, kit)) return undefined;
  const isCut = isIndexedElement(kit.blueprint, entity, field);
  return meaning.bounds.maxLength ?? (isCut ? indexedLength : undefined);
}

/** A list of Python literals, as they stand in a test's parameters. */
export function literals(values: readonly JsonLike[]): Py {
  return py`[${values.map((value) => literal(value))}]`;
}

export function texts(values: readonly string[]): readonly Py[] {
  return values.map((value) => str(value));
}

/** A list of values as it is kept: labels that are looked up each once and in their own order, others as they were given. */
export function keptValues(
  kit: Kit,
  entity: Entity,
  field: Field,
  values: readonly JsonLike[],
): readonly JsonLike[] {
  return isSearched(kit.domain, entity, field) ? [...new Set(values)].toSorted() : values;
}

/** `assert left == right`, or `is` where that is how Python compares. */
export function assertEqual(left: Py, right: Py): Py {
  const isSingleton = ["True", "False", "None"].includes(right.text);
  return isSingleton ? py`assert ${left} is ${right}` : py`assert ${left} == ${right}`;
}

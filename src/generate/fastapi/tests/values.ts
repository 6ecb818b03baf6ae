import { splitWords } from "#base";
import { type Bounds, type Entity, elementName, type Field, type ScalarType } from "#domain";
import { formatted, imported, importedModule, type JsonLike, literal, name, type Py, py, str } from "#python";
import { isPathKey, signsInByMail } from "../app/input-types.ts";
import { indexedLength, isSearched, tableColumn } from "../tables.ts";
import { type Kit, variable } from "./kit.ts";

const ordinals = ["first", "second", "third", "fourth", "fifth", "sixth"] as const;

/** A value that the contract accepts in a field; another one for each number. */
export function sampleValue(kit: Kit, entity: Entity, field: Field, number: number): JsonLike {
  const { meaning, bounds } = field;
  const ordinal = ordinals[number % ordinals.length] ?? "first";
  switch (meaning.kind) {
    case "enum":
      return meaning.values[number % Math.max(meaning.values.length, 1)] ?? "";
    case "values":
      // Not in the order of the alphabet, so that a test sees whether the order is kept.
      return [sampleElement(field, number + 1), sampleElement(field, number)];
    case "scalar":
      return sampleScalar(meaning.type, bounds, number, () => {
        if (isMail(kit, entity, field)) return fitText(`${ordinal}@example.com`, bounds);
        if (isPathKey(entity, field)) return fitText(`${ordinal}_${variable(kit, entity.name)}`, bounds);
        return sampleText(field.name, bounds, ordinal);
      });
    default:
      return sampleText(field.name, bounds, ordinal);
  }
}

/** One element of a list of values: `second tag`. */
export function sampleElement(field: Field, number: number): JsonLike {
  const { meaning } = field;
  const ordinal = ordinals[number % ordinals.length] ?? "first";
  if (meaning.kind !== "values") return ordinal;
  return sampleScalar(meaning.of, meaning.bounds, number, () =>
    fitText(`${ordinal} ${splitWords(elementName(field.name)).join(" ")}`, meaning.bounds),
  );
}

function sampleText(fieldName: string, bounds: Bounds, ordinal: string): string {
  if (bounds.format === "uri" || bounds.format === "url") return `https://example.com/${ordinal}`;
  const text = `${ordinal} ${splitWords(fieldName).join(" ")}`;
  return fitText(text.charAt(0).toUpperCase() + text.slice(1), bounds);
}

function fitText(text: string, bounds: Bounds): string {
  return text.slice(0, bounds.maxLength ?? indexedLength).padEnd(bounds.minLength ?? 0, ".");
}

function sampleScalar(type: ScalarType, bounds: Bounds, number: number, text: () => string): JsonLike {
  switch (type) {
    case "string":
      return text();
    case "integer":
      return sampleNumber(bounds, number);
    case "number":
      return (
        sampleNumber(bounds, number) +
        (bounds.multipleOf === undefined && bounds.maximum === undefined ? 0.5 : 0)
      );
    case "decimal":
      return `${sampleNumber(bounds, number)}.50`;
    case "boolean":
      return number % 2 === 0;
    case "date-time":
      return `203${number % 10}-02-03T04:05:06.789Z`;
    case "date":
      return `203${number % 10}-02-03`;
    case "uuid":
      return `00000000-0000-4000-8000-00000000000${number % 10}`;
  }
}

function sampleNumber(bounds: Bounds, number: number): number {
  const step = bounds.multipleOf ?? 1;
  const above =
    bounds.minimum ?? (bounds.exclusiveMinimum === undefined ? undefined : bounds.exclusiveMinimum + step);
  const below =
    bounds.maximum ?? (bounds.exclusiveMaximum === undefined ? undefined : bounds.exclusiveMaximum - step);
  const start =
    above === undefined
      ? below === undefined
        ? 7 * step
        : below - 9 * step
      : Math.ceil(above / step) * step;
  const value = start + number * step;
  return below !== undefined && value > below ? start : value;
}

/** What a factory gives a field: valid, and another value for each row where that may matter. */
export function factoryValue(kit: Kit, entity: Entity, field: Field): Py {
  const { meaning, bounds } = field;
  const sequence = (expression: Py): Py =>
    py`${imported("factory.declarations", "Sequence")}(lambda number: ${expression})`;
  const number = name("number");
  if (meaning.kind === "values") return sequence(py`[${factoryElement(field)}]`);
  if (meaning.kind === "scalar" && meaning.type !== "string")
    return factoryScalar(meaning.type, field, sequence);
  if (meaning.kind === "enum") return literal(meaning.values[0] ?? "");
  const holder = variable(kit, entity.name);
  if (isMail(kit, entity, field)) return sequence(formatted([holder, number, "@example.com"]));
  if (isPathKey(entity, field)) return sequence(formatted([holder, number]));
  if (bounds.format === "uri" || bounds.format === "url")
    return sequence(formatted(["https://example.com/", number]));
  if (bounds.maxLength !== undefined && bounds.maxLength < field.name.length + 6)
    return sequence(formatted([number]));
  const words = splitWords(field.name).join(" ");
  const text = formatted([`${words.charAt(0).toUpperCase()}${words.slice(1)} `, number]);
  return sequence(
    bounds.minLength === undefined || bounds.minLength < 3
      ? text
      : py`${text}.ljust(${bounds.minLength}, ".")`,
  );
}

function factoryElement(field: Field): Py {
  const of = field.meaning.kind === "values" ? field.meaning.of : "string";
  return of === "string"
    ? formatted([`${splitWords(elementName(field.name)).join(" ")} `, name("number")])
    : literal(sampleElement(field, 0));
}

function factoryScalar(type: ScalarType, field: Field, sequence: (expression: Py) => Py): Py {
  if (!field.unique) return literal(sampleScalar(type, field.bounds, 0, () => ""));
  if (type === "uuid") return sequence(py`str(${importedModule("uuid")}.UUID(int=number))`);
  return sequence(py`${sampleNumber(field.bounds, 0)} + number`);
}

/** Whether the case of a field does not matter, because people sign in with it and it is a mail address. */
export function isMail(kit: Kit, entity: Entity, field: Field): boolean {
  return (
    field.bounds.format === "email" ||
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
export function longestElement(field: Field): number | undefined {
  const { meaning } = field;
  if (meaning.kind !== "values" || meaning.of !== "string" || meaning.bounds.pattern !== undefined)
    return undefined;
  return meaning.bounds.maxLength ?? indexedLength;
}

/** Values that are not of a field's type. Texts are tried with `NOT_TEXT`, and so are not here. */
export function wrongValues(field: Field): readonly JsonLike[] {
  const { meaning } = field;
  const none: readonly JsonLike[] = field.nullable ? [] : [null];
  switch (meaning.kind) {
    case "enum":
      return [...none, "no such value", 1, ["text"]];
    case "values":
      return [...none, "text", 1, { text: "text" }, [meaning.of === "string" ? 1 : "text"], [null]];
    case "scalar":
      return [...none, ...wrongScalars(meaning.type)];
    default:
      return [];
  }
}

function wrongScalars(type: ScalarType): readonly JsonLike[] {
  switch (type) {
    case "string":
      return [];
    case "integer":
      return ["1", 1.5, true, [1]];
    case "number":
      return ["1.5", true, [1]];
    case "boolean":
      return ["yes", 1, [true]];
    case "decimal":
      return ["text", true, [1]];
    case "date-time":
    case "date":
    case "uuid":
      return ["text", true, ["text"]];
  }
}

/** Numbers at the bounds of a field, and those just beyond. */
export function edgeNumbers(bounds: Bounds): {
  readonly accepted: readonly number[];
  readonly refused: readonly number[];
} {
  const step = bounds.multipleOf ?? 1;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = bounds;
  return {
    accepted: [
      ...(minimum === undefined ? [] : [minimum]),
      ...(maximum === undefined ? [] : [maximum]),
      ...(exclusiveMinimum === undefined ? [] : [exclusiveMinimum + step]),
      ...(exclusiveMaximum === undefined ? [] : [exclusiveMaximum - step]),
    ],
    refused: [
      ...(minimum === undefined ? [] : [minimum - step]),
      ...(maximum === undefined ? [] : [maximum + step]),
      ...(exclusiveMinimum === undefined ? [] : [exclusiveMinimum]),
      ...(exclusiveMaximum === undefined ? [] : [exclusiveMaximum]),
    ],
  };
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

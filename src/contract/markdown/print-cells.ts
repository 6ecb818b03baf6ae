import type { JsonValue, SchemaNode } from "../contract.ts";
import { equalValues } from "../document/json-value.ts";
import { printSchema } from "../print/schemas.ts";
import type { Draft } from "./context.ts";
import { readName } from "./field-path.ts";
import { readRules } from "./read-rules.ts";
import { readType, type TypeNames } from "./read-type.ts";

/** A schema in the words of a row; it was read again, and says the same. */
export interface Cells {
  readonly type: string;
  readonly rules: string;
}

/** Rules in words, by the keyword that they stand for. */
const ruleWords: Readonly<Record<string, (value: JsonValue) => string>> = {
  minLength: (value) => `min ${value} characters`,
  maxLength: (value) => `max ${value} characters`,
  minItems: (value) => `min ${value} items`,
  maxItems: (value) => `max ${value} items`,
  minimum: (value) => `min ${value}`,
  maximum: (value) => `max ${value}`,
  exclusiveMinimum: (value) => `> ${value}`,
  exclusiveMaximum: (value) => `< ${value}`,
  multipleOf: (value) => `multiple of ${value}`,
  uniqueItems: () => "unique items",
  pattern: (value) => `pattern \`${value}\``,
  default: (value) => `default ${typeof value === "string" ? value : JSON.stringify(value)}`,
  readOnly: () => "read-only",
  writeOnly: () => "write-only",
  deprecated: () => "deprecated",
};

const formatWords: Readonly<Record<string, string>> = { "date-time": "datetime", uri: "url" };

/** The words for a schema; nothing where no words, and no JSON in code marks either, are read as the same. */
export function printCells(node: SchemaNode, names: TypeNames): Cells | undefined {
  const schema = printSchema({}, node) as Draft;
  const known = Object.keys(schema).filter((key) => ruleWords[key] !== undefined);
  const bare = Object.fromEntries(Object.entries(schema).filter(([key]) => !known.includes(key)));
  const rules = known.map((key) => ruleWords[key]?.(schema[key] ?? null) ?? "").join(", ");
  const worded = typeWords(bare, 0).map((type) => ({ type, rules }));
  const json = { type: `\`${JSON.stringify(schema)}\``, rules: "" };
  return [...worded, json].find((cells) => saysTheSame(cells, schema, names));
}

function saysTheSame({ type, rules }: Cells, schema: Draft, names: TypeNames): boolean {
  if (/[\n\r\\]|`[^`]*`[^`]*`/.test(type) || /[\n\r\\]/.test(rules)) return false;
  const typed = readType(type, names);
  const ruled = readRules(rules, typed.schema);
  const isPlain = [...typed.rest, ...typed.unknown, ...ruled.words, ...ruled.left].length === 0;
  return isPlain && ruled.required === undefined && equalValues(ruled.schema, schema);
}

function typeWords(schema: Draft, depth: number): readonly string[] {
  const {
    type,
    format,
    items,
    enum: values,
    $ref: reference,
  } = schema as Readonly<Record<string, JsonValue>>;
  if (depth > 4) return [];
  if (typeof reference === "string") {
    const name = decodeURIComponent(reference.split("/").at(-1) ?? "");
    return [`\`${name.replaceAll("~1", "/").replaceAll("~0", "~")}\``];
  }
  if (Array.isArray(values))
    return [`\`${values.map((value: JsonValue) => JSON.stringify(value)).join(" | ")}\``];
  if (type === "array" && typeof items === "object" && items !== null && !Array.isArray(items))
    return typeWords(items as Draft, depth + 1).map((word) => `${word.replace(/^`([^`|]*)`$/, "$1")}[]`);
  if (Array.isArray(type))
    return type.length === 2 && type[1] === "null"
      ? typeWords({ ...schema, type: type[0] as JsonValue }, depth + 1).map((word) => `${word} | null`)
      : [type.join(" | ")];
  if (typeof format === "string") return [formatWords[format] ?? format];
  return typeof type === "string" ? [type] : Object.keys(schema).length === 0 ? ["any"] : [];
}

/** The name of a field as it is written in a table; nothing where none would be read as that name alone. */
export function printName(name: string): string | undefined {
  return [name, `\`${name}\``, `\`${JSON.stringify(name)}\``].find((written) => {
    if (/[\n\r|]/.test(written)) return false;
    const read = readName(written);
    const [step, ...others] = read?.steps ?? [];
    return (
      step?.kind === "property" &&
      step.name === name &&
      others.length === 0 &&
      read?.depth === 0 &&
      read.required === undefined &&
      (/[`"]/.test(written) || !/\s/.test(name))
    );
  });
}

/** Whether words stand in a cell as what they are, and as nothing else. */
export function isPlainText(text: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N} ,.;()'’?!/-]*$/u.test(text) && text.trim() === text;
}

/** One row of a table; nothing in it ends the cell that it stands in. */
export function printRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll(/\s+/g, " ")).join(" | ")} |`;
}

export function printTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [printRow(header), `|${header.map(() => "---|").join("")}`, ...rows.map(printRow)].join("\n");
}

import { type Contract, type JsonValue, type Schema, type SchemaNode, tellType } from "#contract";
import type { Row } from "../text/table.ts";

/** Fields that stand within fields are shown so deep; below, the type's own rows or the document tell. */
const deepest = 5;

/** All types of a contract in full, one row for the type and one for each field; those called first come first. */
export function typeRows(contract: Contract, first: readonly string[]): readonly Row[] {
  const names = [...first, ...[...contract.schemas.keys()].filter((name) => !first.includes(name))];
  return names.flatMap((name, index) => {
    const schema = contract.schemas.get(name);
    if (schema === undefined) return [];
    const title = { text: index === 0 ? "types" : "", style: "faint" } as const;
    return [
      { cells: [title, { text: name, style: "heading" as const }], body: { text: tellSchema(schema) } },
      ...fieldRows(schema),
    ];
  });
}

/** Rows of the fields of a schema that has no name of its own; those within others are named by the way to them. */
export function fieldRows(node: SchemaNode, way: readonly string[] = []): readonly Row[] {
  if (node.kind === "ref" || way.length > deepest) return [];
  const own = node.properties.flatMap(({ name, required, schema }): readonly Row[] => {
    const item = schema.kind === "schema" && schema.items?.kind === "schema" ? schema.items : undefined;
    return [
      {
        cells: [{ text: "" }, { text: [...way, name].join(".") }],
        body: { text: tellNode(schema, required) },
      },
      ...fieldRows(item ?? schema, [...way, item === undefined ? name : `${name}[]`]),
    ];
  });
  return [...own, ...node.allOf.flatMap((part) => fieldRows(part, way))];
}

function tellNode(node: SchemaNode, required: boolean): string {
  if (node.kind === "schema") return tellSchema(node, required);
  return required ? `${node.name}, required` : node.name;
}

/** `string (email), required, 1 to 200 characters, one of "a" "b"` and what is said of it. */
export function tellSchema(schema: Schema, required = false): string {
  const { name: _, ...own } = schema;
  const told = [
    tellType(own),
    ...(required ? ["required"] : []),
    ...boundsOf(schema),
    ...choicesOf(schema),
    ...marksOf(schema),
  ].join(", ");
  const words = schema.description.split("\n", 1)[0] ?? "";
  return words === "" ? told : `${told}: ${words}`;
}

function boundsOf(schema: Schema): readonly string[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, pattern } = schema;
  return [
    ...rangeOf(schema.minLength, schema.maxLength, "characters"),
    ...rangeOf(schema.minItems, schema.maxItems, "items"),
    ...rangeOf(schema.minProperties, schema.maxProperties, "properties"),
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(exclusiveMinimum === undefined ? [] : [`more than ${exclusiveMinimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
    ...(exclusiveMaximum === undefined ? [] : [`less than ${exclusiveMaximum}`]),
    ...(multipleOf === undefined ? [] : [`multiple of ${multipleOf}`]),
    ...(pattern === undefined ? [] : [`pattern ${pattern}`]),
    ...(schema.uniqueItems ? ["no item twice"] : []),
    ...(schema.additionalProperties === false ? ["no other properties"] : []),
  ];
}

function rangeOf(least: number | undefined, most: number | undefined, unit: string): readonly string[] {
  if (least === undefined && most === undefined) return [];
  if (most === undefined) return [`at least ${least} ${unit}`];
  return [`${least === undefined ? "at most" : `${least} to`} ${most} ${unit}`];
}

const mostChoices = 30;

function choicesOf({
  enum: values,
  const: constant,
  default: preset,
  discriminator,
}: Schema): readonly string[] {
  const shown = values?.slice(0, mostChoices).map(tellValue) ?? [];
  const more = (values?.length ?? 0) - shown.length;
  return [
    ...(values === undefined ? [] : [`one of ${shown.join(" ")}${more > 0 ? ` and ${more} more` : ""}`]),
    ...(constant === undefined || constant === null ? [] : [`always ${tellValue(constant)}`]),
    ...(preset === undefined ? [] : [`default ${tellValue(preset)}`]),
    ...(discriminator === undefined ? [] : [`told apart by ${discriminator.property}`]),
  ];
}

function tellValue(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function marksOf({ readOnly, writeOnly, deprecated }: Schema): readonly string[] {
  return [
    ...(readOnly ? ["read only"] : []),
    ...(writeOnly ? ["write only"] : []),
    ...(deprecated ? ["deprecated"] : []),
  ];
}

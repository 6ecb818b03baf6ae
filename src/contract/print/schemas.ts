import type { JsonValue, Schema, SchemaNode, XmlKeywords } from "../contract.ts";
import { encodeFragment } from "../openapi/pointer.ts";
import { type Draft, type PrintOptions, printMap, printOrigin, printSome } from "./place.ts";

const boundKeys = [
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
] as const;

/** A schema in the words of OpenAPI 3.1, `null` as one of its types or alternatives. */
export function printSchema(options: PrintOptions, node: SchemaNode): JsonValue {
  if (node.kind === "ref") return { $ref: printReference(node.name) };
  if (!needsNullBranch(node))
    return printMap({ ...printWords(options, node), ...printValues(options, node) });
  const [only, ...others] = node.allOf;
  if (only?.kind === "ref" && others.length === 0)
    return printMap({
      ...printWords(options, node),
      ...printValues(options, { ...node, allOf: [] }),
      anyOf: [printSchema(options, only), { type: "null" }],
    });
  return printMap({
    ...printWords(options, node),
    anyOf: [printMap(printValues(options, node)), { type: "null" }],
  });
}

export function printReference(name: string): string {
  return encodeFragment(["components", "schemas", name]);
}

/** Whether `null` has to be an alternative of its own, for there is no list of types or values that could name it. */
function needsNullBranch({ nullable, types, enum: values, const: constant, oneOf, anyOf }: Schema): boolean {
  if (!nullable || constant === null) return false;
  if (constant !== undefined) return true;
  return types.length === 0 && values === undefined && oneOf.length === 0 && anyOf.length === 0;
}

/** What is said of it for people and programs, beside which values it allows. */
function printWords(options: PrintOptions, schema: Schema): Draft {
  return {
    title: schema.title,
    description: schema.description || undefined,
    default: schema.default,
    examples: schema.examples.length === 0 ? undefined : schema.examples,
    readOnly: schema.readOnly || (schema.reopened ? false : undefined),
    writeOnly: schema.writeOnly || undefined,
    deprecated: schema.deprecated || undefined,
    ...printOrigin(options, schema.span, schema.unknown),
  };
}

function printValues(options: PrintOptions, schema: Schema): Draft {
  const { additionalProperties: more, items, discriminator } = schema;
  const required = schema.properties.filter((property) => property.required).map(({ name }) => name);
  const asked = [...required, ...(schema.alsoRequired ?? [])];
  const properties = schema.properties.map(
    ({ name, schema: inner }) => [name, printSchema(options, inner)] as const,
  );
  return {
    ...printTypes(schema),
    format: schema.format,
    ...Object.fromEntries(boundKeys.map((key) => [key, schema[key]])),
    uniqueItems: schema.uniqueItems || undefined,
    properties: properties.length === 0 ? undefined : Object.fromEntries(properties),
    required: asked.length === 0 ? undefined : asked,
    additionalProperties: more === undefined || typeof more === "boolean" ? more : printSchema(options, more),
    items: items && printSchema(options, items),
    ...printMembers(options, schema),
    discriminator: discriminator && {
      propertyName: discriminator.property,
      ...(discriminator.mapping.size > 0 && {
        mapping: Object.fromEntries(
          [...discriminator.mapping].map(([value, name]) => [value, `#/components/schemas/${name}`]),
        ),
      }),
    },
    xml: schema.xml && printXml(schema.xml),
  };
}

function printTypes({ types, nullable, const: constant, enum: values }: Schema): Draft {
  if (constant === null) return { type: "null" };
  const all = nullable && constant === undefined && types.length > 0 ? [...types, "null"] : types;
  return {
    type: all.length === 0 ? undefined : all.length === 1 ? all[0] : all,
    enum: values && (nullable && constant === undefined ? [...values, null] : values),
    const: constant,
  };
}

function printMembers(
  options: PrintOptions,
  { types, nullable, allOf, oneOf, anyOf, ...rest }: Schema,
): Draft {
  const print = (node: SchemaNode) => printSchema(options, node);
  const isOpen = nullable && types.length === 0 && rest.enum === undefined && rest.const === undefined;
  const withNull = (members: readonly JsonValue[] | undefined, isHere: boolean) =>
    members && isOpen && isHere ? [...members, { type: "null" }] : members;
  return {
    allOf: printSome(allOf, print),
    oneOf: withNull(printSome(oneOf, print), anyOf.length === 0),
    anyOf: withNull(printSome(anyOf, print), true),
  };
}

function printXml(xml: XmlKeywords): JsonValue {
  return printMap({ ...xml });
}

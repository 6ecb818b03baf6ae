import type { Span } from "#base";
import { anySchema, type JsonType, type JsonValue, type Schema, type SchemaNode } from "#contract";
import { unreadBounds, type ValueDetails } from "#facts";

/** A schema of which source does not tell more. */
export function unknownSchema(span: Span, reason: string): Schema {
  return { ...anySchema(span), unknown: reason };
}

export function plainSchema(span: Span, type: JsonType, format?: string): Schema {
  return { ...anySchema(span), types: [type], ...(format === undefined ? {} : { format }) };
}

/** One of a list of values. */
export function listedSchema(span: Span, values: readonly JsonValue[]): Schema {
  const some = values.filter((value) => value !== null);
  const nullable = some.length < values.length;
  if (some.length === 0 && nullable) return { ...anySchema(span), const: null, nullable };
  const types = [...new Set(some.map(typeOf))];
  const [only] = some;
  if (some.length === 1 && only !== undefined && !nullable) return { ...anySchema(span), types, const: only };
  return { ...anySchema(span), types, nullable, enum: some };
}

function typeOf(value: JsonValue): JsonType {
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  if (typeof value === "string" || typeof value === "boolean") return typeof value as JsonType;
  return Array.isArray(value) ? "array" : "object";
}

/** The schema, and `null` beside it. */
export function nullableSchema(node: SchemaNode): Schema {
  if (node.kind === "ref") return { ...anySchema(node.span), allOf: [node], nullable: true };
  return { ...node, nullable: true };
}

/** A schema in its place, with what is said of the value there. */
export function describedSchema(
  node: SchemaNode,
  { value, constraints = {}, description, deprecated, keywords = {} }: ValueDetails,
  span: Span,
): SchemaNode {
  const published = publishedKeywords(keywords);
  const words = {
    ...(value === undefined || value === null ? {} : { default: value }),
    ...(description === undefined ? {} : { description }),
    ...(deprecated ? { deprecated } : {}),
    ...published,
  };
  if (node.kind === "ref") {
    const told = publishedSchema(anySchema(span), constraints);
    if (told !== undefined) return { ...told, ...words, span };
    return Object.keys(words).length === 0 ? node : { ...anySchema(span), allOf: [node], ...words };
  }
  return { ...constrained(node, constraints), ...words, span };
}

const publishable: Readonly<Record<"string" | "number" | "boolean", readonly (keyof Schema)[]>> = {
  string: ["format", "pattern", "title", "description"],
  number: [
    ...(["minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] as const),
    ...(["multipleOf", "minItems", "maxItems", "minProperties", "maxProperties"] as const),
  ],
  boolean: ["readOnly", "writeOnly", "deprecated", "uniqueItems"],
};

/** Those that say more of a value than it was known by; what makes another type of it stays as the source has it. */
function publishedKeywords(keywords: Required<ValueDetails>["keywords"]): Bounds {
  const known = Object.entries(keywords).filter(([name, value]) =>
    Object.entries(publishable).some(
      ([type, names]) => type === typeof value && (names as readonly string[]).includes(name),
    ),
  );
  return Object.fromEntries(known);
}

type Bounds = Partial<Schema>;

/** A schema within what constraints allow, by the names that fields have for them. */
export function constrained(schema: Schema, constraints: Constraints): Schema {
  const told = publishedSchema(schema, constraints) ?? schema;
  const bounds = Object.entries(constraints).map(([name, text]) => boundOf(told, name, text));
  const unread = constraints[unreadBounds];
  const unknown = unread === undefined ? {} : { unknown: `${unread} is worked out as it runs` };
  return Object.assign({ ...told }, ...bounds, unknown);
}

type Constraints = Readonly<Record<string, string>>;

const scalarTypes: ReadonlySet<string> = new Set(["string", "integer", "number", "boolean"]);

/** What is published in place of a type, where that is a single value. */
function publishedSchema({ span, nullable }: Schema, { published }: Constraints): Schema | undefined {
  const told: JsonValue = published === undefined ? null : JSON.parse(published);
  if (typeof told !== "object" || told === null || Array.isArray(told)) return undefined;
  const { type, format } = told as { readonly [key: string]: JsonValue };
  if (typeof type !== "string" || !scalarTypes.has(type)) return undefined;
  return {
    ...plainSchema(span, type as JsonType, typeof format === "string" ? format : undefined),
    nullable,
  };
}

/** The values that a list in JSON names. */
function namedValues(text: string): Bounds {
  const told: JsonValue = text.startsWith("[") ? JSON.parse(text) : null;
  return Array.isArray(told) && told.length > 0 ? { enum: told.filter((value) => value !== null) } : {};
}

function boundOf({ types, format, enum: values }: Schema, name: string, text: string): Bounds {
  if (name === "format") return format === undefined && /^[a-z][a-z-]*$/.test(text) ? { format: text } : {};
  if (name === "enum") return values === undefined ? namedValues(text) : {};
  const value = Number(text.replaceAll("_", ""));
  const has = (type: JsonType): boolean => types.includes(type);
  if (name === "pattern" || name === "regex") return has("string") ? { pattern: text } : {};
  if (Number.isNaN(value)) return {};
  const isNumber = has("integer") || has("number");
  switch (name) {
    case "gt":
      return isNumber ? { exclusiveMinimum: value } : {};
    case "ge":
      return isNumber ? { minimum: value } : {};
    case "lt":
      return isNumber ? { exclusiveMaximum: value } : {};
    case "le":
      return isNumber ? { maximum: value } : {};
    case "multiple_of":
      return isNumber ? { multipleOf: value } : {};
    case "min_length":
    case "min_items":
      return has("string")
        ? { minLength: value }
        : has("array")
          ? { minItems: value }
          : has("object")
            ? { minProperties: value }
            : {};
    case "max_length":
    case "max_items":
      return has("string")
        ? { maxLength: value }
        : has("array")
          ? { maxItems: value }
          : has("object")
            ? { maxProperties: value }
            : {};
    default:
      return {};
  }
}

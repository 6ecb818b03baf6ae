import type { Span } from "#base";
import { anySchema, type JsonType, type Schema, type SchemaNode } from "#contract";
import { type TypeArguments, type TypeFact, tellType } from "#facts";
import type { Shapes, Way } from "./shape.ts";
import { constrained, listedSchema, nullableSchema, plainSchema, unknownSchema } from "./values.ts";

const deepest = 30;

const scalars: Readonly<Record<string, readonly [type: JsonType, format?: string]>> = {
  text: ["string"],
  path: ["string", "path"],
  integer: ["integer"],
  number: ["number"],
  boolean: ["boolean"],
  long: ["integer", "int64"],
  int32: ["integer", "int32"],
  float: ["number", "float"],
  double: ["number", "double"],
  "decimal-text": ["string", "decimal"],
  bytes: ["string", "byte"],
  binary: ["string", "binary"],
  email: ["string", "email"],
  uri: ["string", "uri"],
  "uri-reference": ["string", "uri-reference"],
  hostname: ["string", "hostname"],
  ipv4: ["string", "ipv4"],
  ipv6: ["string", "ipv6"],
  password: ["string", "password"],
  "date-time": ["string", "date-time"],
  date: ["string", "date"],
  time: ["string", "time"],
  duration: ["string", "duration"],
  uuid: ["string", "uuid"],
};

/** The schema of what a type says, at the place where it is said. */
export function typeSchema(
  shapes: Shapes,
  type: TypeFact,
  way: Way,
  span: Span,
  given: TypeArguments = new Map(),
  depth = 0,
): SchemaNode {
  if (depth > deepest) return unknownSchema(span, "its type is nested too deeply");
  if ("bounds" in type && type.bounds !== undefined) {
    const { bounds, ...plain } = type;
    const node = typeSchema(shapes, plain, way, span, given, depth + 1);
    return node.kind === "ref" ? node : constrained(node, bounds);
  }
  const below = (inner: TypeFact): SchemaNode => typeSchema(shapes, inner, way, span, given, depth + 1);
  switch (type.kind) {
    case "scalar": {
      if (type.name === "decimal") return decimalSchema(way, span);
      const found = scalars[type.name];
      return found === undefined
        ? unknownSchema(span, `how ${type.name} travels is not known`)
        : plainSchema(span, ...found);
    }
    case "none":
      return { ...anySchema(span), const: null, nullable: true };
    case "list":
      return { ...listSchema(type, span), items: below(type.of) };
    case "map":
      return {
        ...plainSchema(span, "object"),
        additionalProperties: type.of.kind === "any" ? true : below(type.of),
      };
    case "optional":
      return type.refused && way === "input" ? below(type.of) : nullableSchema(below(type.of));
    case "union":
      return { ...anySchema(span), anyOf: type.of.map(below) };
    case "literal":
      return type.plain === undefined
        ? unknownSchema(span, `the values of ${tellType(type)} are not written out`)
        : listedSchema(span, type.plain);
    case "enum":
    case "reference":
      return shapes.refer(type, way, span, given);
    case "variable": {
      const meant = given.get(type.name);
      return meant === undefined || meant.kind === "variable"
        ? unknownSchema(span, `nothing says what ${type.name} stands for here`)
        : below(meant);
    }
    case "external":
      return { ...externalSchema(shapes, type.path, span), ...itemsOf(shapes, type, below) };
    case "any":
      return anySchema(span);
    case "unknown":
      return unknownSchema(span, "its type is not said, or could not be made out");
  }
}

function listSchema(type: TypeFact & { readonly kind: "list" }, span: Span): Schema {
  const length = type.length === undefined ? {} : { minItems: type.length, maxItems: type.length };
  return { ...plainSchema(span, "array"), uniqueItems: type.unique ?? false, ...length };
}

function externalSchema({ externals }: Shapes, path: string, span: Span): Schema {
  const fact = externals.get(path);
  if (fact === undefined) return unknownSchema(span, `${path} is of a package, which is not read`);
  const plain = { ...plainSchema(span, fact.type, fact.format), writeOnly: fact.hidden ?? false };
  return constrained(plain, fact.constraints ?? {});
}

/** Of a list of a package, what it holds. */
function itemsOf(
  { externals }: Shapes,
  { path, args = [] }: TypeFact & { readonly kind: "external" },
  below: (inner: TypeFact) => SchemaNode,
): Partial<Schema> {
  const [item] = args;
  const fact = externals.get(path);
  if (fact?.type !== "array" || item === undefined) return {};
  return { items: below(item), ...(fact.unique ? { uniqueItems: true } : {}) };
}

/** Taken in as a number or as its text, and given out as text, so that nothing of it is lost. */
function decimalSchema(way: Way, span: Span): SchemaNode {
  const text = plainSchema(span, "string");
  return way === "output" ? text : { ...anySchema(span), anyOf: [plainSchema(span, "number"), text] };
}

import type { Span } from "#base";

import { spanOf } from "../../places.ts";
import type { PlainValue } from "../../plain-value.ts";
import type { TypeFact } from "../../type.ts";
import { readType } from "../../types.ts";
import type { FieldOwner, SerializerField } from "./field.ts";
import type { PlaceOf } from "./place.ts";
import { any, scalar, unknown } from "./plain-types.ts";
import { defineAt, type RestSource, typePlace, valueAt } from "./source.ts";

/** Names of types by which descriptions of interfaces are decorated: https://drf-spectacular.readthedocs.io/en/latest/customization.html */
const named: Readonly<Record<string, TypeFact>> = {
  NUMBER: scalar("number"),
  FLOAT: scalar("float"),
  DOUBLE: scalar("double"),
  DECIMAL: scalar("double"),
  BOOL: scalar("boolean"),
  STR: scalar("text"),
  BYTE: scalar("bytes"),
  BINARY: scalar("binary"),
  PASSWORD: scalar("password"),
  INT: scalar("integer"),
  INT32: scalar("int32"),
  INT64: scalar("long"),
  UUID: scalar("uuid"),
  URI: scalar("uri"),
  URI_REF: scalar("uri-reference"),
  IP4: scalar("ipv4"),
  IP6: scalar("ipv6"),
  HOSTNAME: scalar("hostname"),
  DATETIME: scalar("date-time"),
  DATE: scalar("date"),
  TIME: scalar("time"),
  DURATION: scalar("duration"),
  EMAIL: scalar("email"),
  OBJECT: { kind: "map", of: any },
  ANY: any,
  NONE: { kind: "none" },
};

/** The type that a name of `OpenApiTypes` stands for; undefined where an expression is none. */
export function namedType(source: RestSource, at: PlaceOf): TypeFact | undefined {
  const meant = defineAt(source, at);
  if (meant?.kind !== "external") return undefined;
  const name = /^drf_spectacular\.\w+\.OpenApiTypes\.(\w+)$/.exec(meant.path)?.[1];
  return name === undefined ? undefined : (named[name] ?? unknown);
}

/** What annotations of the language mean where values travel by this framework. */
export function hintedType(source: RestSource, { place, expression }: PlaceOf): TypeFact {
  return travelling(readType(source.reading, typePlace(place), expression));
}

function travelling(type: TypeFact): TypeFact {
  switch (type.kind) {
    case "scalar":
      return type.name === "decimal" || type.name === "number" ? scalar("double") : type;
    case "list":
    case "map":
    case "optional":
      return { ...type, of: travelling(type.of) };
    case "union":
      return { ...type, of: type.of.map(travelling) };
    default:
      return type;
  }
}

/** A schema that is written out as JSON; what of it is not understood is unknown. */
export function writtenType(
  { source, schemas }: Pick<FieldOwner, "source" | "schemas">,
  at: PlaceOf,
): TypeFact {
  const value = valueAt(source, at);
  const span = spanOf(at.place.module, at.expression);
  return value === undefined ? unknown : jsonType({ schemas, span, way: "Inline" }, value, 0);
}

/** Where a schema is written, and how one within it is called. */
interface Written {
  readonly schemas: FieldOwner["schemas"];
  readonly span: Span;
  readonly way: string;
}

const formats = new Set(
  "binary date-time date time duration uuid email uri ipv4 ipv6 hostname password uri-reference".split(" "),
);

function jsonType(at: Written, value: PlainValue, depth: number): TypeFact {
  if (typeof value !== "object" || value === null || Array.isArray(value) || depth > 10) return unknown;
  const schema = value as { readonly [key: string]: PlainValue };
  const { type, format, items, nullable } = schema;
  const told = ((): TypeFact => {
    if (Array.isArray(schema["enum"]))
      return { kind: "literal", values: schema["enum"].map(String), plain: schema["enum"] };
    const some = schema["oneOf"] ?? schema["anyOf"];
    if (Array.isArray(some)) return { kind: "union", of: some.map((each) => jsonType(at, each, depth + 1)) };
    switch (type) {
      case "string":
        return scalar(
          typeof format === "string" && formats.has(format) ? format : format === "byte" ? "bytes" : "text",
        );
      case "integer":
        return scalar(format === "int64" ? "long" : format === "int32" ? "int32" : "integer");
      case "number":
        return scalar(format === "double" ? "double" : format === "float" ? "float" : "number");
      case "boolean":
        return scalar("boolean");
      case "array":
        return { kind: "list", of: items === undefined ? any : jsonType(at, items, depth + 1) };
      case "object":
        return objectType(at, schema, depth);
      default:
        return Object.keys(schema).length === 0 ? any : unknown;
    }
  })();
  return nullable === true ? { kind: "optional", of: told } : told;
}

/** Named fields are a shape of their own; without them, any name may have what is told. */
function objectType(at: Written, schema: { readonly [key: string]: PlainValue }, depth: number): TypeFact {
  const { properties, additionalProperties: more, required } = schema;
  if (typeof properties === "object" && properties !== null && !Array.isArray(properties)) {
    const needed = new Set(Array.isArray(required) ? required : []);
    const fields = Object.entries(properties).map(([name, inner]): SerializerField => {
      const type = jsonType({ ...at, way: `${at.way}_${name}` }, inner as PlainValue, depth + 1);
      return { name, span: at.span, type, options: { required: needed.has(name) } };
    });
    return at.schemas.inline(at.way, at.span, fields);
  }
  const of = more === undefined || typeof more === "boolean" ? any : jsonType(at, more, depth + 1);
  return { kind: "map", of };
}

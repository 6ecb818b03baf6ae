import type { Expression } from "#python";
import { idOf } from "../classes.ts";
import { defineExpression } from "../definitions.ts";
import type { Reading } from "../front-end.ts";
import { keyword, textOf } from "../literals.ts";
import type { BodyFact, ParameterFact } from "../operation.ts";
import { spanOf } from "../places.ts";
import { readPlainValue } from "../read-plain-value.ts";
import type { TypeFact } from "../type.ts";
import type { DeclaredRoute } from "./router.ts";

/** What a route adds by hand to the description of its operation. */
export interface ExtraFact {
  readonly parameters: readonly ParameterFact[];
  readonly requestBody?: BodyFact;
}

type Route = Pick<DeclaredRoute, "decorator" | "frame">;

const deepest = 8;
const unknown: TypeFact = { kind: "unknown" };

/** https://fastapi.tiangolo.com/advanced/path-operation-advanced-configuration/#custom-openapi-path-operation-schema */
export function readExtra(reading: Reading, route: Route): ExtraFact {
  const extra = written(reading, route, keyword(route.decorator, "openapi_extra"));
  const listed = written(reading, route, entryOf(extra, "parameters"));
  const items = listed?.kind === "list" ? listed.items : [];
  const body = readExtraBody(reading, route, entryOf(extra, "requestBody"));
  return {
    parameters: items.flatMap((item) => readExtraParameter(reading, route, item)),
    ...(body === undefined ? {} : { requestBody: body }),
  };
}

/** What a name stands for, where that is written out. */
function written(reading: Reading, { frame }: Route, given: Expression | undefined): Expression | undefined {
  if (given?.kind !== "name") return given;
  const meant = defineExpression(reading.project, frame.module, given);
  return meant?.kind === "value" && meant.module === frame.module ? meant.binding.value : undefined;
}

function entryOf(of: Expression | undefined, name: string): Expression | undefined {
  if (of?.kind !== "dictionary") return undefined;
  return of.entries.find(({ key }) => textOf(key) === name)?.value;
}

const places = ["path", "query", "header", "cookie"] as const;

function readExtraParameter(reading: Reading, route: Route, item: Expression): readonly ParameterFact[] {
  const { frame } = route;
  const name = textOf(entryOf(item, "name"));
  const place = places.find((each) => each === textOf(entryOf(item, "in")));
  if (name === undefined || place === undefined) return [];
  const said = (option: string): unknown => readPlainValue(reading, frame, entryOf(item, option));
  const description = said("description");
  return [
    {
      name,
      in: place,
      type: schemaType(reading, route, entryOf(item, "schema"), 0),
      required: place === "path" || said("required") === true,
      ...(typeof description === "string" ? { description } : {}),
      span: spanOf(frame.module, item),
    },
  ];
}

function readExtraBody(reading: Reading, route: Route, given: Expression | undefined): BodyFact | undefined {
  const { frame } = route;
  const body = written(reading, route, given);
  const content = entryOf(body, "content");
  const [first] = content?.kind === "dictionary" ? content.entries : [];
  const media = textOf(first?.key);
  if (body === undefined || first === undefined || media === undefined) return undefined;
  return {
    media,
    type: schemaType(reading, route, entryOf(first.value, "schema"), 0),
    parts: [],
    required: readPlainValue(reading, frame, entryOf(body, "required")) === true,
    span: spanOf(frame.module, body),
  };
}

const formats: Readonly<Record<string, string>> = {
  "string byte": "bytes",
  "integer int64": "long",
  "integer int32": "int32",
  "number float": "float",
  "number double": "double",
};
const plain: Readonly<Record<string, string>> = {
  string: "text",
  integer: "integer",
  number: "number",
  boolean: "boolean",
};
const texts = new Set(
  "binary date-time date time duration uuid email uri ipv4 ipv6 hostname password".split(" "),
);

/** A schema that is written out, or that of a class: `Item.model_json_schema()`. What of it is not understood is unknown. */
function schemaType(reading: Reading, route: Route, given: Expression | undefined, depth: number): TypeFact {
  const schema = written(reading, route, given);
  if (schema === undefined || depth > deepest) return unknown;
  if (schema.kind === "call") return classSchema(reading, route, schema.callee);
  if (schema.kind !== "dictionary") return unknown;
  if (schema.entries.length === 0) return { kind: "any" };
  const type = textOf(entryOf(schema, "type"));
  const values = readPlainValue(reading, route.frame, entryOf(schema, "enum"));
  if (Array.isArray(values)) return { kind: "literal", values: values.map(String), plain: values };
  if (type === "array")
    return { kind: "list", of: schemaType(reading, route, entryOf(schema, "items"), depth + 1) };
  const name = type === undefined || !Object.hasOwn(plain, type) ? undefined : plain[type];
  if (name === undefined) return unknown;
  const format = textOf(entryOf(schema, "format"));
  if (format === undefined) return { kind: "scalar", name };
  const own = type === "string" && texts.has(format) ? format : formats[`${type} ${format}`];
  return { kind: "scalar", name: own ?? name };
}

function classSchema(reading: Reading, { frame }: Route, callee: Expression): TypeFact {
  if (callee.kind !== "attribute" || !/^(?:model_json_schema|schema)$/.test(callee.name)) return unknown;
  const meant = defineExpression(reading.project, frame.module, callee.value);
  return meant?.kind === "class" ? { kind: "reference", id: idOf(reading.classes.read(meant)) } : unknown;
}

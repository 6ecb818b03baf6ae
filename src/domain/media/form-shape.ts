import { type Contract, type FormEncoding, flattenSchema, type Schema, type SchemaNode } from "#contract";
import { kindOf } from "./xml-shape.ts";

type Encodings = ReadonlyMap<string, FormEncoding> | undefined;

/** Why values of a schema cannot be told in a form; undefined where they can. */
export function whyNotForm(contract: Contract, node: SchemaNode, encodings: Encodings): string | undefined {
  const schema = flattenSchema(contract, node);
  if (kindOf(schema) !== "object") return "a form holds an object with properties";
  for (const { name, schema: inner } of schema.properties) {
    const why = whyNotField(contract, flattenSchema(contract, inner), encodings?.get(name));
    if (why !== undefined) return `${name} ${why}`;
  }
  return undefined;
}

function whyNotField(
  contract: Contract,
  schema: Schema,
  encoding: FormEncoding | undefined,
): string | undefined {
  const kind = kindOf(schema);
  if (kind === undefined) return "may be of several kinds, and a form does not tell which";
  if (kind === "array") {
    const items = schema.items && flattenSchema(contract, schema.items);
    if (!items || kindOf(items) === undefined || kindOf(items) === "array")
      return "is a list of which nothing says how it is spelled";
  }
  return whyNotStyle(kind, encoding);
}

/** Styles that are written: lists repeated or separated, objects as JSON or by keys in brackets. */
function whyNotStyle(
  kind: "object" | "array" | "value",
  { style, explode, contentType }: FormEncoding = {},
): string | undefined {
  if (contentType !== undefined && !/^(?:text\/plain|application\/json)\b/i.test(contentType))
    return `is to travel as ${contentType}`;
  if (kind === "value") return undefined;
  if (kind === "array")
    return style === undefined || style in separators ? undefined : `has the style ${style}`;
  if (style === undefined && explode === undefined) return undefined;
  return style === "deepObject" ? undefined : `is spread over the form`;
}

/** What keeps the items of a list apart that stands in one text. */
export const separators: Readonly<Record<string, string>> = {
  form: ",",
  spaceDelimited: " ",
  pipeDelimited: "|",
};

/** The sign that keeps a list's items apart; undefined where each is sent under the name. */
export function separatorOf({ style, explode }: FormEncoding = {}): string | undefined {
  const isOne = explode === false || (explode === undefined && style !== undefined && style !== "form");
  return isOne ? separators[style ?? "form"] : undefined;
}

import { type Contract, type FormEncoding, flattenSchema, type Schema, type SchemaNode } from "#contract";
import { kindOf, separatorOf } from "#domain";
import { type JsonLike, literal, type Py, py, str } from "#python";

/** A value that a test sends: known beforehand, or an expression of it. */
export type Sent = JsonLike | Expression;

export interface Expression {
  readonly py: Py;
}

export function isExpression(value: Sent | undefined): value is Expression {
  return typeof value === "object" && value !== null && "py" in value;
}

/** The fields of a form, as the client is given them. */
export function formEntries(
  contract: Contract,
  schema: Schema,
  values: ReadonlyMap<string, Sent>,
  encodings: ReadonlyMap<string, FormEncoding> | undefined,
): readonly Py[] {
  return [...values].flatMap(([key, value]): readonly Py[] => {
    if (isExpression(value)) return [py`${str(key)}: ${value.py}`];
    const encoding = encodings?.get(key);
    if (encoding?.style === "deepObject" && isObject(value))
      return Object.entries(value).map(([inner, each]) => py`${str(`${key}[${inner}]`)}: ${literal(each)}`);
    const separator = separatorOf(encoding);
    const property = schema.properties.find(({ name }) => name === key);
    const kind = property && kindOf(flattenSchema(contract, property.schema));
    if (kind === "array" && Array.isArray(value) && separator !== undefined)
      return [py`${str(key)}: ${str(value.map(String).join(separator))}`];
    if (kind === "array" && Array.isArray(value))
      return [py`${str(key)}: [${value.map((each) => fieldOf(each))}]`];
    return [py`${str(key)}: ${fieldOf(value)}`];
  });
}

function fieldOf(value: JsonLike): Py {
  return isObject(value) ? str(JSON.stringify(value)) : literal(value);
}

function isObject(value: JsonLike): value is Readonly<Record<string, JsonLike>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

type Parts = readonly (string | Py)[];

/** An element with a value in it, written from the contract and from nothing else. */
export function elementOf(contract: Contract, node: SchemaNode, tag: string, value: Sent): Parts {
  const schema = flattenSchema(contract, node);
  const { xml } = schema;
  const called = xml?.name ?? tag;
  if (Array.isArray(value)) {
    const items = value.flatMap((each) =>
      schema.items ? elementOf(contract, schema.items, called, each) : [],
    );
    return xml?.wrapped === true ? around(schema, called, [], items) : items;
  }
  if (isExpression(value)) return around(schema, called, [], [value.py]);
  if (!isObject(value)) return around(schema, called, [], [escapeXml(String(value))]);
  return objectOf(contract, schema, called, new Map(Object.entries(value))).flat();
}

/** The opening tag of an object, its properties one by one, and the closing tag. */
export function objectOf(
  contract: Contract,
  schema: Schema,
  tag: string,
  values: ReadonlyMap<string, Sent>,
): readonly Parts[] {
  const attributes: (string | Py)[] = [];
  const children: Parts[] = [];
  for (const [key, value] of values) {
    const property = schema.properties.find(({ name }) => name === key);
    if (!property) continue;
    const { xml } = flattenSchema(contract, property.schema);
    if (xml?.attribute !== true) {
      children.push(elementOf(contract, property.schema, key, value));
      continue;
    }
    const text = isExpression(value) ? value.py : escapeXml(String(value));
    attributes.push(...namespaceOf(xml), ` ${qualified(xml, xml.name ?? key)}="`, text, '"');
  }
  const [open = [], close = []] = tagsOf(schema, tag, attributes);
  return [open, ...children, close];
}

function around(schema: Schema, tag: string, attributes: Parts, inner: Parts): Parts {
  const [open = [], close = []] = tagsOf(schema, tag, attributes);
  return [...open, ...inner, ...close];
}

function tagsOf({ xml }: Schema, tag: string, attributes: Parts): readonly Parts[] {
  const name = qualified(xml, tag);
  return [[`<${name}`, ...namespaceOf(xml), ...attributes, ">"], [`</${name}>`]];
}

function qualified(xml: Schema["xml"], tag: string): string {
  return xml?.prefix === undefined ? tag : `${xml.prefix}:${tag}`;
}

function namespaceOf(xml: Schema["xml"]): readonly string[] {
  if (xml?.namespace === undefined) return [];
  const key = xml.prefix === undefined ? "xmlns" : `xmlns:${xml.prefix}`;
  return [` ${key}="${escapeXml(xml.namespace)}"`];
}

export function escapeXml(text: string): string {
  const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);
}

/** How a parsed document is asked for an element: with its namespace, where it has one. */
export function pathName(xml: Schema["xml"], tag: string, inherited?: string): string {
  const namespace = xml?.namespace ?? inherited;
  return namespace === undefined ? tag : `{${namespace}}${tag}`;
}

import { type Contract, flattenSchema, type Schema, type SchemaNode, sharedNameOf } from "#contract";

/** Where a value stands in a document: what its element is called unless the schema says otherwise. */
interface Place {
  readonly tag: string;
  readonly called: string;
}

/** Why values of a schema cannot be told in XML and read from it again; undefined where they can. */
export function whyNotXml(contract: Contract, node: SchemaNode): string | undefined {
  const schema = flattenSchema(contract, node);
  const tag = schema.xml?.name ?? sharedNameOf(node);
  if (kindOf(schema) === "array") return whyNoRoot(contract, schema) ?? whyNot(contract, schema, root(tag));
  if (kindOf(schema) === "object") return whyNot(contract, schema, root(tag ?? "value"));
  return tag === undefined
    ? "a bare value has no name for the element that it would stand in (xml: { name: … })"
    : whyNot(contract, schema, root(tag));
}

const root = (tag = "value"): Place => ({ tag, called: "the whole" });

/** The element that items of a list at the top of a document stand in: by its name, else by its schema's. */
export function itemTag(contract: Contract, list: Schema): string | undefined {
  const items = list.items && flattenSchema(contract, list.items);
  return items?.xml?.name ?? list.xml?.name ?? (list.items && sharedNameOf(list.items));
}

function whyNoRoot(contract: Contract, list: Schema): string | undefined {
  return itemTag(contract, list) === undefined
    ? "nothing says what the items of the list are called (xml: { name: … })"
    : undefined;
}

function whyNot(
  contract: Contract,
  schema: Schema,
  { tag, called }: Place,
  above: ReadonlySet<Schema> = new Set(),
): string | undefined {
  if (above.has(schema)) return undefined;
  if (!isName(tag)) return `${JSON.stringify(tag)} is no name of an element`;
  const { xml } = schema;
  if (xml?.prefix !== undefined && (xml.namespace === undefined || !isName(xml.prefix)))
    return `${called} has a prefix without a namespace`;
  const seen = new Set([...above, schema]);
  switch (kindOf(schema)) {
    case "object":
      return whyNotProperties(contract, schema, called, seen);
    case "array":
      return whyNotItems(contract, schema, { tag, called }, seen);
    case "value":
      return undefined;
    case undefined:
      return `${called} may be of several kinds, and XML does not tell which`;
  }
}

function whyNotProperties(
  contract: Contract,
  schema: Schema,
  called: string,
  seen: ReadonlySet<Schema>,
): string | undefined {
  const others = schema.additionalProperties;
  if (others !== undefined && others !== false)
    return `${called} holds what is not declared, under names that need be none of elements`;
  const tags = new Set<string>();
  for (const { name, schema: node } of schema.properties) {
    const inner = flattenSchema(contract, node);
    const bare = kindOf(inner) === "array" && inner.xml?.wrapped !== true;
    const tag = (bare ? itemName(contract, inner) : undefined) ?? inner.xml?.name ?? name;
    const key = inner.xml?.attribute === true ? `@${tag}` : tag;
    if (tags.has(key)) return `${called} has two properties that are spelled ${tag}`;
    tags.add(key);
    if (inner.xml?.attribute === true && kindOf(inner) !== "value")
      return `${name} is to be an attribute, which holds one value only`;
    const why = whyNot(contract, inner, { tag: inner.xml?.name ?? name, called: name }, seen);
    if (why !== undefined) return why;
  }
  return undefined;
}

function whyNotItems(
  contract: Contract,
  list: Schema,
  { tag, called }: Place,
  seen: ReadonlySet<Schema>,
): string | undefined {
  const isBare = list.xml?.wrapped !== true;
  if (isBare && list.xml?.namespace !== undefined)
    return `${called} is a list without an element of its own, which could bear a namespace`;
  if (!list.items) return `nothing says what ${called} holds`;
  const items = flattenSchema(contract, list.items);
  if (kindOf(items) === "array" && items.xml?.wrapped !== true)
    return `${called} is a list of lists that no elements keep apart`;
  return whyNot(contract, items, { tag: items.xml?.name ?? tag, called }, seen);
}

function itemName(contract: Contract, list: Schema): string | undefined {
  return list.items && flattenSchema(contract, list.items).xml?.name;
}

/** What a schema allows: one kind of value, or none that could be told. */
export function kindOf(schema: Schema): "object" | "array" | "value" | undefined {
  const { types, oneOf, anyOf, allOf, properties, enum: choices, const: only } = schema;
  if (oneOf.length + anyOf.length + allOf.length > 0 || types.length > 1) return undefined;
  const [type] = types;
  if (type === "array") return "array";
  if (type === "object" || (type === undefined && properties.length > 0)) return "object";
  if (type !== undefined) return "value";
  const values = choices ?? (only === undefined ? [] : [only]);
  return values.length > 0 && values.every((value) => typeof value === "string") ? "value" : undefined;
}

function isName(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}._-]*$/u.test(text);
}

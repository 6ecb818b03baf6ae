/** What stands at a place of an OpenAPI document; it decides what a reference there must lead to. */
export type Kind =
  | "document"
  | "part"
  | "plain"
  | "components"
  | "paths"
  | "path item"
  | "operations"
  | "operation"
  | "callback"
  | "discriminator"
  | "encoding"
  | "media type"
  | "list of parameters"
  | "list of schemas"
  | Element
  | `map of ${Element | "encoding" | "media type" | "path item"}`
  | `shared ${Element}`;

/** What has a section of its own under components. */
export type Element =
  | "schema"
  | "parameter"
  | "response"
  | "request body"
  | "header"
  | "example"
  | "security scheme"
  | "link"
  | "callback";

export interface Shape {
  readonly keys?: Readonly<Record<string, Kind>>;
  /** Of every other key. */
  readonly rest?: Kind;
  /** Keys are names of the contract, so `x-…` among them is no extension. */
  readonly isNamed?: boolean;
  /** It is a list of these. */
  readonly items?: Kind;
}

export const sections: Readonly<Record<Element, string>> = {
  schema: "schemas",
  parameter: "parameters",
  response: "responses",
  "request body": "requestBodies",
  header: "headers",
  example: "examples",
  "security scheme": "securitySchemes",
  link: "links",
  callback: "callbacks",
};

export const elements = Object.keys(sections) as readonly Element[];

export function isElement(kind: Kind): kind is Element {
  return Object.hasOwn(sections, kind);
}

const methods = ["get", "put", "post", "delete", "patch", "head", "options", "trace", "query"] as const;

function allOf(keys: readonly string[], kind: Kind): Readonly<Record<string, Kind>> {
  return Object.fromEntries(keys.map((key) => [key, kind]));
}

const schemaKeys: Readonly<Record<string, Kind>> = {
  ...allOf(["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"], "map of schema"),
  ...allOf(["items", "additionalItems", "unevaluatedItems", "contains", "contentSchema"], "schema"),
  ...allOf(["additionalProperties", "unevaluatedProperties", "propertyNames"], "schema"),
  ...allOf(["not", "if", "then", "else"], "schema"),
  ...allOf(["allOf", "oneOf", "anyOf", "prefixItems"], "list of schemas"),
  discriminator: "discriminator",
};

const valueKeys: Readonly<Record<string, Kind>> = {
  schema: "schema",
  content: "map of media type",
  examples: "map of example",
};

const singles: Readonly<Record<Exclude<Kind, `map of ${string}` | `shared ${string}`>, Shape>> = {
  document: {
    keys: {
      paths: "paths",
      webhooks: "map of path item",
      components: "components",
      ...allOf(["info", "servers", "tags", "externalDocs", "security"], "part"),
    },
  },
  part: { rest: "plain" },
  plain: { rest: "plain", items: "plain", isNamed: true },
  components: {
    keys: {
      ...Object.fromEntries(elements.map((element) => [sections[element], `shared ${element}` as const])),
      pathItems: "map of path item",
      mediaTypes: "map of media type",
    },
  },
  paths: { rest: "path item" },
  "path item": {
    keys: {
      ...allOf(methods, "operation"),
      additionalOperations: "operations",
      parameters: "list of parameters",
    },
  },
  operations: { rest: "operation", isNamed: true },
  operation: {
    keys: {
      parameters: "list of parameters",
      requestBody: "request body",
      responses: "map of response",
      callbacks: "map of callback",
    },
  },
  callback: { rest: "path item" },
  "list of parameters": { items: "parameter" },
  "list of schemas": { items: "schema" },
  schema: { keys: schemaKeys },
  discriminator: {},
  parameter: { keys: valueKeys },
  header: { keys: valueKeys },
  response: { keys: { headers: "map of header", content: "map of media type", links: "map of link" } },
  "request body": { keys: { content: "map of media type" } },
  "media type": {
    keys: { ...valueKeys, itemSchema: "schema", encoding: "map of encoding", itemEncoding: "encoding" },
  },
  encoding: { keys: { headers: "map of header" } },
  example: {},
  link: {},
  "security scheme": {},
};

export function shapeOf(kind: Kind): Shape {
  const inner = /^(?:map of|shared) (.+)$/.exec(kind)?.[1];
  if (inner !== undefined) return { rest: inner as Kind, isNamed: kind !== "map of response" };
  return singles[kind as keyof typeof singles];
}

/** The element whose section of the components this is, where it is one. */
export function sharedElement(kind: Kind): Element | undefined {
  return kind.startsWith("shared ") ? (kind.slice("shared ".length) as Element) : undefined;
}

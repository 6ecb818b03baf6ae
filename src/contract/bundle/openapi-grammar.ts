import { type MapNode, valueAt } from "../document/node.ts";
import { eachOf, type Grammar, type Kind, type Shape, schemaKeys } from "./grammar.ts";

const sections = {
  schema: ["components", "schemas"],
  parameter: ["components", "parameters"],
  response: ["components", "responses"],
  "request body": ["components", "requestBodies"],
  header: ["components", "headers"],
  example: ["components", "examples"],
  "security scheme": ["components", "securitySchemes"],
  link: ["components", "links"],
  callback: ["components", "callbacks"],
} as const;

const methods = ["get", "put", "post", "delete", "patch", "head", "options", "trace", "query"] as const;

const valueKeys: Readonly<Record<string, Kind>> = {
  schema: "schema",
  content: "map of media type",
  examples: "map of example",
};

const shapes: Readonly<Record<Kind, Shape>> = {
  document: {
    keys: {
      paths: "paths",
      webhooks: "map of path item",
      components: "components",
      ...eachOf(["info", "servers", "tags", "externalDocs", "security"], "part"),
    },
  },
  part: { rest: "plain" },
  plain: { rest: "plain", items: "plain", isNamed: true },
  components: {
    keys: {
      ...Object.fromEntries(Object.entries(sections).map(([element, [, key]]) => [key, `shared ${element}`])),
      pathItems: "map of path item",
      mediaTypes: "map of media type",
    },
  },
  paths: { rest: "path item" },
  "path item": {
    keys: {
      ...eachOf(methods, "operation"),
      additionalOperations: "operations",
      parameters: "list of parameter",
    },
  },
  operations: { rest: "operation", isNamed: true },
  operation: {
    keys: {
      parameters: "list of parameter",
      requestBody: "request body",
      responses: "map of response",
      callbacks: "map of callback",
    },
  },
  callback: { rest: "path item" },
  schema: { keys: schemaKeys },
  discriminator: {},
  parameter: { keys: valueKeys },
  header: { keys: valueKeys },
  "map of response": { rest: "response", isNamed: false },
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

const schemaTypes = /^(?:string|integer|number|boolean|array|object|null)$/;
const securityTypes = /^(?:apiKey|http|oauth2|openIdConnect|mutualTLS)$/;
const told: ReadonlySet<Kind> = new Set([
  ...["path item", "operation", "schema", "parameter", "response", "request body", "header"],
  "security scheme",
]);

function possibleKinds(map: MapNode, wanted: Kind): readonly string[] {
  if (!told.has(wanted)) return [];
  const at = (key: string) => valueAt(map, key);
  const textOf = (key: string) => {
    const node = at(key);
    return node?.kind === "scalar" ? node.text : "";
  };
  if (at("openapi")?.kind === "scalar" || at("swagger")?.kind === "scalar") return ["whole contract"];
  if (/^(?:path|query|header|cookie|querystring)$/.test(textOf("in")) && textOf("type") === "" && at("name"))
    return ["parameter"];
  if (securityTypes.test(textOf("type"))) return ["security scheme"];
  if (at("responses")?.kind === "map") return ["operation"];
  if (["get", "put", "post", "delete", "patch"].some((method) => at(method)?.kind === "map"))
    return ["path item"];
  const isSchema = ["properties", "allOf", "oneOf", "anyOf", "enum", "items"].some((key) => at(key));
  if (isSchema || schemaTypes.test(textOf("type"))) return ["schema"];
  if (at("content")?.kind !== "map") return [];
  if (at("required")?.kind === "scalar") return ["request body", "header", "parameter"];
  return ["response", "request body", "header", "parameter"];
}

/** OpenAPI 3; 3.0 alone ignores what stands beside a reference. */
export function openapiGrammar(ignoresSiblings: boolean): Grammar {
  return { root: "document", shapes, sections, ignoresSiblings, possibleKinds };
}

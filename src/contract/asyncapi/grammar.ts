import { eachOf, type Grammar, type Kind, type Shape, schemaKeys } from "../bundle/grammar.ts";
import { type MapNode, valueAt } from "../document/node.ts";
import { asyncapiDialect, schemaFormatOf } from "./schema-format.ts";

const sections: Readonly<Record<string, readonly string[]>> = {
  schema: ["components", "schemas"],
  server: ["components", "servers"],
  "server variable": ["components", "serverVariables"],
  channel: ["components", "channels"],
  operation: ["components", "operations"],
  message: ["components", "messages"],
  parameter: ["components", "parameters"],
  "security scheme": ["components", "securitySchemes"],
  "correlation id": ["components", "correlationIds"],
  reply: ["components", "replies"],
  "reply address": ["components", "replyAddresses"],
  tag: ["components", "tags"],
  "external documentation": ["components", "externalDocs"],
  "operation trait": ["components", "operationTraits"],
  "message trait": ["components", "messageTraits"],
  "server binding": ["components", "serverBindings"],
  "channel binding": ["components", "channelBindings"],
  "operation binding": ["components", "operationBindings"],
  "message binding": ["components", "messageBindings"],
};

const common: Readonly<Record<string, Kind>> = {
  tags: "list of tag",
  externalDocs: "external documentation",
};

const operationKeys: Readonly<Record<string, Kind>> = {
  ...common,
  security: "list of security scheme",
  bindings: "operation binding",
};

const messageKeys: Readonly<Record<string, Kind>> = {
  ...common,
  headers: "schema",
  correlationId: "correlation id",
  bindings: "message binding",
};

const shapes: Readonly<Record<Kind, Shape>> = {
  document: {
    keys: {
      ...common,
      info: "info",
      servers: "map of server",
      channels: "map of channel",
      operations: "map of operation",
      components: "components",
    },
  },
  info: { keys: common },
  plain: { rest: "plain", items: "plain", isNamed: true },
  components: {
    keys: Object.fromEntries(
      Object.entries(sections).map(([element, [, key]]) => [key, `shared ${element}`]),
    ),
  },
  server: {
    keys: { ...operationKeys, variables: "map of server variable", bindings: "server binding" },
  },
  channel: {
    keys: {
      ...common,
      servers: "list of server",
      messages: "map of message",
      parameters: "map of parameter",
      ...eachOf(["publish", "subscribe"], "operation"),
      bindings: "channel binding",
    },
  },
  operation: {
    keys: {
      ...operationKeys,
      channel: "channel",
      message: "message",
      messages: "list of message",
      reply: "reply",
      traits: "list of operation trait",
    },
  },
  "operation trait": { keys: operationKeys },
  reply: { keys: { channel: "channel", messages: "list of message", address: "reply address" } },
  message: {
    keys: {
      ...messageKeys,
      payload: "schema",
      oneOf: "list of message",
      traits: "list of message trait",
    },
  },
  // Whose payload is in another language, which has references of its own.
  "foreign message": { keys: { ...messageKeys, payload: "plain", traits: "list of message trait" } },
  "message trait": { keys: messageKeys },
  parameter: { keys: { schema: "schema" } },
  schema: { keys: schemaKeys },
  "wrapped schema": { keys: { schema: "schema" } },
  "foreign schema": { rest: "plain" },
  discriminator: {},
};

const anyDialect = asyncapiDialect("");

/** Where references stand in AsyncAPI 2 and 3; a key that one of the two does not have does no harm to the other. */
export const asyncapiGrammar: Grammar = {
  root: "document",
  shapes,
  sections,
  ignoresSiblings: true,
  refine(kind, map) {
    if (kind === "message" && isForeign(map)) return "foreign message";
    if (kind !== "schema" || !isWrapped(map)) return kind;
    return isForeign(map) ? "foreign schema" : "wrapped schema";
  },
  possibleKinds(map) {
    return valueAt(map, "asyncapi")?.kind === "scalar" ? ["whole contract"] : [];
  },
};

/** Whether a schema says in which language it is written, as `schemaFormat` beside `schema`. */
export function isWrapped(map: MapNode): boolean {
  return map.entries.has("schemaFormat") && map.entries.has("schema");
}

function isForeign(map: MapNode): boolean {
  const format = valueAt(map, "schemaFormat");
  return format?.kind === "scalar" && schemaFormatOf(format.text, anyDialect).kind === "foreign";
}

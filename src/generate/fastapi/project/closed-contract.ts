import type { JsonValue } from "#contract";
import type { OperationMeaning } from "#domain";
import { dereferenced, isJsonObject, isList, type JsonObject } from "./document.ts";
import { type Served, withoutNarrowed } from "./narrowed.ts";
import { withObjectTypes } from "./object-types.ts";
import { withWrittenTypes } from "./written-types.ts";

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * The contract as JSON, without what is left open, operations, webhooks and media types of errors: what the application
 * is held to when an outside tool compares it with the document that it serves. What is taken out is told by name as not
 * judged.
 * Parameters that stand at a path are told at each of its operations: the tool looks for them there.
 */
export function closedContract(document: JsonValue, domain: Served): string {
  const { operations } = domain;
  const open = operations.filter(({ behaviour }) => behaviour.kind === "custom");
  if (!isJsonObject(document) || !isJsonObject(document["paths"])) return JSON.stringify(document);
  const { webhooks: _, ...written } = withoutNarrowed(
    withWrittenTypes(withObjectTypes(document), operations),
    domain,
  );
  const closed = open.reduce(withoutOperation, isJsonObject(written["paths"]) ? written["paths"] : {});
  const paths = Object.fromEntries(
    Object.entries(closed).map(([path, item]) => [
      path,
      isJsonObject(item) ? spreadParameters(document, item) : item,
    ]),
  );
  return `${JSON.stringify({ ...withTextVersion(written), paths }, undefined, 2)}\n`;
}

/** `version: 0.1` is a number to YAML, and a text to whoever compares. */
function withTextVersion(document: JsonObject): JsonObject {
  const { info } = document;
  if (!isJsonObject(info) || typeof info["version"] !== "number") return document;
  return { ...document, info: { ...info, version: String(info["version"]) } };
}

function withoutOperation(paths: JsonObject, { path, method }: OperationMeaning): JsonObject {
  const item = Object.hasOwn(paths, path) ? paths[path] : undefined;
  if (!isJsonObject(item)) return paths;
  const kept = Object.fromEntries(Object.entries(item).filter(([key]) => key !== method));
  return { ...paths, [path]: kept };
}

function spreadParameters(document: JsonValue, item: JsonObject): JsonObject {
  const shared = item["parameters"];
  if (!isList(shared)) return item;
  const entries = Object.entries(item).filter(([key]) => key !== "parameters");
  return Object.fromEntries(
    entries.map(([key, operation]) => {
      if (!methods.includes(key) || !isJsonObject(operation)) return [key, operation];
      const own = isList(operation["parameters"]) ? operation["parameters"] : [];
      const names = new Set(own.map((parameter) => nameOf(document, parameter)));
      const added = shared.filter((parameter) => !names.has(nameOf(document, parameter)));
      return [key, { ...operation, parameters: [...added, ...own] }];
    }),
  );
}

/** What tells a parameter from others of its operation. */
function nameOf(document: JsonValue, parameter: JsonValue): string {
  const found = dereferenced(document, parameter);
  return isJsonObject(found) ? `${String(found["in"])} ${String(found["name"])}` : JSON.stringify(parameter);
}

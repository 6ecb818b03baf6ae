import type { OperationMeaning } from "#domain";
import { isJsonObject, type JsonObject, parseDocument } from "./document.ts";

/**
 * The contract without the operations that are left open: what the application is held to when an outside tool compares
 * it with the document that it serves. Each operation that is taken out is told by name as not judged.
 */
export function closedContract(contractText: string, operations: readonly OperationMeaning[]): string {
  const open = operations.filter(({ behaviour }) => behaviour.kind === "custom");
  if (open.length === 0) return contractText;
  const document = parseDocument(contractText);
  if (!isJsonObject(document) || !isJsonObject(document["paths"])) return contractText;
  const paths = open.reduce(withoutOperation, document["paths"]);
  return `${JSON.stringify({ ...document, paths }, undefined, 2)}\n`;
}

function withoutOperation(paths: JsonObject, { path, method }: OperationMeaning): JsonObject {
  const item = Object.hasOwn(paths, path) ? paths[path] : undefined;
  if (!isJsonObject(item)) return paths;
  const kept = Object.fromEntries(Object.entries(item).filter(([key]) => key !== method));
  return { ...paths, [path]: kept };
}

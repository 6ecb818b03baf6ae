import type { JsonValue } from "#contract";
import type { OperationMeaning } from "#domain";
import { followKeys, isJsonObject, type JsonObject, replaceAt, valueAt } from "./document.ts";

/** Media types of an error answer that are documented beside the one in which it is written. */
interface OtherTypes {
  readonly operation: OperationMeaning;
  /** As the contract spells it: `404`, `default`. */
  readonly status: string;
  readonly response: JsonObject;
  readonly written: string;
  readonly others: readonly string[];
}

function findOtherTypes(document: JsonValue, operation: OperationMeaning): readonly OtherTypes[] {
  const { path, method, errors, otherErrors } = operation;
  const documented = [
    ...errors.filter(({ added, covered }) => added === undefined && covered === undefined),
    ...otherErrors.map(({ range, form }) => ({ status: range, form })),
  ];
  const pathKeys = followKeys(document, ["paths", path]);
  if (!pathKeys || operation.behaviour.kind === "custom") return [];
  return documented.flatMap(({ status, form }) => {
    const keys = followKeys(document, [...pathKeys, method, "responses", String(status)]);
    const response = keys && valueAt(document, keys);
    if (form.kind === "empty" || !isJsonObject(response) || !isJsonObject(response["content"])) return [];
    const types = Object.keys(response["content"]);
    const others = types.filter((type) => type !== form.mediaType);
    const isWritten = types.length > others.length;
    return isWritten && others.length > 0
      ? [{ operation, status: String(status), response, written: form.mediaType, others }]
      : [];
  });
}

/** A document whose error answers have the one media type in which they are written. */
export function withWrittenTypes(document: JsonObject, operations: readonly OperationMeaning[]): JsonObject {
  return operations.flatMap((operation) => findOtherTypes(document, operation)).reduce(keepWritten, document);
}

function keepWritten(document: JsonObject, { operation, status, response, written }: OtherTypes): JsonObject {
  const content = isJsonObject(response["content"]) ? response["content"] : {};
  const kept: JsonObject = {
    ...response,
    content: Object.fromEntries(Object.entries(content).filter(([type]) => type === written)),
  };
  const pathKeys = followKeys(document, ["paths", operation.path]);
  return pathKeys
    ? replaceAt(document, [...pathKeys, operation.method, "responses", status], kept)
    : document;
}

/** The media types that are left open, for people. */
export function tellOtherTypes(
  document: JsonValue,
  operations: readonly OperationMeaning[],
): readonly string[] {
  return operations
    .flatMap((operation) => findOtherTypes(document, operation))
    .map(
      ({ operation: { method, path }, status, written, others }) =>
        `${others.join(", ")} at ${status} of ${method.toUpperCase()} ${path}: ${written} is answered`,
    );
}

import type { RequestBody, Response, ResponseHeader } from "../contract.ts";
import { definedFields } from "../defined.ts";
import { type Entry, type MapNode, type Node, valueAt } from "../document/node.ts";
import { readContent, readNamedExamples, readSchemaAt } from "./media.ts";
import { type Reader, readOnce, report } from "./reader.ts";
import { follow } from "./references.ts";
import { asMap, entriesAt, flagAt, mapAt, quote, textAt } from "./shape.ts";

export function readBody(reader: Reader, node: Node): RequestBody | undefined {
  const target = follow(reader, node, "requestBodies");
  if (target === undefined) return undefined;
  return readOnce(reader, reader.done.bodies, target, () => {
    const map = asMap(reader, target, "a request body");
    if (map === undefined) return undefined;
    return {
      required: flagAt(reader, map, "required") ?? false,
      description: textAt(reader, map, "description") ?? "",
      content: readContent(reader, map),
      span: map.span,
    };
  });
}

/** The answers of an operation, by status in document order. */
export function readResponses(reader: Reader, operation: MapNode): readonly Response[] {
  const responses: Response[] = [];
  for (const entry of entriesAt(reader, operation, "responses")) {
    const status = readStatus(reader, entry);
    const response = status === undefined ? undefined : readResponse(reader, entry.value);
    if (status !== undefined && response !== undefined)
      responses.push({ ...response, status, span: entry.span });
  }
  return responses;
}

export function readResponse(reader: Reader, node: Node): Omit<Response, "status"> | undefined {
  const target = follow(reader, node, "responses");
  if (target === undefined) return undefined;
  return readOnce(reader, reader.done.responses, target, () => {
    const map = asMap(reader, target, "a response");
    if (map === undefined) return undefined;
    return {
      description: textAt(reader, map, "description") ?? "",
      content: readContent(reader, map),
      headers: readHeaders(reader, map),
      span: map.span,
    };
  });
}

export function readHeader(reader: Reader, node: Node): Omit<ResponseHeader, "name"> | undefined {
  const target = follow(reader, node, "headers");
  if (target === undefined) return undefined;
  return readOnce(reader, reader.done.headers, target, () => {
    const map = asMap(reader, target, "a header");
    if (map === undefined) return undefined;
    const schema = readSchemaAt(reader, map);
    const required = flagAt(reader, map, "required") ?? false;
    return {
      required,
      description: textAt(reader, map, "description") ?? "",
      examples: readNamedExamples(reader, map),
      span: map.span,
      ...definedFields({ schema }),
    };
  });
}

function readHeaders(reader: Reader, response: MapNode): readonly ResponseHeader[] {
  const headers: ResponseHeader[] = [];
  // Not entriesAt: a header may well be called `x-rate-limit`.
  for (const entry of mapAt(reader, response, "headers")?.entries.values() ?? []) {
    const header = readHeader(reader, entry.value);
    // The specification takes this one from the media types.
    if (header === undefined || entry.key.toLowerCase() === "content-type") continue;
    headers.push({ ...header, name: entry.key, span: entry.span });
  }
  return headers;
}

function readStatus(reader: Reader, entry: Entry): string | undefined {
  const status = entry.key === "default" ? entry.key : entry.key.toUpperCase();
  if (/^(?:[1-5](?:\d\d|XX)|default)$/.test(status)) return status;
  report(reader, entry.span, {
    rule: "bad-status",
    message: `${quote(entry.key)} is no status: this answer is left out`,
    mend: 'use a code such as "200", a range such as "4XX", or default',
  });
  return undefined;
}

/** Whether there is anything under `responses`. */
export function hasResponses(operation: MapNode): boolean {
  const node = valueAt(operation, "responses");
  return node !== undefined && (node.kind !== "map" || node.entries.size > 0);
}

import type { Schema } from "../contract.ts";
import { definedFields } from "../defined.ts";
import type { FindingList } from "../document/finding-list.ts";
import { type Entry, type MapNode, type Node, valueAt } from "../document/node.ts";
import { anySchema } from "../empty-schema.ts";
import type { ContractEvent, EventChannel } from "../events.ts";
import { jsonMedia } from "../resolve.ts";
import { readBody } from "./bodies.ts";
import { readParameters } from "./parameters.ts";
import { type Reader, readWithin, report } from "./reader.ts";
import { follow } from "./references.ts";
import { findHoles, makeScope, type Scope } from "./scope.ts";
import { readSecurity, securitySchemeNames } from "./security.ts";
import { asMap, entriesAt, entriesOf, flagAt, mapAt, quote, textAt, textsAt } from "./shape.ts";

const methods = ["post", "put", "patch", "get", "delete", "head", "options", "trace"] as const;

/** What the service sends by itself: its webhooks, and where its operations call back. */
export function readSentRequests(reader: Reader, title: string): readonly ContractEvent[] {
  // Nothing that is built depends on them, so what is wrong in them stops nobody.
  const quiet: Reader = { ...reader, findings: asWarnings(reader.findings) };
  const reads = sentItems(quiet).flatMap((item) => readItem(quiet, item, title));
  const holes = findHoles(reads.map(({ scope }) => scope));
  const ids = new Map<string, number>();
  return reads.map(({ event, scope }) => {
    const count = (ids.get(event.id) ?? 0) + 1;
    ids.set(event.id, count);
    const id = count === 1 ? event.id : `${event.id} ${count}`;
    const hole = holes.get(scope);
    if (hole === undefined) return { ...event, id };
    report(quiet, event.span, {
      rule: "lost-payload",
      severity: "warning",
      message: `the payload of ${quote(id)} cannot be understood: ${hole.message}`,
      mend: "mend that place; the event has no payload until then",
      ...(hole.span && { path: [{ message: hole.message, span: hole.span }] }),
    });
    const { payload: _, headers: __, ...rest } = event;
    return { ...rest, id };
  });
}

function asWarnings(findings: FindingList): FindingList {
  return {
    add: (finding) =>
      findings.add(finding.severity === "error" ? { ...finding, severity: "warning" } : finding),
    all: () => findings.all(),
  };
}

/** A path item that somebody else serves. */
interface SentItem {
  readonly entry: Entry;
  readonly name: string;
  readonly address?: string;
}

function sentItems(reader: Reader): readonly SentItem[] {
  const webhooks = ["webhooks", "x-webhooks"].flatMap((key) =>
    // Not entriesAt: the name of a webhook may well begin with `x-`.
    [...(mapAt(reader, reader.root, key)?.entries.values() ?? [])].map((entry) => ({
      entry,
      name: entry.key,
    })),
  );
  const seen = new Set<Node>();
  const called = entriesAt(reader, reader.root, "paths").flatMap(({ value }) =>
    value.kind === "map" ? methods.flatMap((method) => callbacksOf(reader, value, method, seen)) : [],
  );
  return [...webhooks, ...called];
}

function callbacksOf(reader: Reader, path: MapNode, method: string, seen: Set<Node>): readonly SentItem[] {
  const operation = valueAt(path, method);
  if (operation?.kind !== "map") return [];
  return entriesAt(reader, operation, "callbacks").flatMap(({ key, value }) => {
    const callback = readWithin(reader, makeScope(), () => follow(reader, value, "callbacks"));
    // Several operations may share one, and then it is one event.
    if (callback === undefined || seen.has(callback)) return [];
    seen.add(callback);
    return entriesOf(callback.kind === "map" ? callback : undefined).map((entry) => ({
      entry,
      name: key,
      address: entry.key,
    }));
  });
}

interface EventRead {
  readonly event: ContractEvent;
  readonly scope: Scope;
}

function readItem(reader: Reader, sent: SentItem, title: string): readonly EventRead[] {
  const node = follow(reader, sent.entry.value, "pathItems");
  const item = node && asMap(reader, node, quote(sent.name));
  if (item === undefined) return [];
  const present = methods.filter((method) => valueAt(item, method)?.kind === "map");
  return present.map((method, index) => {
    const scope = makeScope();
    const id = index === 0 ? sent.name : `${sent.name} ${method}`;
    return {
      scope,
      event: readWithin(reader, scope, () => readEvent(reader, sent, item, method, id, title)),
    };
  });
}

function readEvent(
  reader: Reader,
  { entry, name, address }: SentItem,
  item: MapNode,
  method: string,
  id: string,
  title: string,
): ContractEvent {
  const node = valueAt(item, method);
  const map: MapNode = node?.kind === "map" ? node : item;
  const body = valueAt(map, "requestBody");
  const content = (body && readBody(reader, body)?.content) ?? [];
  const media = jsonMedia(content) ?? content[0];
  const channel: EventChannel = {
    id: name,
    description: textAt(reader, item, "description") ?? "",
    parameters: [],
    protocols: ["http"],
    span: entry.span,
    ...definedFields({ address }),
  };
  const span = item.entries.get(method)?.span ?? entry.span;
  return {
    name,
    id,
    title: "",
    summary: textAt(reader, map, "summary") ?? "",
    description: textAt(reader, map, "description") ?? "",
    trigger: "",
    channel,
    producers: [
      { service: title, span, ...definedFields({ operation: textAt(reader, map, "operationId") }) },
    ],
    consumers: [],
    contentType: media?.type ?? "application/json",
    tags: textsAt(reader, map, "tags"),
    deprecated: flagAt(reader, map, "deprecated") ?? false,
    security: readSecurity(reader, map, securitySchemeNames(reader)) ?? [],
    examples: media?.examples ?? [],
    span,
    ...definedFields({ payload: media?.schema, headers: readHeaders(reader, item, map) }),
  };
}

// Parameters in the header, as the one schema that an event has for them.
function readHeaders(reader: Reader, item: MapNode, operation: MapNode): Schema | undefined {
  const headers = readParameters(reader, item, operation).parameters.filter((each) => each.in === "header");
  if (headers.length === 0) return undefined;
  return {
    ...anySchema(operation.span),
    types: ["object"],
    properties: headers.map(({ name, required, schema, span }) => ({ name, required, schema, span })),
  };
}

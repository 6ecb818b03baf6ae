import { digest } from "#base";
import type { Contract } from "../contract.ts";
import type { FindingList } from "../document/finding-list.ts";
import type { MapNode } from "../document/node.ts";
import { type Links, makeReader, type Reader, readWithin, report } from "../openapi/reader.ts";
import { readPlacedSchemas, readSharedSchemas } from "../openapi/schemas.ts";
import { makeScope } from "../openapi/scope.ts";
import { mapAt, sharedElements, textAt } from "../openapi/shape.ts";
import type { ApiReader } from "./api-reader.ts";
import { readChannels } from "./channels.ts";
import { makeEvents } from "./events.ts";
import { readNamedMessage } from "./messages.ts";
import { readOperations } from "./operations.ts";
import { unwrapSchema } from "./payloads.ts";
import { asyncapiDialect } from "./schema-format.ts";
import { readSchemes } from "./security.ts";
import { reachOf, readServers } from "./servers.ts";

/** A document of AsyncAPI; its text is what the digest is made of. */
export interface AsyncapiDocument {
  readonly file: string;
  readonly text: string;
  /** `2.6`, `3.0`. */
  readonly version: string;
  readonly root: MapNode;
  readonly findings: FindingList;
  readonly links?: Links | undefined;
}

/** Reads a document that says it is AsyncAPI 2.0 to 2.6, 3.0 or 3.1. */
export function readAsyncapi({ file, text, version, root, findings, links }: AsyncapiDocument): Contract {
  const dialect = asyncapiDialect(version);
  const reader = makeReader({ file, dialect, root, findings, links, unwrap: unwrapSchema });
  const info = mapAt(reader, root, "info");
  const saidAt = (key: string) => (info === undefined ? "" : (textAt(reader, info, key) ?? ""));
  if (saidAt("title") === "") reportNoTitle(reader, info ?? root);
  readSharedSchemas(reader);
  const api = makeApiReader(reader, version.startsWith("2") ? 2 : 3, saidAt("title"));
  const channels = readChannels(api);
  const operations = readOperations(api, channels);
  readUnused(api);
  readPlacedSchemas(reader);
  const events = makeEvents(api, channels, operations);
  if (channels.length === 0) reportNoChannels(reader);
  return {
    file,
    label: `AsyncAPI ${version}`,
    title: saidAt("title"),
    version: saidAt("version"),
    description: saidAt("description"),
    basePath: "",
    operations: [],
    events,
    schemas: reader.schemas,
    securitySchemes: api.securitySchemes,
    digest: digest(text),
    span: root.span,
  };
}

function makeApiReader(reader: Reader, major: 2 | 3, title: string): ApiReader {
  const securitySchemes = readSchemes(reader);
  const servers = readServers({ reader, major, securitySchemes });
  return {
    reader,
    major,
    title,
    defaultContentType: textAt(reader, reader.root, "defaultContentType") ?? "application/json",
    servers,
    everywhere: reachOf([...servers.values()]),
    channels: new Map(),
    channelIds: new Map(),
    messages: new Map(),
    securitySchemes,
    merged: 0,
    sizes: new Map(),
    pairs: 0,
  };
}

// On no channel they are no events, but what is wrong in them is said.
function readUnused(api: ApiReader): void {
  for (const entry of sharedElements(api.reader, "messages"))
    readWithin(api.reader, makeScope(), () => readNamedMessage(api, entry.value, entry.span, [entry.key]));
}

function reportNoTitle(reader: Reader, place: MapNode): void {
  report(reader, place.span, {
    rule: "missing-title",
    severity: "warning",
    message: "the contract has no title: which service it speaks of cannot be told",
    mend: 'give it "info" with "title" and "version"',
  });
}

function reportNoChannels(reader: Reader): void {
  report(reader, reader.root.entries.get("channels")?.span ?? reader.root.span, {
    rule: "missing-channels",
    severity: "warning",
    message: "there is no channel in this contract: it tells of no event",
    mend: 'declare what carries messages under "channels"',
  });
}

import { digest } from "#base";
import type { Contract } from "../contract.ts";
import type { FindingList } from "../document/finding-list.ts";
import type { MapNode, Node } from "../document/node.ts";
import { readBody, readHeader, readResponse } from "./bodies.ts";
import { newerDialect, olderOpenapi } from "./dialect.ts";
import { readMediaType } from "./media.ts";
import { reportOlderParts } from "./older-parts.ts";
import { dropLost, type OperationDefaults, readOperations } from "./operations.ts";
import { readParameter } from "./parameters.ts";
import { type Links, makeReader, type Reader, readWithin, report } from "./reader.ts";
import { readPlacedSchemas, readSharedSchemas } from "./schemas.ts";
import { makeScope } from "./scope.ts";
import { readSecurity, readSecuritySchemes, securitySchemeNames } from "./security.ts";
import { readServer } from "./servers.ts";
import { entriesAt, mapAt, sharedElements, textAt } from "./shape.ts";
import { reportUnreadParts } from "./unread-parts.ts";
import { readSentRequests } from "./webhooks.ts";

export type OpenapiVersion = "3.0" | "3.1" | "3.2";

/** A document of OpenAPI 3; its text is what the digest is made of. */
export interface OpenapiDocument {
  readonly file: string;
  readonly text: string;
  readonly version: OpenapiVersion;
  readonly root: MapNode;
  readonly findings: FindingList;
  readonly links?: Links | undefined;
}

/** Reads a document that says it is OpenAPI 3.0, 3.1 or 3.2. */
export function readOpenapi({ file, text, version, root, findings, links }: OpenapiDocument): Contract {
  const dialect = version === "3.0" ? olderOpenapi : newerDialect(`OpenAPI ${version}`);
  const reader = makeReader({ file, dialect, root, findings, links });
  const info = mapAt(reader, root, "info");
  if (info === undefined || textAt(reader, info, "title") === undefined) reportNoTitle(reader, info ?? root);
  const server = readServer(reader);
  const securitySchemes = readSecuritySchemes(reader);
  readSharedSchemas(reader);
  const operations = readOperations(reader, readDefaults(reader));
  if (entriesAt(reader, root, "paths").length === 0) reportNoOperations(reader);
  readUnusedElements(reader);
  const title = info === undefined ? "" : (textAt(reader, info, "title") ?? "");
  const events = readSentRequests(reader, title);
  readPlacedSchemas(reader);
  reportUnreadParts(reader);
  reportOlderParts(reader);
  return {
    file,
    label: `OpenAPI ${version}`,
    title,
    version: info === undefined ? "" : (textAt(reader, info, "version") ?? ""),
    description: info === undefined ? "" : (textAt(reader, info, "description") ?? ""),
    ...server,
    operations: dropLost(reader, operations),
    events,
    schemas: reader.schemas,
    securitySchemes,
    digest: digest(text),
    span: root.span,
  };
}

function readDefaults(reader: Reader): OperationDefaults {
  const scope = makeScope();
  const securityNames = securitySchemeNames(reader);
  const security = readWithin(reader, scope, () => readSecurity(reader, reader.root, securityNames)) ?? [];
  return { security, scope, securityNames };
}

// Nothing comes of them, but what is wrong in them is said.
function readUnusedElements(reader: Reader): void {
  const sections: readonly (readonly [string, (node: Node) => unknown])[] = [
    ["parameters", (node) => readParameter(reader, node)],
    ["requestBodies", (node) => readBody(reader, node)],
    ["responses", (node) => readResponse(reader, node)],
    ["headers", (node) => readHeader(reader, node)],
    ["mediaTypes", (node) => readMediaType(reader, node)],
  ];
  for (const [section, read] of sections) {
    for (const entry of sharedElements(reader, section))
      readWithin(reader, makeScope(), () => read(entry.value));
  }
}

function reportNoTitle(reader: Reader, place: MapNode): void {
  report(reader, place.span, {
    rule: "missing-title",
    severity: "warning",
    message: "the contract has no title: what it is about cannot be shown",
    mend: 'give it "info" with "title" and "version"',
  });
}

function reportNoOperations(reader: Reader): void {
  report(reader, reader.root.entries.get("paths")?.span ?? reader.root.span, {
    rule: "missing-operations",
    severity: "warning",
    message: "there is no path in this contract: nothing can be built from it",
    mend: 'declare operations under "paths"',
  });
}

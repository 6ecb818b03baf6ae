import type { MapNode } from "../document/node.ts";
import { type Reader, report } from "./reader.ts";
import { entriesAt, quote, sharedElements } from "./shape.ts";

type Mends = Readonly<Record<string, string>>;

const rootKeywords: Mends = {
  definitions: 'move what is under it to "components/schemas"',
  parameters: 'move what is under it to "components/parameters"',
  responses: 'move what is under it to "components/responses"',
  securityDefinitions: 'move what is under it to "components/securitySchemes"',
  host: 'write the address as the "url" of one of the "servers"',
  basePath: 'write it at the end of the "url" of one of the "servers"',
  schemes: 'write the address as the "url" of one of the "servers"',
  consumes: 'write the media types as the keys of "content" in each "requestBody"',
  produces: 'write the media types as the keys of "content" in each response',
};

const operationKeywords: Mends = {
  consumes: 'write the media types as the keys of "content" in the "requestBody"',
  produces: 'write the media types as the keys of "content" in each response',
};

const responseKeywords: Mends = {
  schema: 'move it under "content" and a media type such as "application/json"',
  examples: 'move them under "content", to the "example" of their media types',
};

const schemeKeywords: Mends = {
  flow: 'write "flows", and under it the flow with its addresses and "scopes"',
};

/** Keywords of Swagger 2.0 in a later document: nothing reads them, so what they say is lost without a word. */
export function reportOlderParts(reader: Reader): void {
  reportIn(reader, reader.root, rootKeywords);
  for (const path of entriesAt(reader, reader.root, "paths")) {
    if (path.value.kind !== "map") continue;
    for (const { value, key } of path.value.entries.values()) {
      if (value.kind !== "map" || key.startsWith("x-")) continue;
      reportIn(reader, value, operationKeywords);
      const responses = value.entries.get("responses")?.value;
      if (responses?.kind === "map") reportInResponses(reader, responses);
    }
  }
  const components = reader.root.entries.get("components")?.value;
  const responses = components?.kind === "map" ? components.entries.get("responses")?.value : undefined;
  if (responses?.kind === "map") reportInResponses(reader, responses);
  for (const { value } of components?.kind === "map" ? sharedElements(reader, "securitySchemes") : [])
    if (value.kind === "map") reportIn(reader, value, schemeKeywords);
}

function reportInResponses(reader: Reader, responses: MapNode): void {
  for (const { value, key } of responses.entries.values())
    if (value.kind === "map" && !key.startsWith("x-")) reportIn(reader, value, responseKeywords);
}

function reportIn(reader: Reader, map: MapNode, mends: Mends): void {
  for (const [key, mend] of Object.entries(mends)) {
    const entry = map.entries.get(key);
    if (entry === undefined) continue;
    report(reader, entry.span, {
      rule: "keyword-of-other-version",
      severity: "warning",
      message: `${quote(key)} is a keyword of Swagger 2.0: ${reader.now.dialect.label} ignores it`,
      mend,
    });
  }
}

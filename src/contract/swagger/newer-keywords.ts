import type { MapNode } from "../document/node.ts";
import { report } from "../openapi/reader.ts";
import { quote } from "../openapi/shape.ts";
import type { Rewriter } from "./rewriter.ts";

type Place = keyof typeof keywords;

/** What OpenAPI 3 has and 2.0 has not, by where it stands, with what to write instead. */
const keywords = {
  root: {
    components: 'move its parts to "definitions", "parameters", "responses" and "securityDefinitions"',
    servers: 'write "host", "basePath" and "schemes"',
    webhooks: "write it as OpenAPI 3.1",
  },
  operation: {
    requestBody: "write a parameter with in: body and this schema",
    callbacks: "write it as OpenAPI 3.0",
  },
  response: { content: 'write the schema under "schema", and its media types under "produces"' },
  parameter: {
    content: 'write "type" here',
    schema: 'write "type" and what belongs to it here, beside "name"',
    style: 'write "collectionFormat"',
    explode: 'write "collectionFormat: multi" for true, and "csv" for false',
  },
  schema: {
    nullable: "write x-nullable: true",
    oneOf: "write one schema, or what the alternatives share",
    anyOf: "write one schema, or what the alternatives share",
    const: 'write "enum" with this value only',
    writeOnly: "say it in the description, or write it as OpenAPI 3.0",
    deprecated: "say it in the description, or write it as OpenAPI 3.0",
  },
  securityScheme: { flows: 'write "flow", with its addresses and "scopes" beside it' },
} as const satisfies Record<string, Record<string, string>>;

const unread: ReadonlySet<string> = new Set([
  "components",
  "servers",
  "webhooks",
  "requestBody",
  "callbacks",
  "content",
]);

/** Reports keywords of OpenAPI 3. What stands in the place of a keyword is not read; what adds to one is. */
export function reportNewer(rewriter: Rewriter, map: MapNode, place: Place): void {
  for (const [key, mend] of Object.entries(keywords[place])) {
    const entry = map.entries.get(key);
    if (entry === undefined) continue;
    const isRead = !unread.has(key);
    report(rewriter.reader, entry.span, {
      rule: "keyword-of-other-version",
      severity: isRead ? "warning" : "error",
      message: isRead
        ? `${quote(key)} does not mean this in Swagger 2.0: other tools ignore it`
        : `${quote(key)} is OpenAPI 3: Swagger 2.0 does not know it, so it is not read`,
      mend,
    });
  }
}

export function isUnread(key: string): boolean {
  return unread.has(key);
}

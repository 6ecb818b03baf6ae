import type { Entry, MapNode, Node } from "../document/node.ts";
import { referenceIn } from "../openapi/references.ts";
import { mapAt } from "../openapi/shape.ts";
import { keyOfTypes } from "./media-types.ts";
import { reportNewer } from "./newer-keywords.ts";
import { makeEntry, makeMap, mapValues } from "./nodes.ts";
import { rewriteReference } from "./references.ts";
import { type MediaTypes, type Rewriter, resolve, rewriteOnce } from "./rewriter.ts";
import { gatherSchema, isFile, isValueKeyword, rewriteFile, rewriteSchema } from "./schemas.ts";

/** The answers under `responses`; shared ones are written out where the operation's media types are its own. */
export function rewriteResponses(
  rewriter: Rewriter,
  operation: MapNode,
  types: MediaTypes,
): Entry | undefined {
  const entry = operation.entries.get("responses");
  if (entry === undefined) return undefined;
  const hasOwnTypes = operation.entries.has("produces");
  const value = mapValues(entry.value, (node, key) => {
    if (key.startsWith("x-")) return node;
    const isShared = /^#\/responses\/[^/]+$/.test(referenceIn(node) ?? "");
    const target = hasOwnTypes && isShared ? writeOut(rewriter, node) : undefined;
    return rewriteResponse(rewriter, target ?? node, types);
  });
  return { ...entry, value };
}

// So many that no real contract has them, and few enough that one response cannot be multiplied without end.
function writeOut(rewriter: Rewriter, node: Node): Node | undefined {
  const target = resolve(rewriter, node);
  const uses = target === undefined ? undefined : rewriter.done.get(target);
  return (uses?.size ?? 0) > 50 ? undefined : target;
}

export function rewriteResponse(rewriter: Rewriter, node: Node, types: MediaTypes): Node {
  if (node.kind !== "map") return node;
  if (node.entries.has("$ref")) return rewriteReference(rewriter, node);
  return rewriteOnce(rewriter, node, `response ${keyOfTypes(types)}`, () => {
    reportNewer(rewriter, node, "response");
    const headers = node.entries.get("headers");
    return makeMap(node.span, [
      node.entries.get("description"),
      headers && { ...headers, value: mapValues(headers.value, (header) => rewriteHeader(rewriter, header)) },
      makeContent(rewriter, node, types),
    ]);
  });
}

function makeContent(rewriter: Rewriter, response: MapNode, types: MediaTypes): Entry | undefined {
  const schema = response.entries.get("schema");
  const examples = mapAt(rewriter.reader, response, "examples")?.entries ?? new Map<string, Entry>();
  const shown = [...examples.values()].filter(({ key }) => !key.startsWith("x-"));
  if (schema === undefined && shown.length === 0) return undefined;
  const place = schema?.span ?? response.span;
  const usual =
    schema !== undefined && isFile(schema.value) ? "application/octet-stream" : "application/json";
  const said = schema === undefined ? [] : types.length > 0 ? types : [{ type: usual, span: place }];
  const inner = schema && { ...schema, value: rewriteFile(rewriteSchema(rewriter, schema.value)) };
  const makeMedia = (type: string, span: Entry["span"]) => {
    const example = examples.get(type);
    return makeEntry(
      type,
      makeMap(place, [inner, example && makeEntry("example", example.value, example.span)]),
      span,
    );
  };
  return makeEntry(
    "content",
    makeMap(place, [
      ...said.map(({ type, span }) => makeMedia(type, span)),
      ...shown.map(({ key, span }) => makeMedia(key, span)),
    ]),
  );
}

function rewriteHeader(rewriter: Rewriter, node: Node): Node {
  if (node.kind !== "map") return node;
  if (node.entries.has("$ref")) return rewriteReference(rewriter, node);
  return rewriteOnce(rewriter, node, "header", () => {
    const kept = [...node.entries.values()].filter(({ key }) => !isValueKeyword(key) && key !== "schema");
    const gathered = gatherSchema(rewriter, node);
    const said = node.entries.get("schema");
    reportNewer(rewriter, node, "parameter");
    const schema =
      gathered !== undefined
        ? makeEntry("schema", gathered)
        : said && { ...said, value: rewriteSchema(rewriter, said.value) };
    return makeMap(node.span, [...kept, schema]);
  });
}

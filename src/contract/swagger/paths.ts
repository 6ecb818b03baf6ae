import type { Entry, MapNode, Node } from "../document/node.ts";
import { rewriteRequestBody } from "./bodies.ts";
import { mediaTypesOf } from "./media-types.ts";
import { isUnread, reportNewer } from "./newer-keywords.ts";
import { makeMap } from "./nodes.ts";
import { type Parameters, splitParameters } from "./parameters.ts";
import { rewriteReference } from "./references.ts";
import { rewriteResponses } from "./responses.ts";
import { type Rewriter, resolve, rewriteOnce } from "./rewriter.ts";

const methods: ReadonlySet<string> = new Set([
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "trace",
]);

/** The operations of a path. One that stands elsewhere is rewritten from there, because nothing else leads to it. */
export function rewritePath(rewriter: Rewriter, node: Node): Node {
  const isElsewhere = node.kind === "map" && node.entries.has("$ref") && node.entries.size === 1;
  const item = isElsewhere ? (resolve(rewriter, node) ?? node) : node;
  if (item.kind !== "map") return item;
  return rewriteOnce(rewriter, item, "path", () => {
    const shared = splitParameters(rewriter, item);
    const entries = [...item.entries.values()].map((entry) => {
      if (entry.key === "parameters") return shared.listed;
      return methods.has(entry.key) ? rewriteOperation(rewriter, entry, shared) : entry;
    });
    return rewriteReference(rewriter, makeMap(item.span, entries));
  });
}

const replaced: ReadonlySet<string> = new Set(["consumes", "produces", "schemes", "parameters", "responses"]);

function rewriteOperation(rewriter: Rewriter, entry: Entry, shared: Parameters): Entry {
  const map = entry.value;
  return map.kind === "map" ? { ...entry, value: rewriteDeclared(rewriter, map, shared) } : entry;
}

function rewriteDeclared(rewriter: Rewriter, map: MapNode, shared: Parameters): MapNode {
  reportNewer(rewriter, map, "operation");
  const own = splitParameters(rewriter, map);
  const kept = [...map.entries.values()].filter(({ key }) => !replaced.has(key) && !isUnread(key));
  return makeMap(map.span, [
    ...kept,
    own.listed,
    rewriteRequestBody(rewriter, map, own, shared),
    rewriteResponses(rewriter, map, mediaTypesOf(rewriter, map, "produces")),
  ]);
}

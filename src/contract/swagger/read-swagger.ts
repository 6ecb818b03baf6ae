import { printBundle } from "../bundle/print-bundle.ts";
import type { Bundle, Contract } from "../contract.ts";
import type { FindingList } from "../document/finding-list.ts";
import { limits } from "../document/limits.ts";
import type { Entry, MapNode, Node } from "../document/node.ts";
import { readOpenapi } from "../openapi/read-openapi.ts";
import { report } from "../openapi/reader.ts";
import { quote, textAt } from "../openapi/shape.ts";
import { rewriteBody } from "./bodies.ts";
import { mediaTypesOf } from "./media-types.ts";
import { isUnread, reportNewer } from "./newer-keywords.ts";
import { filterValues, makeEntry, makeMap, makeScalar, mapValues, quietTextAt } from "./nodes.ts";
import { rewriteParameter } from "./parameters.ts";
import { rewritePath } from "./paths.ts";
import { kindOf, rewriteReferences } from "./references.ts";
import { rewriteResponse } from "./responses.ts";
import { type MediaTypes, makeRewriter, type Rewriter, resolve } from "./rewriter.ts";
import { rewriteSchema } from "./schemas.ts";
import { rewriteSecurityScheme } from "./security.ts";
import { speakSwagger } from "./words.ts";

/**
 * Reads a document that says it is Swagger 2.0, by way of the tree that OpenAPI 3.0 has for the same. That tree is
 * given as a text too, for all that reads contracts after us and knows 3.0 only.
 */
export function readSwagger(
  file: string,
  text: string,
  root: MapNode,
  findings: FindingList,
): { readonly value: Contract; readonly bundle: Bundle | undefined; readonly root: MapNode } {
  const rewriter = makeRewriter(file, root, findings);
  const rewritten = rewriteRoot(rewriter, root);
  const isSmall = countNodes(rewritten, new Map()) <= limits.aliasedNodes;
  const bundle = isSmall ? { text: printBundle(rewritten), sources: new Map<string, string>() } : undefined;
  if (!isSmall) reportTooLarge(rewriter, root);
  const spoken = speakSwagger(findings, rewriter.written);
  const contract = readOpenapi({
    file,
    text: bundle?.text ?? text,
    version: "3.0",
    root: rewritten,
    findings: spoken,
  });
  return { value: { ...contract, label: "Swagger 2.0" }, bundle, root: rewritten };
}

// What is shared here is written out again and again there.
function countNodes(node: Node, known: Map<Node, number>): number {
  if (node.kind === "scalar") return 1;
  let count = known.get(node);
  if (count === undefined) {
    const parts = node.kind === "list" ? node.items : [...node.entries.values()].map(({ value }) => value);
    count = parts.reduce((sum, part) => sum + countNodes(part, known), 1);
    known.set(node, count);
  }
  return count;
}

function reportTooLarge(rewriter: Rewriter, root: MapNode): void {
  report(rewriter.reader, root.entries.get("swagger")?.span ?? root.span, {
    rule: "too-large",
    message: "as OpenAPI 3.0 this document becomes too large to be written out",
    mend: "give bodies and answers a name under definitions, and use fewer media types",
  });
}

const replaced: ReadonlySet<string> = new Set([
  "swagger",
  "host",
  "basePath",
  "schemes",
  "consumes",
  "produces",
  "definitions",
  "parameters",
  "responses",
  "securityDefinitions",
]);

function rewriteRoot(rewriter: Rewriter, root: MapNode): MapNode {
  reportNewer(rewriter, root, "root");
  const consumed = mediaTypesOf(rewriter, undefined, "consumes");
  const produced = mediaTypesOf(rewriter, undefined, "produces");
  const kept = [...root.entries.values()]
    .filter(({ key }) => !replaced.has(key) && !isUnread(key))
    .map((entry) => rewriteRootEntry(rewriter, entry));
  const said = root.entries.get("swagger") ?? makeEntry("swagger", root);
  return makeMap(root.span, [
    makeEntry("openapi", makeScalar("3.0.3", said.value.span), said.span),
    ...kept,
    makeServers(rewriter, root),
    makeEntry("components", makeComponents(rewriter, root, consumed, produced)),
  ]);
}

function rewriteRootEntry(rewriter: Rewriter, entry: Entry): Entry {
  if (entry.key === "paths")
    return {
      ...entry,
      value: mapValues(entry.value, (node, key) =>
        key.startsWith("x-") ? rewriteReferences(rewriter, node) : rewritePath(rewriter, node),
      ),
    };
  return entry.key.startsWith("x-") ? { ...entry, value: rewriteReferences(rewriter, entry.value) } : entry;
}

function makeServers(rewriter: Rewriter, root: MapNode): Entry | undefined {
  const path = textAt(rewriter.reader, root, "basePath");
  const host = quietTextAt(root, "host");
  // 2.0 has no variables in addresses, and 3.0 would take braces for such.
  const isPlain = host !== undefined && /^[^/?#{}\s]+$/.test(host);
  const entry = root.entries.get(path === undefined ? "host" : "basePath");
  if (entry === undefined || (path === undefined && !isPlain)) return undefined;
  const below = path === undefined ? "" : pathBelow(rewriter, root, path);
  const url = isPlain ? `${schemeOf(root)}://${host}${below}` : below;
  const { span } = entry.value;
  const server = makeMap(span, [makeEntry("url", makeScalar(url, span), entry.span)]);
  return makeEntry("servers", { kind: "list", items: [server], span }, entry.span);
}

function pathBelow(rewriter: Rewriter, root: MapNode, basePath: string): string {
  const place = root.entries.get("basePath")?.span ?? root.span;
  const plain = basePath.replace(/\{[^{}]*\}/g, "");
  if (plain !== basePath)
    report(rewriter.reader, place, {
      rule: "undeclared-server-variable",
      severity: "warning",
      message: `${quote(basePath)} has variables, and Swagger 2.0 has none: they are left out of the base path`,
      mend: "write the path itself",
    });
  return `/${plain.replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/]*/i, "").replace(/^\/+/, "")}`;
}

function schemeOf(root: MapNode): string {
  const said = root.entries.get("schemes")?.value;
  const schemes =
    said?.kind === "list" ? said.items.map((item) => (item.kind === "scalar" ? item.text : "")) : [];
  return (
    schemes.find((scheme) => scheme === "https") ?? schemes.find((scheme) => scheme === "http") ?? "https"
  );
}

function makeComponents(
  rewriter: Rewriter,
  root: MapNode,
  consumed: MediaTypes,
  produced: MediaTypes,
): MapNode {
  const section = (key: string, name: string, rewrite: (node: Node) => Node) => {
    const entry = root.entries.get(key);
    return entry && makeEntry(name, mapValues(entry.value, rewrite), entry.span);
  };
  const parameters = root.entries.get("parameters");
  const ofKind = (kind: "body" | undefined, rewrite: (node: Node) => Node) => {
    const value = parameters && filterValues(parameters.value, (node) => kindOf(rewriter, node) === kind);
    return value && mapValues(value, rewrite);
  };
  const listed = ofKind(undefined, (node) => rewriteParameter(rewriter, node));
  const bodies = ofKind("body", (node) => {
    const target = resolve(rewriter, node);
    return target?.kind === "map" ? rewriteBody(rewriter, target, consumed) : node;
  });
  return makeMap(root.span, [
    section("definitions", "schemas", (node) => rewriteSchema(rewriter, node)),
    section("responses", "responses", (node) => rewriteResponse(rewriter, node, produced)),
    section("securityDefinitions", "securitySchemes", (node) => rewriteSecurityScheme(rewriter, node)),
    listed && makeEntry("parameters", listed, parameters?.span),
    bodies?.kind === "map" ? makeEntry("requestBodies", bodies, parameters?.span) : undefined,
  ]);
}

import type { Entry, MapNode, Node } from "../document/node.ts";
import { report } from "../openapi/reader.ts";
import { quote, suggest, textAt } from "../openapi/shape.ts";
import { reportNewer } from "./newer-keywords.ts";
import { makeEntry, makeMap, makeScalar, quietTextAt } from "./nodes.ts";
import type { Rewriter } from "./rewriter.ts";

const flows: ReadonlyMap<string, string> = new Map([
  ["implicit", "implicit"],
  ["password", "password"],
  ["application", "clientCredentials"],
  ["accessCode", "authorizationCode"],
]);

/** A way to sign in, under `securityDefinitions`. */
export function rewriteSecurityScheme(rewriter: Rewriter, node: Node): Node {
  if (node.kind !== "map") return node;
  reportNewer(rewriter, node, "securityScheme");
  const type = node.entries.get("type");
  const said = quietTextAt(node, "type");
  if (said === "basic" && type !== undefined) {
    const others = [...node.entries.values()].filter(({ key }) => key !== "type" && key !== "scheme");
    return makeMap(node.span, [
      makeEntry("type", makeScalar("http", type.value.span), type.span),
      makeEntry("scheme", makeScalar("basic", type.value.span), type.span),
      ...others,
    ]);
  }
  if (type !== undefined && (said === "http" || said === "openIdConnect" || said === "mutualTLS"))
    reportNewType(rewriter, type, said);
  return said === "oauth2" && !node.entries.has("flows") ? rewriteFlow(rewriter, node) : node;
}

function rewriteFlow(rewriter: Rewriter, map: MapNode): Node {
  const said = textAt(rewriter.reader, map, "flow");
  const flow = said === undefined ? undefined : flows.get(said);
  const entry = map.entries.get("flow");
  const span = entry?.span ?? map.span;
  if (flow === undefined) {
    report(rewriter.reader, span, {
      rule: "unknown-flow",
      severity: "warning",
      message: `${said === undefined ? "no flow is named" : `${quote(said)} is no flow of OAuth 2`}: how a token is got is unknown`,
      mend: suggest(said ?? "", flows.keys()) ?? `use one of ${[...flows.keys()].join(", ")}`,
    });
  }
  const inner = makeMap(
    span,
    ["authorizationUrl", "tokenUrl", "scopes"].map((key) => map.entries.get(key)),
  );
  const all = makeMap(span, [makeEntry(flow ?? "implicit", inner, span)]);
  const others = [...map.entries.values()].filter(({ key }) => key !== "flow");
  return makeMap(map.span, [...others, makeEntry("flows", all, span)]);
}

function reportNewType(rewriter: Rewriter, type: Entry, said: string): void {
  report(rewriter.reader, type.span, {
    rule: "keyword-of-other-version",
    severity: "warning",
    message: `${quote(said)} is no type of security scheme in Swagger 2.0: other tools ignore it`,
    mend: "write basic, or apiKey with in: header and name: Authorization, or write it as OpenAPI 3.0",
  });
}

import type { Entry, MapNode, Node } from "../document/node.ts";
import { report } from "../openapi/reader.ts";
import { quote, suggest, textAt } from "../openapi/shape.ts";
import { reportNewer } from "./newer-keywords.ts";
import { makeEntry, makeMap, makeScalar, quietTextAt } from "./nodes.ts";
import { kindOf, rewriteReference } from "./references.ts";
import { type Rewriter, resolve, rewriteOnce } from "./rewriter.ts";
import { gatherSchema, isValueKeyword, rewriteSchema } from "./schemas.ts";

/** The parameters of a path or an operation, told apart: 3.0 has a body where 2.0 has two kinds of parameters. */
export interface Parameters {
  /** `parameters` as 3.0 has it; whatever was written there, if it is no list. */
  readonly listed: Entry | undefined;
  readonly bodies: readonly MapNode[];
  readonly fields: readonly MapNode[];
}

export function splitParameters(rewriter: Rewriter, map: MapNode): Parameters {
  const entry = map.entries.get("parameters");
  if (entry?.value.kind !== "list") return { listed: entry, bodies: [], fields: [] };
  const listed: Node[] = [];
  const bodies: MapNode[] = [];
  const fields: MapNode[] = [];
  for (const item of entry.value.items) {
    const kind = kindOf(rewriter, item);
    const target = kind === undefined ? undefined : resolve(rewriter, item);
    if (target?.kind !== "map") listed.push(rewriteParameter(rewriter, item));
    else if (kind === "body") bodies.push(target);
    else fields.push(target);
  }
  return { listed: { ...entry, value: { ...entry.value, items: listed } }, bodies, fields };
}

/** A parameter that is no body and no part of a form. */
export function rewriteParameter(rewriter: Rewriter, node: Node): Node {
  if (node.kind !== "map") return node;
  if (node.entries.has("$ref")) return rewriteReference(rewriter, node);
  return rewriteOnce(rewriter, node, "parameter", () => {
    reportNewer(rewriter, node, "parameter");
    const kept = [...node.entries.values()].filter(
      ({ key }) =>
        !isValueKeyword(key) && key !== "collectionFormat" && key !== "content" && key !== "schema",
    );
    const gathered = gatherSchema(rewriter, node);
    const said = node.entries.get("schema");
    const schema =
      gathered !== undefined
        ? makeEntry("schema", gathered)
        : said && { ...said, value: rewriteSchema(rewriter, said.value) };
    return makeMap(node.span, [...kept, schema, ...spellList(rewriter, node)]);
  });
}

const styles: ReadonlyMap<string, string | undefined> = new Map([
  ["csv", undefined],
  ["multi", undefined],
  ["ssv", "spaceDelimited"],
  ["pipes", "pipeDelimited"],
  ["tsv", "tabDelimited"],
]);

// Lists are joined with commas where nothing is said, and 3.0 repeats the name then.
export function spellList(rewriter: Rewriter, map: MapNode): readonly Entry[] {
  if (quietTextAt(map, "type") !== "array") return [];
  const { reader } = rewriter;
  const said = textAt(reader, map, "collectionFormat") ?? "csv";
  const span = map.entries.get("collectionFormat")?.span ?? map.span;
  const isQuery = /^(?:query|formData)$/.test(quietTextAt(map, "in") ?? "");
  if (!styles.has(said) || (said === "multi" && !isQuery)) {
    report(reader, span, {
      rule: "bad-collection-format",
      severity: "warning",
      message: `${quote(said)} is no way to write a list here: commas are taken for it`,
      mend:
        suggest(said, styles.keys()) ??
        `use one of ${[...styles.keys()].join(", ")}; multi in a query or form only`,
    });
  }
  if (said === "tsv")
    report(reader, span, {
      rule: "unread-keyword",
      severity: "warning",
      message: "lists separated by tabs are not understood yet: they are taken as one text each",
      mend: "write collectionFormat: csv",
    });
  const style = styles.get(said);
  return [
    makeEntry("explode", makeScalar(said === "multi" && isQuery, span), span),
    ...(style === undefined ? [] : [makeEntry("style", makeScalar(style, span), span)]),
  ];
}

import { describeNode, type Entry, isNull, type MapNode, type Node } from "../document/node.ts";
import { report } from "../openapi/reader.ts";
import { quote } from "../openapi/shape.ts";
import { reportNewer } from "./newer-keywords.ts";
import { makeEntry, makeMap, makeScalar, mapItems, mapValues, quietTextAt } from "./nodes.ts";
import { rewriteReference } from "./references.ts";
import { type Rewriter, rewriteOnce } from "./rewriter.ts";

/** A schema of 2.0 in the spelling of 3.0. */
export function rewriteSchema(rewriter: Rewriter, node: Node): Node {
  if (node.kind !== "map") return node;
  return rewriteOnce(rewriter, node, "schema", () => {
    reportNewer(rewriter, node, "schema");
    const flag = readNullable(rewriter, node);
    if (node.entries.has("$ref")) return rewriteReferring(rewriter, node, flag);
    const entries = [...node.entries.values()].map((entry) => rewriteEntry(rewriter, entry));
    return makeMap(node.span, [...entries, flag]);
  });
}

function rewriteEntry(rewriter: Rewriter, entry: Entry): Entry {
  const rewrite = (value: Node) => rewriteSchema(rewriter, value);
  switch (entry.key) {
    case "items":
    case "additionalProperties":
    case "not":
      return { ...entry, value: rewrite(entry.value) };
    case "properties":
    case "patternProperties":
    case "definitions":
      return { ...entry, value: mapValues(entry.value, rewrite) };
    case "allOf":
    case "oneOf":
    case "anyOf":
      return { ...entry, value: mapItems(entry.value, rewrite) };
    case "discriminator":
      return rewriteDiscriminator(rewriter, entry);
    default:
      return entry;
  }
}

// Nothing else may stand beside a reference, but this many do write there.
function rewriteReferring(rewriter: Rewriter, map: MapNode, flag: Entry | undefined): Node {
  const reference = rewriteReference(rewriter, map);
  if (flag === undefined) return reference;
  const members: Node = { kind: "list", items: [reference], span: map.span };
  return makeMap(map.span, [makeEntry("allOf", members), flag]);
}

// The name of the property alone; which value stands for which schema is the schema's name.
function rewriteDiscriminator(rewriter: Rewriter, entry: Entry): Entry {
  const { value } = entry;
  if (value.kind === "map")
    report(rewriter.reader, entry.span, {
      rule: "keyword-of-other-version",
      severity: "warning",
      message: '"discriminator" is no map in Swagger 2.0: other tools ignore it',
      mend: "write the name of the property alone",
    });
  if (value.kind !== "scalar" || isNull(value)) return entry;
  return { ...entry, value: makeMap(value.span, [makeEntry("propertyName", value)]) };
}

// 2.0 has no word for null, so tools made up their own.
function readNullable(rewriter: Rewriter, map: MapNode): Entry | undefined {
  for (const entry of map.entries.values()) {
    if (!/^x-(?:is-?)?nullable$/i.test(entry.key) || isNull(entry.value)) continue;
    const { value } = entry;
    if (value.kind === "scalar" && typeof value.value === "boolean")
      return value.value ? makeEntry("nullable", value, entry.span) : undefined;
    report(rewriter.reader, value.span, {
      rule: "wrong-type",
      message: `${quote(entry.key)} must be \`true\` or \`false\`, and is ${describeNode(value)}: it is ignored`,
      mend: "write `true` or `false` here",
    });
  }
  return undefined;
}

const valueKeywords: ReadonlySet<string> = new Set([
  "type",
  "format",
  "items",
  "default",
  "enum",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minItems",
  "maxItems",
  "uniqueItems",
]);

/** Whether a keyword says something about the values of a parameter or header, and so belongs into its schema in 3.0. */
export function isValueKeyword(key: string): boolean {
  return valueKeywords.has(key) || /^x-(?:is-?)?nullable$/i.test(key);
}

/** The schema that is spread over a parameter or header; `undefined` where it says nothing of its values. */
export function gatherSchema(
  rewriter: Rewriter,
  map: MapNode,
  also: readonly string[] = [],
): Node | undefined {
  const entries = [...map.entries.values()].filter((entry) => isValueKeyword(entry.key));
  if (entries.length === 0) return undefined;
  const more = also.map((key) => map.entries.get(key));
  return rewriteSchema(rewriter, makeMap(map.span, [...entries, ...more]));
}

/** A file is a text of bytes in 3.0. Other schemas as they are. */
export function rewriteFile(node: Node): Node {
  const type = node.kind === "map" ? node.entries.get("type") : undefined;
  if (node.kind !== "map" || type === undefined || !isFile(node)) return node;
  const others = [...node.entries.values()].filter(({ key }) => key !== "type" && key !== "format");
  return makeMap(node.span, [
    makeEntry("type", makeScalar("string", type.value.span), type.span),
    makeEntry("format", makeScalar("binary", type.value.span), type.span),
    ...others,
  ]);
}

export function isFile(node: Node): boolean {
  return node.kind === "map" && quietTextAt(node, "type") === "file";
}

import { Document, Pair, Scalar, type ScalarTag, YAMLMap, YAMLSeq } from "yaml";
import type { MapNode, Node, ScalarNode } from "../document/node.ts";

/** The document as YAML; the same tree gives the same text, and reading that gives the same tree, places apart. */
export function printBundle(root: MapNode): string {
  const document = new Document(null, {
    schema: "core",
    // What a reader of the older version would take for something else is put in quotes.
    compat: "yaml-1.1",
    customTags: (tags) => [asWritten, ...tags],
  });
  document.contents = convert(root) as typeof document.contents;
  return document.toString({ lineWidth: 0, singleQuote: true });
}

/** A number with the form that it has in its file. */
class WrittenNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const asWritten: ScalarTag = {
  tag: "tag:yaml.org,2002:float",
  default: true,
  identify: (value) => value instanceof WrittenNumber,
  resolve: (text) => text,
  stringify: ({ value }) => (value instanceof WrittenNumber ? value.text : String(value)),
};

function convert(node: Node): YAMLMap | YAMLSeq | Scalar {
  if (node.kind === "scalar") return convertScalar(node);
  if (node.kind === "list") {
    const list = new YAMLSeq();
    list.items = node.items.map(convert);
    list.flow = list.items.length === 0;
    return list;
  }
  const map = new YAMLMap();
  for (const { key, value } of node.entries.values()) {
    // Beside the contract lie no other files, so an extension's reference to one would lead nowhere.
    if (key.startsWith("x-") && refersToFile(value)) continue;
    map.items.push(new Pair(convertKey(key), convert(value)));
  }
  map.flow = map.items.length === 0;
  return map;
}

function convertKey(key: string): Scalar {
  const scalar = new Scalar(key);
  // Without quotes this is an order to merge.
  if (key === "<<") scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

function convertScalar({ value, text }: ScalarNode): Scalar {
  if (typeof value === "number") return new Scalar(isNumber(text) ? new WrittenNumber(text) : value);
  const scalar = new Scalar(value);
  if (value === null || typeof value === "boolean") scalar.source = text;
  return scalar;
}

// Numbers with an explicit tag may be written as nothing else would be read.
function isNumber(text: string): boolean {
  return /^(?:[-+]?\d+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.\d+|\d+\.\d*|\d+)(?:[eE][-+]?\d+)?)$/.test(text);
}

function refersToFile(node: Node): boolean {
  if (node.kind === "scalar") return false;
  if (node.kind === "list") return node.items.some(refersToFile);
  const reference = node.entries.get("$ref")?.value;
  if (reference?.kind === "scalar" && typeof reference.value === "string" && !reference.value.startsWith("#"))
    return true;
  return [...node.entries.values()].some(({ value }) => refersToFile(value));
}

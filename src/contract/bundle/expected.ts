import { describeNode, type MapNode, type Node, valueAt } from "../document/node.ts";
import { decodePointer } from "../openapi/pointer.ts";
import type { Problem } from "../openapi/reader.ts";
import { referenceIn } from "../openapi/references.ts";
import { quote } from "../openapi/shape.ts";
import { type Element, elements, isElement, type Kind, sections, shapeOf } from "./grammar.ts";
import type { Place } from "./locate.ts";

/** What is wrong where a reference leads to something else than what belongs in its place. */
export function checkKind(text: string, place: Place, wanted: Kind): Problem | undefined {
  const [components, section] = place.pointer;
  const named = place.pointer.length === 3 && components === "components" ? section : undefined;
  const declared = elements.find((element) => sections[element] === named);
  const actual = declared ?? kindOf(place.node, wanted);
  if (actual === undefined || actual === wanted) return undefined;
  return {
    rule: "wrong-reference",
    message: `${quote(text)} leads to ${oneOf(actual)}, where ${oneOf(wanted)} is wanted`,
    mend: `refer to ${oneOf(wanted)}`,
    path: [{ message: "this is what it leads to", span: place.span }],
  };
}

// What describes a node says so itself.
function oneOf(kind: string): string {
  if (/^(?:a |nothing|`)/.test(kind)) return kind;
  const shown = kind.startsWith("shared ") ? `map of ${kind.slice("shared ".length)}s` : kind;
  return `${/^[aeiou]/.test(shown) ? "an" : "a"} ${shown}`;
}

/** For what it can be told; where more than one kind is possible, the wanted one counts. */
function kindOf(node: Node, wanted: Kind): string | undefined {
  if (wanted === "schema" && node.kind === "scalar" && typeof node.value === "boolean") return undefined;
  if (shapeOf(wanted).items !== undefined && wanted !== "plain")
    return node.kind === "list" ? undefined : describeNode(node);
  if (wanted === "part") return undefined;
  if (node.kind !== "map") return describeNode(node);
  if (referenceIn(node) !== undefined || !isTold(wanted)) return undefined;
  const possible = possibleKinds(node);
  return possible.length === 0 || possible.includes(wanted) ? undefined : possible[0];
}

function isTold(kind: Kind): boolean {
  if (kind === "path item" || kind === "operation") return true;
  return isElement(kind) && kind !== "example" && kind !== "link" && kind !== "callback";
}

const schemaTypes = /^(?:string|integer|number|boolean|array|object|null)$/;
const securityTypes = /^(?:apiKey|http|oauth2|openIdConnect|mutualTLS)$/;

function possibleKinds(map: MapNode): readonly (Kind | Element | "whole contract")[] {
  const at = (key: string) => valueAt(map, key);
  const textOf = (key: string) => {
    const node = at(key);
    return node?.kind === "scalar" ? node.text : "";
  };
  if (at("openapi")?.kind === "scalar" || at("swagger")?.kind === "scalar") return ["whole contract"];
  if (/^(?:path|query|header|cookie|querystring)$/.test(textOf("in")) && textOf("type") === "" && at("name"))
    return ["parameter"];
  if (securityTypes.test(textOf("type"))) return ["security scheme"];
  if (at("responses")?.kind === "map") return ["operation"];
  if (["get", "put", "post", "delete", "patch"].some((method) => at(method)?.kind === "map"))
    return ["path item"];
  const isSchema = ["properties", "allOf", "oneOf", "anyOf", "enum", "items"].some((key) => at(key));
  if (isSchema || schemaTypes.test(textOf("type"))) return ["schema"];
  if (at("content")?.kind !== "map") return [];
  if (at("required")?.kind === "scalar") return ["request body", "header", "parameter"];
  return ["response", "request body", "header", "parameter"];
}

/** Whether a text under `mapping` is a reference rather than a name. */
export function isMappedReference(text: string): boolean {
  return text.startsWith("#")
    ? decodePointer(text.slice(1)) !== undefined
    : /\.(?:ya?ml|json)(?:#.*)?$/i.test(text);
}

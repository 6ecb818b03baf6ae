import { describeNode, type Node } from "../document/node.ts";
import { decodePointer } from "../openapi/pointer.ts";
import type { Problem } from "../openapi/reader.ts";
import { referenceIn } from "../openapi/references.ts";
import { quote } from "../openapi/shape.ts";
import { elementsOf, type Grammar, type Kind, sectionOf, shapeOf } from "./grammar.ts";
import type { Place } from "./locate.ts";

/** What is wrong where a reference leads to something else than what belongs in its place. */
export function checkKind(grammar: Grammar, text: string, place: Place, wanted: Kind): Problem | undefined {
  const section = place.pointer.slice(0, -1).join("/");
  const declared = elementsOf(grammar).find((each) => sectionOf(grammar, each).join("/") === section);
  const actual = declared ?? kindOf(grammar, place.node, wanted);
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
  const shown = kind.startsWith("list of ")
    ? `${kind}s`
    : kind.replace(/^shared (.*)$/, (_, element) => `map of ${element}s`);
  return `${/^[aeiou]/.test(shown) ? "an" : "a"} ${shown}`;
}

/** For what it can be told; where more than one kind is possible, the wanted one counts. */
function kindOf(grammar: Grammar, node: Node, wanted: Kind): string | undefined {
  if (wanted === "schema" && node.kind === "scalar" && typeof node.value === "boolean") return undefined;
  if (shapeOf(grammar, wanted).items !== undefined && wanted !== "plain")
    return node.kind === "list" ? undefined : describeNode(node);
  if (wanted === "part") return undefined;
  if (node.kind !== "map") return describeNode(node);
  if (referenceIn(node) !== undefined) return undefined;
  const possible = grammar.possibleKinds(node, wanted);
  return possible.length === 0 || possible.includes(wanted) ? undefined : possible[0];
}

/** Whether a text under `mapping` is a reference rather than a name. */
export function isMappedReference(text: string): boolean {
  return text.startsWith("#")
    ? decodePointer(text.slice(1)) !== undefined
    : /\.(?:ya?ml|json)(?:#.*)?$/i.test(text);
}

import { isNull, type ListNode, type MapNode, type Node } from "../document/node.ts";
import { decodePointer, encodeFragment } from "../openapi/pointer.ts";
import { report } from "../openapi/reader.ts";
import { referenceIn, referenceSpan } from "../openapi/references.ts";
import { quote } from "../openapi/shape.ts";
import { mediaTypesOf } from "./media-types.ts";
import { makeEntry, makeMap, makeScalar, mapItems, mapValues, quietTextAt } from "./nodes.ts";
import { nodeAt, type Rewriter, resolve } from "./rewriter.ts";

/** A node that refers to something, referring to where that is when everything is rewritten; others as they are. */
export function rewriteReference(rewriter: Rewriter, node: Node): Node {
  const text = referenceIn(node);
  if (node.kind !== "map" || text === undefined) return node;
  reportNewReference(rewriter, node, text);
  const entry = node.entries.get("$ref");
  const value = makeScalar(translate(rewriter, text), entry?.value.span ?? node.span);
  const entries = [...node.entries.values()].filter((each) => each.key !== "$ref");
  return makeMap(node.span, [makeEntry("$ref", value, entry?.span), ...entries]);
}

/** The same all the way down, for parts whose shape nobody knows: extensions. */
export function rewriteReferences(rewriter: Rewriter, node: Node): Node {
  const inner = mapValues(
    mapItems(node, (item) => rewriteReferences(rewriter, item)),
    (value) => rewriteReferences(rewriter, value),
  );
  return rewriteReference(rewriter, inner);
}

function reportNewReference(rewriter: Rewriter, node: MapNode, text: string): void {
  const [, section, name] = /^#\/components\/([a-zA-Z]+)\/(.*)$/s.exec(text) ?? [];
  if (section === undefined || name === undefined) return;
  const place = section === "schemas" ? "definitions" : section === "responses" ? section : "parameters";
  report(rewriter.reader, referenceSpan(node), {
    rule: "keyword-of-other-version",
    severity: "warning",
    message: `${quote(text)} is how OpenAPI 3 refers: Swagger 2.0 has no components`,
    mend: `write ${quote(`#/${place}/${name}`)}`,
  });
}

function translate(rewriter: Rewriter, text: string): string {
  const known = rewriter.translations.get(text);
  if (known !== undefined) return known;
  const translated = translateText(rewriter, text);
  rewriter.translations.set(text, translated);
  return translated;
}

function translateText(rewriter: Rewriter, text: string): string {
  // As it is written, because most are such, and because escapes stay what they are.
  if (/^#\/definitions(?:\/|$)/.test(text))
    return `#/components/schemas${text.slice("#/definitions".length)}`;
  const pointer = text.startsWith("#/") ? decodePointer(text.slice(1)) : undefined;
  if (pointer === undefined) return text;
  const translated = translatePointer(rewriter, pointer);
  if (translated === pointer) return text;
  const rewritten = encodeFragment(translated);
  rewriter.written.set(rewritten, text);
  return rewritten;
}

function translatePointer(rewriter: Rewriter, pointer: readonly string[]): readonly string[] {
  const { root } = rewriter.reader;
  const [first, second = "", third = "", fourth = "", fifth = "", ...rest] = pointer;
  const below = pointer.slice(2);
  if (first === "parameters" && pointer.length > 1) {
    const section = kindOf(rewriter, nodeAt(root, pointer.slice(0, 2))) === "body" ? "requestBodies" : first;
    return ["components", section, second, ...behindParameter(rewriter, section, undefined, below)];
  }
  if (first === "responses" && pointer.length > 1)
    return ["components", first, second, ...behindResponse(rewriter, undefined, below)];
  const operation = nodeAt(root, pointer.slice(0, 3));
  if (first !== "paths" || operation?.kind !== "map" || pointer.length < 5) return pointer;
  if (fourth === "responses")
    return [first, second, third, fourth, fifth, ...behindResponse(rewriter, operation, rest)];
  const list = operation.entries.get("parameters")?.value;
  if (fourth !== "parameters" || list?.kind !== "list") return pointer;
  const index = Number(fifth);
  if (kindOf(rewriter, list.items[index]) === "body")
    return [
      first,
      second,
      third,
      "requestBody",
      ...behindParameter(rewriter, "requestBodies", operation, rest),
    ];
  const position = positionsIn(rewriter, list)[index];
  return [first, second, third, fourth, `${position}`, ...behindParameter(rewriter, fourth, operation, rest)];
}

function positionsIn(rewriter: Rewriter, list: ListNode): readonly (number | undefined)[] {
  let positions = rewriter.positions.get(list);
  if (positions === undefined) {
    let count = 0;
    positions = list.items.map((item) => {
      if (kindOf(rewriter, item) !== undefined) return undefined;
      count += 1;
      return count - 1;
    });
    rewriter.positions.set(list, positions);
  }
  return positions;
}

function behindParameter(
  rewriter: Rewriter,
  section: string,
  operation: MapNode | undefined,
  rest: readonly string[],
): readonly string[] {
  if (section !== "requestBodies") return rest[0] === "items" ? ["schema", ...rest] : rest;
  const [first] = mediaTypesOf(rewriter, operation, "consumes");
  return rest[0] === "schema" ? ["content", first?.type ?? "application/json", ...rest] : rest;
}

function behindResponse(
  rewriter: Rewriter,
  operation: MapNode | undefined,
  rest: readonly string[],
): readonly string[] {
  const [first] = mediaTypesOf(rewriter, operation, "produces");
  if (rest[0] === "schema") return ["content", first?.type ?? "application/json", ...rest];
  return rest[0] === "headers" && rest[2] === "items"
    ? [...rest.slice(0, 2), "schema", ...rest.slice(2)]
    : rest;
}

/** Whether a parameter, or what it refers to, is a body or a part of a form. */
export function kindOf(rewriter: Rewriter, node: Node | undefined): "body" | "formData" | undefined {
  const target = node === undefined || isNull(node) ? undefined : resolve(rewriter, node);
  const place = target?.kind === "map" ? quietTextAt(target, "in") : undefined;
  return place === "body" || place === "formData" ? place : undefined;
}

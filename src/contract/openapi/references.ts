import { formatSpan, nearestName, type Span } from "#base";
import { type MapNode, type Node, valueAt } from "../document/node.ts";
import { decodePointer, encodePointer } from "./pointer.ts";
import { type Lookup, type Problem, type Reader, reportHole, type Target } from "./reader.ts";
import { quote } from "./shape.ts";

export type Section =
  | "schemas"
  | "parameters"
  | "responses"
  | "requestBodies"
  | "headers"
  | "mediaTypes"
  | "examples"
  | "securitySchemes"
  | "pathItems"
  | "callbacks"
  | "channels"
  | "operations"
  | "messages"
  | "messageTraits"
  | "operationTraits"
  | "servers"
  | "replies"
  | "replyAddresses"
  | "correlationIds"
  | "tags";

/** The reference of a node that is one. */
export function referenceIn(node: Node): string | undefined {
  if (node.kind !== "map") return undefined;
  const reference = valueAt(node, "$ref");
  return reference?.kind === "scalar" && typeof reference.value === "string" ? reference.value : undefined;
}

/** Follows references until something else than a reference is there. Reports, and gives nothing, where it cannot. */
export function follow(reader: Reader, node: Node, section: Section): Node | undefined {
  const seen = new Set<Node>();
  let current = node;
  for (let text = referenceIn(current); text !== undefined; text = referenceIn(current)) {
    if (seen.has(current)) {
      reportHole(reader, referenceSpan(node), cycleProblem(writtenIn(reader, current, text)));
      return undefined;
    }
    seen.add(current);
    const target = findTarget(reader, current, text, section);
    if (target === undefined) return undefined;
    current = target.node;
  }
  return current;
}

/** The target of one reference, reported where there is none. */
export function findTarget(reader: Reader, node: Node, text: string, section: Section): Target | undefined {
  const known = reader.links.problems.get(node);
  const found: Lookup = known === undefined ? lookUp(reader, text) : { kind: "problem", problem: known };
  const span = referenceSpan(node);
  if (found.kind === "problem") {
    reportHole(reader, span, found.problem);
    return undefined;
  }
  const [first, actual] = found.pointer;
  if (first === "components" && found.pointer.length === 3 && actual !== section) {
    reportHole(reader, span, {
      rule: "wrong-reference",
      message: `${quote(writtenIn(reader, node, text))} is one of the ${actual}, where one of the ${section} is wanted`,
      mend: `refer to "#/components/${section}/…"`,
    });
    return undefined;
  }
  return found;
}

function writtenIn(reader: Reader, node: Node, text: string): string {
  return reader.links.written.get(node) ?? text;
}

export function cycleProblem(text: string): Problem {
  return {
    rule: "reference-cycle",
    message: `${quote(text)} refers back to itself: there is nothing at its end`,
    mend: "let one of the references in the circle be the thing itself",
  };
}

/** Where a reference stands: from `$ref` to the end of its text. */
export function referenceSpan(node: Node): Span {
  return (node.kind === "map" ? node.entries.get("$ref")?.span : undefined) ?? node.span;
}

function lookUp(reader: Reader, text: string): Lookup {
  const known = reader.lookups.get(text);
  if (known !== undefined) return known;
  // While it is being looked up, it leads nowhere: that ends circles through the middle of a pointer.
  reader.lookups.set(text, { kind: "problem", problem: cycleProblem(text) });
  const found = locate(reader, text);
  reader.lookups.set(text, found);
  return found;
}

/**
 * A document may say its own address, as `$self` since OpenAPI 3.2 and as `$id` in JSON Schema, and refer to itself by
 * it, or to what lies beside it: such a reference without it.
 */
export function withoutSelf(root: Node, text: string): string {
  const id = root.kind === "map" ? (valueAt(root, "$id") ?? valueAt(root, "id")) : undefined;
  if (id?.kind === "scalar" && /^[a-z][a-z0-9+.-]*:/i.test(id.text)) {
    const [address = ""] = id.text.split("#");
    if (text === address) return "#";
    if (text.startsWith(`${address}#`)) return text.slice(address.length);
    const folder = address.slice(0, address.lastIndexOf("/") + 1);
    return folder.length > "https://".length && text.startsWith(folder) ? text.slice(folder.length) : text;
  }
  const self = root.kind === "map" ? valueAt(root, "$self") : undefined;
  const isSelf = self?.kind === "scalar" && self.text !== "" && text.startsWith(`${self.text}#`);
  return isSelf ? text.slice(self.text.length) : text;
}

function locate(reader: Reader, said: string): Lookup {
  const text = withoutSelf(reader.root, said);
  const outside = outsideProblem(text);
  if (outside !== undefined) return { kind: "problem", problem: outside };
  const pointer = decodePointer(text.slice(1)) ?? reader.layout.anchorIn?.(reader.root, text.slice(1));
  if (pointer === undefined) return unresolved(reader, text, undefined, [], 0);
  let current: { node: Node; span: Span } = { node: reader.root, span: reader.root.span };
  for (const [index, token] of pointer.entries()) {
    const next = step(current.node, token) ?? stepBehind(reader, current.node, token);
    if (next === undefined) return unresolved(reader, text, current.node, pointer, index);
    current = next;
  }
  return { kind: "target", node: current.node, span: current.span, pointer };
}

export function step(node: Node, token: string): { node: Node; span: Span } | undefined {
  if (node.kind === "map") {
    const entry = node.entries.get(token);
    return entry === undefined ? undefined : { node: entry.value, span: entry.span };
  }
  const item = node.kind === "list" && /^\d{1,9}$/.test(token) ? node.items[Number(token)] : undefined;
  return item === undefined ? undefined : { node: item, span: item.span };
}

// A pointer may pass through a reference: `#/paths/~1a/get/responses/200/content` with a shared response.
// Once only at each place, which keeps the depth of this recursion at the length of the pointer's circle-free part.
function stepBehind(reader: Reader, node: Node, token: string): { node: Node; span: Span } | undefined {
  const text = referenceIn(node);
  if (text === undefined || reader.now.hops > 20) return undefined;
  reader.now.hops += 1;
  const found = lookUp(reader, text);
  reader.now.hops -= 1;
  return found.kind === "target" ? step(found.node, token) : undefined;
}

/** What is wrong with a reference that leads out of the one document. */
export function outsideProblem(text: string): Problem | undefined {
  if (text.startsWith("#")) return undefined;
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) || text.startsWith("//")) {
    return {
      rule: "remote-reference",
      message: `${quote(text)} is on another machine: nothing is fetched, so what it says is unknown`,
      mend: "copy it under components and refer to it there",
    };
  }
  return {
    rule: "other-file-reference",
    message: `${quote(text)} is in another file, and only this one is at hand`,
    mend: "bundle the files into one document, for example with `redocly bundle`",
  };
}

function unresolved(
  reader: Reader,
  text: string,
  at: Node | undefined,
  pointer: readonly string[],
  failed: number,
): Lookup {
  const message = `${quote(text)} is not in this document`;
  const mend = propose(reader, at, pointer, failed);
  return { kind: "problem", problem: { rule: "unresolved-reference", message, mend } };
}

// The nearest name where the pointer fails; else the same name among the components.
function propose(reader: Reader, at: Node | undefined, pointer: readonly string[], failed: number): string {
  const fallback = "declare it under components, or refer to something that is declared";
  const [wanted, name] = [pointer[failed], pointer.at(-1)];
  // Each look costs the length of a list of names; a document with thousands of these has other worries.
  reader.now.proposals += 1;
  if (wanted === undefined || name === undefined || reader.now.proposals > 200) return fallback;
  if (at?.kind === "map") {
    const closest = nearestName(wanted, at.entries.keys());
    const entry = closest === undefined ? undefined : at.entries.get(closest);
    if (entry !== undefined) {
      const nearest = encodePointer([...pointer.slice(0, failed), entry.key, ...pointer.slice(failed + 1)]);
      return `did you mean "#${nearest}" (${formatSpan(entry.span)})?`;
    }
  }
  return proposeComponent(reader.root, name) ?? fallback;
}

function proposeComponent(root: MapNode, wanted: string): string | undefined {
  const components = valueAt(root, "components");
  if (components?.kind !== "map") return undefined;
  for (const section of components.entries.values()) {
    const entry = section.value.kind === "map" ? section.value.entries.get(wanted) : undefined;
    if (entry === undefined) continue;
    const pointer = encodePointer(["components", section.key, wanted]);
    return `did you mean "#${pointer}" (${formatSpan(entry.span)})?`;
  }
  return undefined;
}

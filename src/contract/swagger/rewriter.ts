import type { Span } from "#base";
import type { MapNode, Node } from "../document/node.ts";
import { olderOpenapi } from "../openapi/dialect.ts";
import { decodePointer } from "../openapi/pointer.ts";
import { makeReader, type Reader } from "../openapi/reader.ts";
import { referenceIn } from "../openapi/references.ts";

/** Media types in the order of the document, each with its place; none where nothing is said. */
export type MediaTypes = readonly { readonly type: string; readonly span: Span }[];

/** Everything that rewriting one document shares. */
export interface Rewriter {
  /** For what is found while rewriting; its root is the document as it was written. */
  readonly reader: Reader;
  /** Rewritten references that do not look like what was written, and what was written. */
  readonly written: Map<string, string>;
  readonly lookups: Map<string, Node | undefined>;
  readonly translations: Map<string, string>;
  readonly mediaTypes: Map<Node, MediaTypes>;
  /** By list of parameters: where each item is in the list that remains; nothing for those that become a body. */
  readonly positions: Map<Node, readonly (number | undefined)[]>;
  /** Aliases share nodes, and references share bodies: each is rewritten once for each use that differs. */
  readonly done: Map<Node, Map<string, Node>>;
}

export function makeRewriter(file: string, root: MapNode, findings: Reader["findings"]): Rewriter {
  const reader = makeReader({ file, dialect: olderOpenapi, root, findings });
  return {
    reader,
    written: new Map(),
    lookups: new Map(),
    translations: new Map(),
    mediaTypes: new Map(),
    positions: new Map(),
    done: new Map(),
  };
}

export function rewriteOnce(rewriter: Rewriter, node: Node, use: string, rewrite: () => Node): Node {
  let uses = rewriter.done.get(node);
  if (uses === undefined) {
    uses = new Map();
    rewriter.done.set(node, uses);
  }
  let rewritten = uses.get(use);
  if (rewritten === undefined) {
    rewritten = rewrite();
    uses.set(use, rewritten);
  }
  return rewritten;
}

/** What a node stands for in the document as written, references followed. Says nothing: the reader will. */
export function resolve(rewriter: Rewriter, node: Node): Node | undefined {
  const seen = new Set<Node>();
  let current: Node | undefined = node;
  while (current !== undefined) {
    const text = referenceIn(current);
    if (text === undefined) return current;
    if (seen.has(current)) return undefined;
    seen.add(current);
    current = lookUp(rewriter, text);
  }
  return undefined;
}

function lookUp(rewriter: Rewriter, text: string): Node | undefined {
  if (rewriter.lookups.has(text)) return rewriter.lookups.get(text);
  const pointer = text.startsWith("#") ? decodePointer(text.slice(1)) : undefined;
  const found = pointer === undefined ? undefined : nodeAt(rewriter.reader.root, pointer);
  rewriter.lookups.set(text, found);
  return found;
}

export function nodeAt(root: Node, pointer: readonly string[]): Node | undefined {
  let current: Node | undefined = root;
  for (const token of pointer) {
    if (current?.kind === "map") current = current.entries.get(token)?.value;
    else if (current?.kind === "list" && /^\d{1,9}$/.test(token)) current = current.items[Number(token)];
    else return undefined;
  }
  return current;
}

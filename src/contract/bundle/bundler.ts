import type { Span } from "#base";
import type { FindingList } from "../document/finding-list.ts";
import type { MapNode, Node, ScalarNode } from "../document/node.ts";
import type { Built } from "../document/weigh.ts";
import type { Problem } from "../openapi/reader.ts";
import type { Element, Grammar, Kind } from "./grammar.ts";
import type { Locator, Place } from "./locate.ts";
import type { Names } from "./names.ts";
import type { Source } from "./sources.ts";

/** Everything that bundling one contract shares; filled on the way. */
export interface Bundler {
  readonly grammar: Grammar;
  readonly findings: FindingList;
  readonly locator: Locator;
  readonly names: Names;
  /** What is to be written under components, and is not yet. */
  readonly waiting: { readonly element: Element; readonly name: string; readonly place: Place }[];
  readonly built: Map<Node, Map<Kind, Built>>;
  /** Places that are being put in just now, and those that were. */
  readonly open: Set<string>;
  readonly putIn: Set<string>;
  /** By node of the result: why its reference leads nowhere. */
  readonly problems: Map<Node, Problem>;
  /** By node of the result: the reference as it is written in the file. */
  readonly written: Map<Node, string>;
  /** Nodes that were put in once more. */
  repeated: number;
}

/** A node where it is read: in which file, as what, and how deep in the result. */
export interface Spot {
  readonly source: Source;
  readonly kind: Kind;
  readonly depth: number;
}

export function reportProblem(bundler: Bundler, span: Span, problem: Problem): void {
  const { rule, message, mend, path } = problem;
  bundler.findings.add({
    rule: `contract/${rule}`,
    severity: "error",
    message,
    span,
    ...(mend === undefined ? {} : { mend }),
    ...(path === undefined ? {} : { path }),
  });
}

export function leaf(node: ScalarNode): Built {
  return { node, size: 1, height: 1 };
}

/** The same node with another text. */
export function withText(node: ScalarNode, text: string): ScalarNode {
  return { ...node, value: text, text };
}

/** Whether a node is a reference and nothing else. */
export function isBare(bundler: Bundler, map: MapNode): boolean {
  return (
    bundler.grammar.ignoresSiblings ||
    [...map.entries.keys()].every((key) => key === "$ref" || key.startsWith("x-"))
  );
}

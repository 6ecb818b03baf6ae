import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Finding, Severity, Span } from "#base";
import type { FindingList } from "./finding-list.ts";
import { limits } from "./limits.ts";
import type { Entry, Node, ScalarNode } from "./node.ts";
import type { Spans } from "./spans.ts";
import type { Spent } from "./spent.ts";
import { type Built, weigh } from "./weigh.ts";

interface Builder {
  readonly spans: Spans;
  readonly findings: FindingList;
  /** By name, the latest one winning; `undefined` while the anchored node is still being built. */
  readonly anchors: Map<string, Built | undefined>;
  readonly spent: Spent;
}

/** Turns the library's tree into ours. Recursion is bounded: depth was checked on the tokens, and is here on aliases. */
export function buildNodes(root: ParsedNode, spans: Spans, findings: FindingList, spent: Spent): Node {
  return build({ spans, findings, anchors: new Map(), spent }, root, 1).node;
}

function build(builder: Builder, node: ParsedNode, depth: number): Built {
  if (isAlias(node)) return followAlias(builder, node as Alias.Parsed, depth);
  const anchor = node.anchor;
  if (anchor !== undefined) builder.anchors.set(anchor, undefined);
  const built = isMap(node)
    ? buildMap(builder, node as YAMLMap.Parsed, depth)
    : isSeq(node)
      ? buildList(builder, node as YAMLSeq.Parsed, depth)
      : buildScalar(builder, node as Scalar.Parsed);
  if (anchor !== undefined) builder.anchors.set(anchor, built);
  return built;
}

function followAlias(builder: Builder, alias: Alias.Parsed, depth: number): Built {
  const refuse = (rule: string, message: string, mend: string) => {
    report(builder, "error", rule, message, alias.range, mend);
    return leaf(builder, null, "", alias.range);
  };
  const name = JSON.stringify(alias.source);
  if (!builder.anchors.has(alias.source)) return leaf(builder, null, "", alias.range); // reported as syntax
  const target = builder.anchors.get(alias.source);
  if (target === undefined)
    return refuse("contract/alias-cycle", `the alias ${name} lies inside what it stands for`, "use $ref");
  if (depth + target.height > limits.depth)
    return refuse("contract/too-deep", `the alias ${name} nests too deeply`, "use $ref instead of aliases");
  builder.spent.aliased += target.size;
  if (builder.spent.aliased > limits.aliasedNodes)
    return refuse("contract/alias-bomb", "aliases blow this document up beyond what can be read", "use $ref");
  return target;
}

function buildList(builder: Builder, list: YAMLSeq.Parsed, depth: number): Built {
  const built: Built[] = [];
  let end = list.range[0];
  for (const item of list.items as ParsedNode[]) {
    const part = build(builder, item, depth + 1);
    built.push(part);
    end = isAlias(item) ? item.range[1] : part.node.span.end;
  }
  const span = collectionSpan(builder, list, end);
  return weigh({ kind: "list", items: built.map((item) => item.node), span }, built);
}

// In block style the library's range takes the white space behind it along; the last part's end does not.
function collectionSpan(builder: Builder, node: YAMLMap.Parsed | YAMLSeq.Parsed, lastEnd: number): Span {
  return builder.spans.at(node.range[0], node.flow ? node.range[1] : lastEnd);
}

function buildMap(builder: Builder, map: YAMLMap.Parsed, depth: number): Built {
  const entries = new Map<string, Entry>();
  const parts: Built[] = [];
  const merged: Built[] = [];
  let end = map.range[0];
  for (const pair of map.items) {
    const key = readKey(builder, pair, map.range);
    if (key === undefined) continue;
    const value = pair.value
      ? build(builder, pair.value, depth + 1)
      : leaf(builder, null, "", endOf(key.range));
    parts.push(value);
    if (key.isMerge && isMergeable(value.node)) {
      merged.push(value);
      continue;
    }
    const known = entries.get(key.text);
    const entry = makeEntry(builder, key.text, key.range, pair, value.node);
    end = entry.span.end;
    if (known === undefined) entries.set(key.text, entry);
    else reportDuplicate(builder, key.text, key.range, known);
  }
  for (const { node } of merged) mergeInto(entries, node);
  return weigh({ kind: "map", entries, span: collectionSpan(builder, map, end) }, parts);
}

type Range = readonly [number, number, number];

function readKey(builder: Builder, pair: Pair<ParsedNode, ParsedNode | null>, around: Range) {
  const key = pair.key as ParsedNode | null;
  if (key === null) return undefined;
  const followed = isAlias(key) ? followAlias(builder, key as Alias.Parsed, 1).node : undefined;
  if (isScalar(key) || followed?.kind === "scalar") {
    const scalar = isScalar(key) ? scalarText(key as Scalar.Parsed) : (followed as ScalarNode).text;
    const isMerge = scalar === "<<" && isScalar(key) && key.type === "PLAIN";
    return { text: scalar, range: key.range ?? around, isMerge };
  }
  const message = "a key that is no text: what stands under it is not read";
  report(
    builder,
    "error",
    "contract/bad-key",
    message,
    key.range ?? around,
    "write a plain name before the colon",
  );
  return undefined;
}

function makeEntry(
  builder: Builder,
  key: string,
  range: Range,
  pair: Pair<ParsedNode, ParsedNode | null>,
  value: Node,
): Entry {
  // The alias stands here; what it stands for is elsewhere.
  const end = isAlias(pair.value) ? (pair.value.range?.[1] ?? range[1]) : value.span.end;
  return { key, value, span: builder.spans.at(range[0], Math.max(range[1], end)) };
}

// `<<` is no part of YAML 1.2, but people share maps with it; own keys win, as in YAML 1.1.
function mergeInto(entries: Map<string, Entry>, node: Node): void {
  const maps = node.kind === "list" ? node.items : [node];
  for (const map of maps) {
    if (map.kind !== "map") continue;
    for (const [key, entry] of map.entries) if (!entries.has(key)) entries.set(key, entry);
  }
}

function isMergeable(node: Node): boolean {
  return node.kind === "map" || (node.kind === "list" && node.items.every((item) => item.kind === "map"));
}

function buildScalar(builder: Builder, scalar: Scalar.Parsed): Built {
  const value: unknown = scalar.value;
  const isPlain = typeof value === "boolean" || value === null || Number.isFinite(value);
  const text = scalarText(scalar);
  return leaf(builder, isPlain ? (value as number | boolean | null) : text, text, scalar.range);
}

function scalarText(scalar: Scalar.Parsed): string {
  if (typeof scalar.value === "string") return scalar.value;
  return scalar.source ?? String(scalar.value);
}

function leaf(builder: Builder, value: ScalarNode["value"], text: string, range: Range): Built {
  const span = builder.spans.at(range[0], range[1]);
  return { node: { kind: "scalar", value, text, span }, size: 1, height: 1 };
}

function endOf(range: Range): Range {
  return [range[1], range[1], range[1]];
}

function reportDuplicate(builder: Builder, key: string, range: Range, first: Entry): void {
  report(
    builder,
    "error",
    "contract/duplicate-key",
    `${JSON.stringify(key)} is there already: only the first one is read`,
    range,
    "remove one of the two, or rename it",
    [{ message: "the first one", span: first.span }],
  );
}

function report(
  builder: Builder,
  severity: Severity,
  rule: string,
  message: string,
  range: Range,
  mend: string,
  path?: Finding["path"],
): void {
  const span = builder.spans.at(range[0], range[1]);
  builder.findings.add({ rule, severity, message, span, mend, ...(path && { path }) });
}

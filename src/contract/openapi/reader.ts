import type { EvidenceStep, Finding, Severity, Span } from "#base";
import type { Parameter, RequestBody, Response, ResponseHeader, Schema, SchemaNode } from "../contract.ts";
import type { FindingList } from "../document/finding-list.ts";
import type { MapNode, Node } from "../document/node.ts";
import { makeScope, type Scope } from "./scope.ts";

export type OpenapiVersion = "3.0" | "3.1" | "3.2";

/** What is to be known of the references of a contract that was put together from several files. */
export interface Links {
  /** By node: why its reference leads nowhere. */
  readonly problems: ReadonlyMap<Node, Problem>;
  /** By node: the reference as it is written in the file. */
  readonly written: ReadonlyMap<Node, string>;
}

const noLinks: Links = { problems: new Map(), written: new Map() };

/** Everything that reading one document shares. Its maps are filled while reading and thrown away afterwards. */
export interface Reader {
  readonly file: string;
  readonly version: OpenapiVersion;
  readonly root: MapNode;
  readonly findings: FindingList;
  readonly links: Links;
  /** What is being read just now, and so has the holes that come up. */
  readonly now: { scope: Scope; hops: number; proposals: number };
  readonly lookups: Map<string, Lookup>;
  readonly schemas: Map<string, Schema>;
  readonly schemaScopes: Map<string, Scope>;
  /** Schemas that got a shared name from us, because something refers to their place. */
  readonly placedNames: Map<Node, string>;
  readonly toPlace: { readonly name: string; readonly node: MapNode }[];
  readonly refersToPlaces: Map<Node, boolean>;
  readonly done: {
    readonly parameters: Done<Parameter | undefined>;
    readonly bodies: Done<RequestBody | undefined>;
    readonly responses: Done<Omit<Response, "status"> | undefined>;
    readonly headers: Done<Omit<ResponseHeader, "name"> | undefined>;
    readonly schemas: Done<SchemaNode>;
  };
}

type Done<T> = Map<Node, { readonly value: T; readonly scope: Scope }>;

export interface Target {
  readonly kind: "target";
  readonly node: Node;
  /** The place of the target, decoded. */
  readonly pointer: readonly string[];
  /** The whole entry, name included, where the target stands under a key. */
  readonly span: Span;
}

/** What a reference leads to, or why it leads nowhere. */
export type Lookup = Target | { readonly kind: "problem"; readonly problem: Problem };

export function makeReader(
  file: string,
  version: Reader["version"],
  root: MapNode,
  findings: FindingList,
  links: Links = noLinks,
): Reader {
  return {
    file,
    version,
    root,
    findings,
    links,
    now: { scope: makeScope(), hops: 0, proposals: 0 },
    lookups: new Map(),
    schemas: new Map(),
    schemaScopes: new Map(),
    placedNames: new Map(),
    toPlace: [],
    refersToPlaces: new Map(),
    done: {
      parameters: new Map(),
      bodies: new Map(),
      responses: new Map(),
      headers: new Map(),
      schemas: new Map(),
    },
  };
}

export interface Problem {
  /** Without the family: `unresolved-reference`. */
  readonly rule: string;
  readonly severity?: Severity;
  readonly message: string;
  readonly mend: string;
  readonly path?: readonly EvidenceStep[];
}

export function report(reader: Reader, span: Span, problem: Problem): Finding {
  const { rule, severity = "error", message, mend, path } = problem;
  return reader.findings.add({
    rule: `contract/${rule}`,
    severity,
    message,
    span,
    ...(mend === undefined ? {} : { mend }),
    ...(path === undefined ? {} : { path }),
  });
}

/** Reports something without which the part being read cannot be understood. */
export function reportHole(reader: Reader, span: Span, problem: Problem): Finding {
  const finding = report(reader, span, problem);
  reader.now.scope.holes.push(finding);
  return finding;
}

/** Reads under a scope of its own. */
export function readWithin<T>(reader: Reader, scope: Scope, read: () => T): T {
  const outer = reader.now.scope;
  reader.now.scope = scope;
  const value = read();
  reader.now.scope = outer;
  return value;
}

/** Reads a shared element once, however many refer to it; each user gets its holes. */
export function readOnce<T>(reader: Reader, done: Done<T>, node: Node, read: () => T): T {
  let entry = done.get(node);
  if (entry === undefined) {
    const scope = makeScope();
    entry = { value: readWithin(reader, scope, read), scope };
    done.set(node, entry);
  }
  reader.now.scope.uses.add(entry.scope);
  return entry.value;
}

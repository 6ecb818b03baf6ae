import type { EvidenceStep, Finding, Severity, Span } from "#base";
import type { Parameter, RequestBody, Response, ResponseHeader, Schema, SchemaNode } from "../contract.ts";
import type { FindingList } from "../document/finding-list.ts";
import type { MapNode, Node } from "../document/node.ts";
import type { Dialect } from "./dialect.ts";
import { componentsLayout, type Layout } from "./layout.ts";
import { makeScope, type Scope } from "./scope.ts";

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
  readonly root: MapNode;
  readonly findings: FindingList;
  readonly links: Links;
  readonly layout: Layout;
  /** Names that the document itself gives to schemas. */
  readonly sharedNames: ReadonlySet<string>;
  /** What stands inside of a schema that says in which language it is written; nothing for others. */
  readonly unwrap: ((reader: Reader, map: MapNode) => Wrapped | undefined) | undefined;
  /** What is being read just now, and so has the holes that come up. */
  readonly now: { scope: Scope; dialect: Dialect; hops: number; proposals: number };
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

/** A schema in a language of its own; without a node where that language is not read. */
export interface Wrapped {
  readonly node: Node | undefined;
  readonly dialect: Dialect;
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

export interface ReaderOptions {
  readonly file: string;
  readonly dialect: Dialect;
  readonly root: MapNode;
  readonly findings: FindingList;
  readonly links?: Links | undefined;
  readonly layout?: Layout;
  readonly unwrap?: Reader["unwrap"];
}

export function makeReader(options: ReaderOptions): Reader {
  const { file, dialect, root, findings, links = noLinks, layout = componentsLayout, unwrap } = options;
  return {
    file,
    root,
    findings,
    links,
    layout,
    sharedNames: new Set(layout.schemasIn(root).map(({ key }) => key)),
    unwrap,
    now: { scope: makeScope(), dialect, hops: 0, proposals: 0 },
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

/** Reads a schema of another language than that of the document. */
export function readInDialect<T>(reader: Reader, dialect: Dialect, read: () => T): T {
  const outer = reader.now.dialect;
  reader.now.dialect = dialect;
  const value = read();
  reader.now.dialect = outer;
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

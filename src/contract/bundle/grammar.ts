import type { MapNode } from "../document/node.ts";

/**
 * What stands at a place of a document, such as `operation`; it decides what a reference there must lead to. Where the
 * format has none for it, it is `plain`.
 */
export type Kind = string;

/** A kind that has a section of shared ones, so that a reference to it can stay one. */
export type Element = string;

export interface Shape {
  readonly keys?: Readonly<Record<string, Kind>>;
  /** Of every other key. */
  readonly rest?: Kind;
  /** Keys are names of the contract, so `x-…` among them is no extension. */
  readonly isNamed?: boolean;
  /** It is a list of these. */
  readonly items?: Kind;
}

/** Where references may stand in documents of a format, and what they may lead to. */
export interface Grammar {
  /** The kind of the whole document. */
  readonly root: Kind;
  readonly shapes: Readonly<Record<Kind, Shape>>;
  /** By element, where shared ones stand: `components`, `schemas`. */
  readonly sections: Readonly<Record<Element, readonly string[]>>;
  /** Whether what stands beside a reference is ignored. */
  readonly ignoresSiblings: boolean;
  /** What a map is where its own keys decide that. */
  refine?(kind: Kind, map: MapNode): Kind;
  /** What a map looks like by itself, where that can be told: another kind than one of these is no place for it. */
  possibleKinds(map: MapNode, wanted: Kind): readonly string[];
}

export function elementsOf({ sections }: Grammar): readonly Element[] {
  return Object.keys(sections);
}

export function isElement({ sections }: Grammar, kind: Kind): boolean {
  return Object.hasOwn(sections, kind);
}

export function sectionOf({ sections }: Grammar, element: Element): readonly string[] {
  return sections[element] ?? [];
}

const inner = /^(?:map of|list of|shared) (.+)$/;

/** The shape of a kind; `map of …`, `list of …` and `shared …` have theirs from what they hold. */
export function shapeOf({ shapes }: Grammar, kind: Kind): Shape {
  const known = Object.hasOwn(shapes, kind) ? shapes[kind] : undefined;
  if (known !== undefined) return known;
  const held = inner.exec(kind)?.[1];
  if (held === undefined) return {};
  return kind.startsWith("list of ") ? { items: held } : { rest: held, isNamed: true };
}

/** The element whose section of shared ones this is, where it is one. */
export function sharedElement(kind: Kind): Element | undefined {
  return kind.startsWith("shared ") ? kind.slice("shared ".length) : undefined;
}

/** All of these keys hold that. */
export function eachOf(keys: readonly string[], kind: Kind): Readonly<Record<string, Kind>> {
  return Object.fromEntries(keys.map((key) => [key, kind]));
}

/** Keys of JSON Schema under which schemas stand. */
export const schemaKeys: Readonly<Record<string, Kind>> = {
  ...eachOf(["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"], "map of schema"),
  ...eachOf(["items", "additionalItems", "unevaluatedItems", "contains", "contentSchema"], "schema"),
  ...eachOf(["additionalProperties", "unevaluatedProperties", "propertyNames"], "schema"),
  ...eachOf(["not", "if", "then", "else"], "schema"),
  ...eachOf(["allOf", "oneOf", "anyOf", "prefixItems"], "list of schema"),
  discriminator: "discriminator",
};

import { formatSpan, nearestName, type Span } from "#base";
import type { Node } from "../document/node.ts";
import { decodePointer, encodePointer } from "../openapi/pointer.ts";
import type { Problem } from "../openapi/reader.ts";
import { cycleProblem, outsideProblem, referenceIn, step, withoutSelf } from "../openapi/references.ts";
import { quote } from "../openapi/shape.ts";
import type { Source, Sources } from "./sources.ts";

/** What a reference leads to. */
export interface Place {
  readonly source: Source;
  /** Where in the file, references on the way followed. */
  readonly pointer: readonly string[];
  readonly node: Node;
  /** The whole entry, name included, where it stands under a key. */
  readonly span: Span;
}

export interface Locator {
  readonly sources: Sources;
  readonly found: Map<string, Place | Problem>;
  hops: number;
}

const mostHops = 20;

export function makeLocator(sources: Sources): Locator {
  return { sources, found: new Map(), hops: 0 };
}

export function isPlace(found: Place | Problem): found is Place {
  return "node" in found;
}

/** One name for one place. */
export function keyOf({ source, pointer }: Pick<Place, "source" | "pointer">): string {
  return `${source.file}#${encodePointer(pointer)}`;
}

/** The place that a reference in a file leads to; each is looked up once. */
export function locate(locator: Locator, from: Source, text: string): Place | Problem {
  const key = `${from.file} ${text}`;
  const known = locator.found.get(key);
  if (known !== undefined) return known;
  // Until it is found it leads nowhere: that ends circles through the middle of a pointer.
  locator.found.set(key, cycleProblem(text));
  const found = find(locator, from, text);
  locator.found.set(key, found);
  return found;
}

function find(locator: Locator, from: Source, said: string): Place | Problem {
  const text = withoutSelf(from.root, said);
  const remote = outsideProblem(text);
  if (remote?.rule === "remote-reference" && !/^(?:file:|[a-z]:(?:[\\/]|$))/i.test(text)) return remote;
  const at = text.indexOf("#");
  const reference = at < 0 ? text : text.slice(0, at);
  const fragment = at < 0 ? "" : text.slice(at + 1);
  const source = reference === "" ? from : locator.sources.find(from, reference);
  if ("rule" in source) return source;
  // To the letter `#/` is a key without a name, but people mean the whole.
  const pointer = decodePointer(fragment === "/" ? "" : fragment);
  if (pointer === undefined)
    return unresolved(text, source, `refer to it by its place, such as "${reference}#/name"`);
  return descend(locator, source, pointer, text);
}

function descend(
  locator: Locator,
  source: Source,
  pointer: readonly string[],
  text: string,
): Place | Problem {
  let current: Place = { source, pointer: [], node: source.root, span: source.root.span };
  for (const [index, token] of pointer.entries()) {
    const next = stepTo(current, token) ?? stepBehind(locator, current, token);
    if (next === undefined) return unresolved(text, source, propose(current, pointer.slice(index)));
    current = next;
  }
  return current;
}

function stepTo(place: Place, token: string): Place | undefined {
  const next = step(place.node, token);
  return next && { source: place.source, pointer: [...place.pointer, token], ...next };
}

// A pointer may pass through a reference, into other files too.
function stepBehind(locator: Locator, place: Place, token: string): Place | undefined {
  const text = referenceIn(place.node);
  if (text === undefined || locator.hops > mostHops) return undefined;
  locator.hops += 1;
  const found = locate(locator, place.source, text);
  locator.hops -= 1;
  return isPlace(found) ? stepTo(found, token) : undefined;
}

function unresolved(text: string, source: Source, mend: string): Problem {
  return { rule: "unresolved-reference", message: `${quote(text)} is not in ${source.file}`, mend };
}

function propose(place: Place, rest: readonly string[]): string {
  const [wanted = "", ...others] = rest;
  const names = place.node.kind === "map" ? place.node.entries : undefined;
  const closest = names && nearestName(wanted, names.keys());
  const entry = closest === undefined ? undefined : names?.get(closest);
  if (entry === undefined) return "write it there, or refer to something that is there";
  const nearest = encodePointer([...place.pointer, entry.key, ...others]);
  return `did you mean "#${nearest}" (${formatSpan(entry.span)})?`;
}

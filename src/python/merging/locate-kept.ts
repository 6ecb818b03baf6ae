import { namesIn } from "../reading/names-in.ts";
import type { PythonItem, PythonModule } from "../reading/read-module.ts";
import { bindingsOf, boundName, type ImportBinding, printBinding } from "./import-bindings.ts";
import type { KeptSymbol } from "./merge-block.ts";

/** Something that was left alone, with its place in the merged text. */
export interface LocatedSymbol extends KeptSymbol {
  /** Of the first line of what stands there; of what is not there, the line to put it at. */
  readonly line: number;
  /** What stands there, and the line that it begins at, comments above it included. */
  readonly standing?: { readonly text: string; readonly line: number };
  /** Imports that the text would need, and that are not there. */
  readonly imports: readonly string[];
}

export function locateKept(
  kept: readonly KeptSymbol[],
  result: PythonModule,
  wanted: PythonModule,
): readonly LocatedSymbol[] {
  if (kept.length === 0) return [];
  const there = placesOf(result);
  const order = [...placesOf(wanted).keys()];
  const bindings = bindingsIn(wanted).filter(isAbsentFrom(result));
  return kept.map((entry) => {
    const place = there.get(entry.symbol);
    return {
      ...entry,
      line: place?.first ?? lineAfter(entry.symbol, there, order),
      ...(place && { standing: { text: place.text, line: place.top } }),
      imports: entry.text === undefined ? [] : neededBy(entry.text, bindings),
    };
  });
}

interface Place {
  readonly text: string;
  readonly top: number;
  readonly first: number;
  readonly last: number;
}

function placesOf({ text, items }: PythonModule): ReadonlyMap<string, Place> {
  const breaks = [...text.matchAll(/\r\n|\r|\n/g)].map(({ index }) => index);
  const lineOf = (offset: number): number => {
    let low = 0;
    let high = breaks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((breaks[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
  const places = new Map<string, Place>();
  const enter = (some: readonly PythonItem[], prefix: string): void => {
    for (const { name, start, code, end, body } of some) {
      places.set(prefix + name, {
        text: text.slice(start, end),
        top: lineOf(start),
        first: lineOf(code),
        last: lineOf(end),
      });
      if (body) enter(body.items, `${prefix}${name}.`);
    }
  };
  enter(items, "");
  return places;
}

/** Behind the nearest neighbour that stands before it on the wanted side. */
function lineAfter(symbol: string, there: ReadonlyMap<string, Place>, order: readonly string[]): number {
  const outer = symbol.slice(0, symbol.lastIndexOf(".") + 1);
  const isNeighbour = (name: string): boolean =>
    name.startsWith(outer) && !name.slice(outer.length).includes(".");
  const before = order.slice(0, Math.max(order.indexOf(symbol), 0)).filter(isNeighbour);
  for (const name of before.toReversed()) {
    const place = there.get(name);
    if (place) return place.last + 1;
  }
  return (there.get(outer.slice(0, -1))?.first ?? 0) + 1;
}

function bindingsIn({ text, items }: PythonModule): readonly ImportBinding[] {
  return items.flatMap((item) => bindingsOf(text, item));
}

function isAbsentFrom(module: PythonModule): (binding: ImportBinding) => boolean {
  const there = new Set(bindingsIn(module).map(printBinding));
  return (binding) => !there.has(printBinding(binding));
}

function neededBy(text: string, bindings: readonly ImportBinding[]): readonly string[] {
  const used = namesIn(text);
  return bindings.filter((binding) => used.has(boundName(binding))).map(printBinding);
}

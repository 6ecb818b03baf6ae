import { pascalCase } from "#base";
import type { Element } from "./grammar.ts";
import { keyOf, type Place } from "./locate.ts";

/** The names of what is brought under components, by section. */
export interface Names {
  /** Takes a name that the contract itself gives, so that nothing else gets it. */
  reserve(element: Element, name: string): void;
  isReserved(element: Element, name: string): boolean;
  /** Gives a place the name under which the contract itself lists it, unless it has one already. */
  claim(element: Element, place: Place, name: string): void;
  /** The name of a place, where it has one. */
  find(element: Element, place: Place): string | undefined;
  /** A new name for a place that has none, made up from where it lies. */
  make(element: Element, place: Place): string;
}

export function makeNames(): Names {
  const taken = new Set<string>();
  const reserved = new Set<string>();
  const known = new Map<string, string>();
  const counts = new Map<string, number>();
  const placeKey = (element: Element, place: Place) => `${element} ${keyOf(place)}`;
  return {
    reserve(element, name) {
      taken.add(`${element} ${name}`);
      reserved.add(`${element} ${name}`);
    },
    isReserved: (element, name) => reserved.has(`${element} ${name}`),
    claim(element, place, name) {
      const key = placeKey(element, place);
      if (!known.has(key)) known.set(key, name);
    },
    find: (element, place) => known.get(placeKey(element, place)),
    make(element, place) {
      const wanted = nameOf(place);
      let name = wanted;
      let count = counts.get(`${element} ${wanted}`) ?? 2;
      for (; taken.has(`${element} ${name}`); count += 1) name = `${wanted}${count}`;
      counts.set(`${element} ${wanted}`, count);
      taken.add(`${element} ${name}`);
      known.set(placeKey(element, place), name);
      return name;
    },
  };
}

/** Words of pointers that say what kind of thing follows, and not what it is called. */
const structure: ReadonlySet<string> = new Set([
  ...["components", "definitions", "$defs", "schemas", "properties", "paths", "content", "schema"],
  ...["responses", "items", "additionalProperties", "allOf", "oneOf", "anyOf", "parameters", "requestBody"],
]);

function nameOf({ source, pointer }: Place): string {
  const file = plain((source.file.split("/").at(-1) ?? "").replace(/\.[^.]*$/, ""));
  const last = pointer.at(-1);
  if (last === undefined) return file || "Unnamed";
  const isName = !structure.has(last) && /^[A-Za-z_][A-Za-z0-9._-]*$/.test(last);
  if (isName) return last.slice(0, 100);
  const words = pointer.filter((token) => !structure.has(token));
  return plain(pascalCase([file, ...words].join(" "))) || "Unnamed";
}

// The letters that a name of a component may have.
function plain(text: string): string {
  return text
    .replace(/[^A-Za-z0-9._-]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 100);
}

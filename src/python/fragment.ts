import { assert } from "#base";

const brand: unique symbol = Symbol("Python fragment");

/** An import that a fragment needs; the module that the fragment ends in prints it. */
export interface PyImport {
  readonly module: string;
  /** Absent: `import module`. */
  readonly symbol?: string;
  readonly as?: string;
}

/** Python text that is known to be safe. Only the functions of this folder make one. */
export interface Py {
  readonly [brand]: true;
  readonly text: string;
  readonly imports: readonly PyImport[];
}

/** What may stand beside or around a fragment depends on these. */
export interface Traits {
  /** A name or a dotted name: harmless inside a string literal too. */
  readonly word?: boolean;
  /** Its last line ends in a comment, which would swallow whatever followed on that line. */
  readonly endsInComment?: boolean;
}

// A symbol is copied by `{ ...fragment, text }`; membership here is not. So this is the proof, the brand is for the compiler.
const made = new WeakMap<object, Traits>();

export function makeFragment(text: string, imports: readonly PyImport[] = [], traits: Traits = {}): Py {
  const fragment: Py = Object.freeze({
    [brand]: true as const,
    text,
    imports: Object.freeze(distinct(imports)),
  });
  made.set(fragment, traits);
  return fragment;
}

/** The fragment that prints nothing. */
export const nothing: Py = makeFragment("");

export function isFragment(value: unknown): value is Py {
  return typeof value === "object" && value !== null && made.has(value);
}

export function traitsOf(fragment: Py): Traits {
  const traits = made.get(fragment);
  assert(traits, "something that looks like a Python fragment was not made by the printer");
  return traits;
}

function distinct(imports: readonly PyImport[]): readonly PyImport[] {
  if (imports.length < 2) return [...imports];
  const known = new Map<string, PyImport>();
  for (const entry of imports) known.set(importKey(entry), entry);
  return [...known.values()];
}

const keys = new WeakMap<PyImport, string>();

/** Fragments hand their imports on through every template that they stand in, so each is looked at many times. */
export function importKey(entry: PyImport): string {
  const known = keys.get(entry) ?? `${entry.module} ${entry.symbol ?? ""} ${entry.as ?? ""}`;
  keys.set(entry, known);
  return known;
}

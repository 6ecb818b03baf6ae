import { assert } from "#base";

/** An import that a fragment needs; the module that the fragment ends in prints it. */
export interface PyImport {
  readonly module: string;
  /** Absent: `import module`. */
  readonly symbol?: string;
  readonly as?: string;
  /** Needed by type checkers alone: it stands where Python evaluates nothing, such as in a local variable's annotation. */
  readonly typing?: true;
}

/** What may stand beside or around a fragment depends on these. */
export interface Traits {
  /** A name or a dotted name: harmless inside a string literal too. */
  readonly word?: boolean;
  /** Its last line ends in a comment, which would swallow whatever followed on that line. */
  readonly endsInComment?: boolean;
}

/** Python text that is known to be safe. Only the functions of this folder make one. */
export type Py = Fragment;

// What is private to a class is not copied by `{ ...fragment, text }`: that it is there proves who made the object.
class Fragment {
  readonly #traits: Traits;
  readonly text: string;
  readonly imports: readonly PyImport[];

  constructor(text: string, imports: readonly PyImport[], traits: Traits) {
    this.text = text;
    this.imports = imports;
    this.#traits = traits;
    Object.freeze(this);
  }

  static isOne(value: object): value is Fragment {
    return #traits in value;
  }

  static traitsOf(fragment: Fragment): Traits {
    return fragment.#traits;
  }
}

const noImports: readonly PyImport[] = Object.freeze([]);
const noTraits: Traits = Object.freeze({});

export function makeFragment(
  text: string,
  imports: readonly PyImport[] = noImports,
  traits: Traits = noTraits,
): Py {
  return new Fragment(text, imports.length === 0 ? noImports : Object.freeze(distinct(imports)), traits);
}

/** The fragment that prints nothing. */
export const nothing: Py = makeFragment("");

export function isFragment(value: unknown): value is Py {
  return typeof value === "object" && value !== null && Fragment.isOne(value);
}

export function traitsOf(fragment: Py): Traits {
  assert(isFragment(fragment), "something that looks like a Python fragment was not made by the printer");
  return Fragment.traitsOf(fragment);
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
  const known =
    keys.get(entry) ?? `${entry.module} ${entry.symbol ?? ""} ${entry.as ?? ""} ${entry.typing ?? ""}`;
  keys.set(entry, known);
  return known;
}

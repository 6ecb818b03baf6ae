import type { SourceModule } from "../../project.ts";

/** What an expression stands for, in a form in which two can be compared; `undefined` in its place where it cannot be told. */
export type Plain =
  /** `True` is 1, as for the language itself. */
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "none" }
  /** A list or a tuple: which of the two it is makes no difference to a table. */
  | { readonly kind: "list"; readonly items: readonly (Plain | undefined)[] }
  | { readonly kind: "dictionary"; readonly entries: readonly (readonly [Plain, Plain | undefined])[] }
  | Reference
  | Made
  | Condition
  | { readonly kind: "field"; readonly field: FieldState };

/** A function or a class by where it is defined. */
export interface Reference {
  readonly kind: "reference";
  readonly path: string;
  readonly owner: Owner;
  /** Whether it is surely a function or a class, rather than a constant of another package. */
  readonly isCode: boolean;
}

/** Whose code something is: how surely two of it differ depends on what is known of its equality. */
export type Owner = "framework" | "language" | "project" | "other";

/** An object by the call that makes it. */
export interface Made {
  readonly kind: "made";
  readonly of: Reference;
  readonly args: readonly (Plain | undefined)[];
  readonly named: ReadonlyMap<string, Plain | undefined>;
}

/** `Q(a=1) & ~Q(b=2)` */
export interface Condition {
  readonly kind: "condition";
  readonly connector: string;
  readonly negated: boolean;
  readonly children: readonly (Plain | undefined)[];
}

export const none: Plain = { kind: "none" };

export function textPlain(text: string): Plain {
  return { kind: "text", text };
}

export function numberPlain(value: number): Plain {
  return { kind: "number", value };
}

export function isTrueValue(value: Plain | undefined): boolean {
  return value?.kind === "number" && value.value === 1;
}

/** The texts of a list; undefined where it is none or holds something else. */
export function plainTexts(value: Plain | undefined): readonly string[] | undefined {
  if (value?.kind !== "list") return undefined;
  const texts = value.items.map((item) => (item?.kind === "text" ? item.text : undefined));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** A field as its class is called, with what is known of the class. */
export interface FieldState {
  /** The class of the field by its canonical path; undefined where it could not be made out. */
  readonly path: string | undefined;
  /** The class of the framework that it comes from, by its last name. */
  readonly base: string;
  readonly owner: Owner;
  /** What is given by name, with `undefined` for what cannot be told. */
  readonly args: ReadonlyMap<string, Plain | undefined>;
  /** Whether arguments are spread into the call that cannot be seen. */
  readonly isOpen: boolean;
  /** Words of the class's own code that makes or takes apart a field: what it says of an argument is not followed. */
  readonly mentions: ReadonlySet<string>;
  /** Names of the way back as they are written, where they hold the name of the model: `%(class)s_set`. */
  readonly templates?: ReadonlyMap<string, string>;
  readonly module: SourceModule;
  readonly start: number;
  readonly end: number;
}

export interface EnumerationMember {
  readonly name: string;
  readonly value: Plain | undefined;
  readonly label: Plain | undefined;
}

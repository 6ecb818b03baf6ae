import type { PlainValue } from "./plain-value.ts";

/** What an annotation says of a value, without the names that a language or a framework has for it. */
export type TypeFact =
  /** `text`, `integer`, `number`, `boolean`, `binary`, `date-time`, `date`, `time`, `duration`, `uuid`, `decimal`. */
  | { readonly kind: "scalar"; readonly name: string }
  | { readonly kind: "none" }
  /** Also sets, in which nothing is twice, and tuples, whose length may be fixed. */
  | { readonly kind: "list"; readonly of: TypeFact; readonly unique?: true; readonly length?: number }
  | { readonly kind: "map"; readonly of: TypeFact }
  | { readonly kind: "optional"; readonly of: TypeFact }
  | { readonly kind: "union"; readonly of: readonly TypeFact[] }
  /** `plain`: the values themselves, where all are known. */
  | { readonly kind: "literal"; readonly values: readonly string[]; readonly plain?: readonly PlainValue[] }
  /** A class of the project, by `path:Name`: a schema, a model or another. */
  | { readonly kind: "reference"; readonly id: string; readonly args?: readonly TypeFact[] }
  | { readonly kind: "enum"; readonly id: string }
  /** A type parameter. */
  | { readonly kind: "variable"; readonly name: string }
  /** A class of a package outside the project, by its dotted name. */
  | { readonly kind: "external"; readonly path: string; readonly args?: readonly TypeFact[] }
  /** Said to be anything. */
  | { readonly kind: "any" }
  /** Not said, or not made out. */
  | { readonly kind: "unknown" };

/** A type in few words: `list of Order or null`. */
export function tellType(type: TypeFact): string {
  switch (type.kind) {
    case "scalar":
    case "variable":
      return type.name;
    case "list":
      return `list of ${tellType(type.of)}`;
    case "map":
      return `map of ${tellType(type.of)}`;
    case "optional":
      return `${tellType(type.of)} or null`;
    case "union":
      return type.of.map(tellType).join(" or ");
    case "literal":
      return type.values.join(" or ");
    case "reference":
    case "external": {
      const full = type.kind === "reference" ? type.id : type.path;
      const name = full.slice(Math.max(full.lastIndexOf(":"), full.lastIndexOf(".")) + 1);
      return type.args === undefined ? name : `${name} of ${type.args.map(tellType).join(", ")}`;
    }
    case "enum":
      return type.id.slice(type.id.lastIndexOf(":") + 1);
    case "none":
      return "null";
    case "any":
      return "any";
    case "unknown":
      return "?";
  }
}

/** The ids of the classes that a type names, whatever stands around them. */
export function referencesOf(type: TypeFact): readonly string[] {
  switch (type.kind) {
    case "list":
    case "map":
    case "optional":
      return referencesOf(type.of);
    case "union":
      return type.of.flatMap(referencesOf);
    case "reference":
      return [type.id, ...(type.args ?? []).flatMap(referencesOf)];
    case "external":
      return (type.args ?? []).flatMap(referencesOf);
    default:
      return [];
  }
}

import type { PlainValue } from "./plain-value.ts";

/** What is said right beside a type, wherever in an annotation that stands. */
interface Bounded {
  /** `max_length`, `ge` and the like, as they are written. */
  readonly bounds?: Readonly<Record<string, string>>;
}

/** What an annotation says of a value, without the names that a language or a framework has for it. */
export type TypeFact =
  /**
   * `text`, `path`, `integer`, `number`, `boolean`, `binary`, `date-time`, `date`, `time`, `duration`, `uuid`, `decimal`; where a framework says
   * more of how it travels, `long`, `int32`, `float`, `double`, `decimal-text`, `bytes`, `email`, `uri`, `hostname`, `ipv4`, `password`.
   */
  | ({ readonly kind: "scalar"; readonly name: string } & Bounded)
  | { readonly kind: "none" }
  /** Also sets, in which nothing is twice, and tuples, whose length may be fixed. */
  | ({
      readonly kind: "list";
      readonly of: TypeFact;
      readonly unique?: true;
      readonly length?: number;
    } & Bounded)
  | ({ readonly kind: "map"; readonly of: TypeFact } & Bounded)
  /** `refused`: nothing is there where it is left out, but nobody may hand `null` in. */
  | { readonly kind: "optional"; readonly of: TypeFact; readonly refused?: true }
  | { readonly kind: "union"; readonly of: readonly TypeFact[] }
  /** `plain`: the values themselves, where all are known. */
  | { readonly kind: "literal"; readonly values: readonly string[]; readonly plain?: readonly PlainValue[] }
  /** A class of the project, by `path:Name`: a schema, a model or another. */
  | { readonly kind: "reference"; readonly id: string; readonly args?: readonly TypeFact[] }
  | { readonly kind: "enum"; readonly id: string }
  /** A type parameter. */
  | ({ readonly kind: "variable"; readonly name: string } & Bounded)
  /** A class of a package outside the project, by its dotted name. */
  | ({ readonly kind: "external"; readonly path: string; readonly args?: readonly TypeFact[] } & Bounded)
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

/** What type parameters stand for. */
export type TypeArguments = ReadonlyMap<string, TypeFact>;

/** A type with what its parameters stand for. */
export function substitute(type: TypeFact, given: TypeArguments): TypeFact {
  switch (type.kind) {
    case "variable": {
      const meant = given.get(type.name);
      return meant === undefined ? type : bind(meant, type.bounds ?? {});
    }
    case "list":
    case "map":
    case "optional":
      return { ...type, of: substitute(type.of, given) };
    case "union":
      return { ...type, of: type.of.map((each) => substitute(each, given)) };
    case "reference":
    case "external":
      return type.args === undefined
        ? type
        : { ...type, args: type.args.map((each) => substitute(each, given)) };
    default:
      return type;
  }
}

/** A type whose values are within bounds: of something or nothing, the something is. */
export function bind(type: TypeFact, bounds: Readonly<Record<string, string>>): TypeFact {
  if (Object.keys(bounds).length === 0) return type;
  switch (type.kind) {
    case "optional":
      return { ...type, of: bind(type.of, bounds) };
    case "scalar":
    case "list":
    case "map":
    case "variable":
    case "external":
      return { ...type, bounds: { ...type.bounds, ...bounds } };
    default:
      return type;
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

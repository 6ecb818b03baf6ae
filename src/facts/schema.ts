import type { Span } from "#base";
import type { ValueDetails } from "./operation.ts";
import type { TypeFact } from "./type.ts";

/** A value that a schema has. */
export interface SchemaFieldFact extends ValueDetails {
  /** The name of the attribute. */
  readonly name: string;
  readonly type: TypeFact;
  /** What is given out, where something else is made of it. */
  readonly outputType?: TypeFact;
  readonly span: Span;
  readonly required: boolean;
  /** What its default is in the source, where that is one literal. */
  readonly default?: string;
  /** The names by which it is taken in, the likeliest first; undefined where they are worked out in a way that is not known. */
  readonly inputNames?: readonly string[];
  /** The name by which it is given out; undefined where that is worked out in a way that is not known. */
  readonly outputName?: string;
  /** `max_length`, `ge` and the like, as they are written. */
  readonly constraints: Readonly<Record<string, string>>;
  /** Those that hold for what is taken in alone. */
  readonly inputConstraints?: Readonly<Record<string, string>>;
  /** The field of a union's members that tells which of them a value is. */
  readonly discriminator?: string;
  /** Whether it is worked out and only given out. */
  readonly computed: boolean;
  /** Whether it is only taken in: left out of whatever is given out. */
  readonly hidden: boolean;
  /** Whether each value that is given out has it, though it need not be taken in. */
  readonly alwaysGiven?: true;
  /** Whether what is given out may lack it, by what it says of itself or by an alias that is not followed. */
  readonly sparing?: true;
}

/** A function that looks at what a schema takes in. */
export interface SchemaCheckFact {
  readonly name: string;
  /** The fields that it looks at; none where it looks at the whole. */
  readonly fields: readonly string[];
  /** Whether it sees the whole before anything is read of it, and hands on something else than what it was given. */
  readonly replaces?: boolean;
  readonly span: Span;
}

/** The shape of a value that is taken in or given out, as a class of the source declares it. */
export interface SchemaFact {
  /** `path:ClassName`. */
  readonly id: string;
  readonly name: string;
  readonly framework: string;
  /** The major version of the framework, where the source shows it. */
  readonly version?: number;
  readonly span: Span;
  /** What it says of itself for people. */
  readonly description?: string;
  /**
   * `settings` are read from the surroundings of the process; a `root` is one value, not an object; a `table` is a model too; a `record` is a
   * class or dictionary of the language itself, with annotated fields.
   */
  readonly form: "object" | "root" | "settings" | "dataclass" | "table" | "record";
  /** Those of its bases first. */
  readonly fields: readonly SchemaFieldFact[];
  /** Ids of the schemas that it inherits from, the nearest first. */
  readonly bases: readonly string[];
  /** Names of its type parameters. */
  readonly variables: readonly string[];
  /** What happens to values of other names. */
  readonly extra: "ignore" | "allow" | "forbid";
  /** Whether it can be read from the attributes of an object, such as a row. */
  readonly fromAttributes: boolean;
  /** Whether fields are also taken in by their own names where they have others. */
  readonly byName: boolean;
  readonly checks: readonly SchemaCheckFact[];
  /** Of settings: what stands before the names of their variables. */
  readonly prefix?: string;
  /** Whether a base that nobody sees here may hand on fields. */
  readonly isPartial: boolean;
  /** Whether code of its own makes something else of what it gives out. */
  readonly remade?: true;
}

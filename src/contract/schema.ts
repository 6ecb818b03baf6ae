import type { Span } from "#base";

export type JsonType = "string" | "integer" | "number" | "boolean" | "array" | "object" | "null";

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** A schema in its place, or the shared name of one. */
export type SchemaNode = Schema | SchemaRef;

export interface SchemaRef {
  readonly kind: "ref";
  /** A key of `Contract.schemas`. */
  readonly name: string;
  /** Where the reference stands. */
  readonly span: Span;
}

export interface Schema {
  readonly kind: "schema";
  /** The shared name, for a schema that has one. */
  readonly name?: string;
  readonly title?: string;
  readonly description: string;
  /** Allowed types without `null`; empty means any. */
  readonly types: readonly JsonType[];
  /**
   * Whether the document says that `null` is allowed, in whichever spelling the format has for it. A schema without
   * types allows it anyhow; one that allows nothing else has `const: null`.
   */
  readonly nullable: boolean;
  readonly format?: string;
  /** Allowed values without `null`; an empty list allows nothing. */
  readonly enum?: readonly JsonValue[];
  readonly const?: JsonValue;
  readonly default?: JsonValue;
  readonly examples: readonly JsonValue[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly properties: readonly Property[];
  /** Names that must be there although they are not among `properties`: other members of an `allOf` declare them. */
  readonly alsoRequired?: readonly string[];
  /** `undefined`: not said (so: allowed). */
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
  readonly allOf: readonly SchemaNode[];
  readonly oneOf: readonly SchemaNode[];
  readonly anyOf: readonly SchemaNode[];
  /** Which property tells the alternatives apart; `mapping`: its value to a key of `Contract.schemas`. */
  readonly discriminator?: { readonly property: string; readonly mapping: ReadonlyMap<string, string> };
  readonly readOnly: boolean;
  /** Whether it says itself that it is not only read: what it adds to may say otherwise. */
  readonly reopened?: true;
  readonly writeOnly: boolean;
  readonly deprecated: boolean;
  /**
   * Why no more could be known of its values than stands here: it may allow less than it says. Only of what was read from
   * programs, or printed from it.
   */
  readonly unknown?: string;
  /** How its values are spelled in XML, where that is said. */
  readonly xml?: XmlKeywords;
  readonly span: Span;
}

/** How values of a schema are spelled in XML. */
export interface XmlKeywords {
  readonly name?: string;
  readonly namespace?: string;
  readonly prefix?: string;
  readonly attribute?: boolean;
  /** Of a list: whether its items stand in an element of their own. */
  readonly wrapped?: boolean;
}

export interface Property {
  readonly name: string;
  readonly required: boolean;
  /** Whether the program that it was read from gives it in every answer all the same: it has a default. */
  readonly alwaysGiven?: true;
  readonly schema: SchemaNode;
  readonly span: Span;
}
